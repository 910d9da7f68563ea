#pragma once

#include <boost/program_options/variables_map.hpp>
#include <iosfwd>
#include <memory>
#include <set>
#include <string>

#include "validator/contract/catalog.hpp"
#include "validator/intake/input_format.hpp"

namespace understudy::cli {

/// What `check` holds its input against: an operation of a contract, or a JSON Schema by itself. It is known
/// from the options (--api, --contract with --operation, --schema), else from the first fixture.
class Subject {
public:
    /// Throws UsageError and json::LoadError. What the contract says and is not checked goes to `err`.
    Subject(const boost::program_options::variables_map& values, std::ostream& err);

    bool is_known() const { return operation_ != nullptr; }
    /// The API that the text says it is of, else the first that one of its exchanges is with. Throws
    /// json::LoadError where no contract has the name, and UsageError where no contract has an exchange.
    void use_api_of(const std::string& file, const intake::Observed& observed);
    /// Throws json::LoadError where the text says that it is of another API.
    void expect_api_of(const intake::Observed& observed) const;

    const contract::Contract& contract() const { return *contract_; }
    const contract::Operation& operation() const { return *operation_; }
    /// Writes what the contract says and is not checked, as far as it is known by now and not written before.
    void write_notes();
    /// The status that a body is held against where nothing else says one.
    unsigned status() const { return status_; }

private:
    bool use_api_of(const intake::Observation& exchange);
    void use(std::shared_ptr<const contract::Contract> contract, const contract::Operation& operation);
    void use_schema(const boost::program_options::variables_map& values);
    void choose_status(bool is_given);

    std::ostream& err_;
    contract::Catalog catalog_;
    std::shared_ptr<const contract::Contract> contract_;
    const contract::Operation* operation_ = nullptr;
    unsigned status_;
    std::set<std::string> written_notes_;
};

} // namespace understudy::cli
