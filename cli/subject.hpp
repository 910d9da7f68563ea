#pragma once

#include <boost/program_options/variables_map.hpp>
#include <exception>
#include <iosfwd>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/live_options.hpp"
#include "cli/options.hpp"
#include "validator/check/exchange_checker.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/intake/input_format.hpp"

namespace understudy::cli {

/// What `check` holds its input against.
///
/// Bodies alone are held against one operation, or against a JSON Schema: the one of the options (--api,
/// --contract with --operation, --schema), else the run operation of the first fixture's API. A fixture names
/// its API itself. An exchange of an archive belongs to whichever operation it matches, in the contract of
/// --api, else in those of --contract, else in any.
class Subject {
public:
    /// Throws UsageError and json::LoadError. What the contract says and is not checked goes to `err`.
    Subject(const OptionValues& values, std::ostream& err);

    /// Whether there is a contract for bodies.
    bool is_known() const { return contract_ != nullptr; }
    /// Of bodies. The operation is looked for here, because archives need none: throws json::LoadError if the
    /// contract has no run operation.
    const contract::Contract& contract() const { return *contract_; }
    const contract::Operation& operation();
    /// Writes what the contracts say and is not checked, as far as it is known by now and not written before.
    void write_notes();
    /// Says how many notes there are on the operations that were not checked. Compiles them.
    void count_other_notes();
    /// The status that a body is held against where nothing else says one.
    unsigned status() const { return status_; }

    /// The operation that a fixture is of. Throws json::LoadError if there is no contract of its API, or if
    /// --api names another.
    check::ExchangeOwner owner_of(const intake::Observed& fixture);
    /// The operation that an exchange is with.
    std::optional<check::ExchangeOwner> owner_of(std::string_view method, std::string_view url);
    /// The contracts that exchanges are looked for in, and how to name another server.
    std::string against() const;
    /// Whether the options say which contracts exchanges can be with.
    bool limits_exchanges() const { return !names_.empty(); }

    /// Whether an exchange had an owner. Which operations the next archive is of, nobody knows.
    bool has_exchanges() const { return has_exchanges_; }
    /// The contracts that documents were held against so far; the one for bodies if there was none.
    std::vector<const contract::Contract*> used() const;

    /// --schema: every document is a value to hold against it, fixtures and archives too.
    bool is_schema() const { return is_schema_; }

private:
    const contract::Contract& get(const std::string& name);
    void use(const contract::Contract& contract, const contract::Operation* operation);
    std::vector<std::string> stand_ins(const std::string& api) const;
    void note_use(const contract::Contract& contract);
    void use_schema(const OptionValues& values);
    void choose_status(bool is_given);

    std::ostream& err_;
    contract::Catalog catalog_;
    std::map<std::string, std::shared_ptr<const contract::Contract>> contracts_; // that were looked at
    std::vector<std::string> names_; // of the contracts that the options name
    std::vector<GivenUrl> base_urls_;
    bool has_api_ = false; // --api, or a schema
    bool is_schema_ = false;
    const contract::Contract* contract_ = nullptr;
    const contract::Operation* operation_ = nullptr;
    std::exception_ptr no_operation_; // why bodies cannot be held against it
    std::vector<const contract::Contract*> used_;
    bool has_exchanges_ = false;
    unsigned status_;
    std::set<std::string> written_notes_;
};

} // namespace understudy::cli
