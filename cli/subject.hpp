#pragma once

#include <boost/program_options/variables_map.hpp>
#include <iosfwd>
#include <memory>

#include "validator/contract/catalog.hpp"
#include "validator/intake/fixture.hpp"
#include "validator/intake/har.hpp"

namespace understudy::cli {

/// What `check` holds its input against: an operation of a contract, or a JSON Schema by itself. It is known
/// from the options (--api, --contract with --operation, --schema), else from the first fixture.
class Subject {
public:
    /// Throws UsageError and json::LoadError. What the contract says and is not checked goes to `err`.
    Subject(const boost::program_options::variables_map& values, std::ostream& err);

    bool is_known() const { return operation_ != nullptr; }
    /// Throws json::LoadError where there is no contract of the fixture's API.
    void use_api_of(const intake::Fixture& fixture);

    /// Of the first contract that an exchange of the archive is with. Throws UsageError where there is none.
    void use_api_of(const intake::Har& har);
    /// False where no contract has an operation for it.
    bool use_api_of(const intake::Exchange& exchange);

    const contract::Contract& contract() const { return *contract_; }
    const contract::Operation& operation() const { return *operation_; }
    /// The status that a body is held against where nothing else says one.
    unsigned status() const { return status_; }

private:
    void use(std::shared_ptr<const contract::Contract> contract, const contract::Operation& operation);
    void use_schema(const boost::program_options::variables_map& values);
    void choose_status(bool is_given);
    void tell(const schema::Notes& notes) const;

    std::ostream& err_;
    contract::Catalog catalog_;
    std::shared_ptr<const contract::Contract> contract_;
    const contract::Operation* operation_ = nullptr;
    unsigned status_;
};

} // namespace understudy::cli
