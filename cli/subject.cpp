#include "cli/subject.hpp"

#include <algorithm>
#include <ostream>

#include "cli/options.hpp"
#include "validator/contract/exchange_match.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

std::vector<std::string> list(const po::variables_map& values, const char* option) {
    if (values.count(option) == 0) return {};
    return values[option].as<std::vector<std::string>>();
}

/// Of a contract that does not say which one it is, --operation can name it.
const contract::Operation& run_operation(const contract::Contract& contract) {
    try {
        return contract.run_operation();
    } catch (const json::LoadError& error) {
        throw json::LoadError(error.file(), error.pointer(),
                              error.reason() + ", or name one with --operation", error.line(),
                              error.column());
    }
}

/// A LoadError at the place where a text says which API it is of.
json::LoadError api_error(const intake::Observed& observed, const std::string& reason) {
    const json::Value* place = observed.source->at("/api");
    return observed.source->error(place == nullptr ? observed.source->root() : *place, "/api", reason);
}

} // namespace

Subject::Subject(const po::variables_map& values, std::ostream& err)
    : err_(err), status_(values["status"].as<unsigned>()) {
    if (values.count("schema") != 0) {
        use_schema(values);
        return;
    }
    for (const char* option : {"dialect", "formats"})
        if (!values[option].defaulted()) throw UsageError("--" + std::string(option) + " is for --schema");
    const contract::ContractOptions options{values.count("allow-ref-outside") != 0};
    std::vector<std::string> names;
    for (const std::string& given : list(values, "contract")) names.push_back(catalog_.add(given, options));
    const bool has_operation = values.count("operation") != 0;
    std::string api;
    if (values.count("api") != 0) api = values["api"].as<std::string>();
    // One contract and an operation in it: there is nothing left to ask.
    if (api.empty() && has_operation && names.size() == 1) api = names.front();
    if (api.empty() && has_operation)
        throw UsageError("--operation: which contract? Name it with --api, or add one with --contract");
    if (api.empty()) return;
    const auto contract = catalog_.get(api);
    use(contract, has_operation ? contract->operation(values["operation"].as<std::string>())
                                : run_operation(*contract));
    choose_status(!values["status"].defaulted());
}

void Subject::use_schema(const po::variables_map& values) {
    for (const char* option : {"api", "contract", "operation"})
        if (values.count(option) != 0)
            throw UsageError("--schema and --" + std::string(option) + ": give one of them");
    if (!values["status"].defaulted())
        throw UsageError("--schema and --status: a schema by itself has no status");
    const std::string dialect = one_of(values, "dialect", {"2020-12", "draft7", "draft4", "openapi-3.0"});
    const std::string formats = one_of(values, "formats", {"assert", "annotate"});
    const auto file = values["schema"].as<std::string>();
    contract_ = std::make_shared<const contract::Contract>(
        contract::Contract::of_schema(file, json::read_file(file), *schema::parse_draft(dialect),
                                      formats == "assert", {values.count("allow-ref-outside") != 0}));
    operation_ = &contract_->operation(contract_->routes().front());
    write_notes();
}

void Subject::use(std::shared_ptr<const contract::Contract> contract, const contract::Operation& operation) {
    contract_ = std::move(contract);
    operation_ = &operation;
    write_notes();
}

void Subject::write_notes() {
    for (const std::string& note : contract_->notes())
        if (written_notes_.insert(note).second) err_ << "understudy check: " << note << "\n";
}

void Subject::use_api_of(const std::string& file, const intake::Observed& observed) {
    if (!observed.api.empty()) {
        const auto names = catalog_.names();
        if (std::find(names.begin(), names.end(), observed.api) == names.end())
            throw api_error(observed, "there is no contract named \"" + observed.api +
                                          "\": add it with --contract " + observed.api + "=FILE");
        const auto contract = catalog_.get(observed.api);
        return use(contract, run_operation(*contract));
    }
    for (const intake::Observation& observation : observed.observations)
        if (use_api_of(observation)) return;
    throw UsageError(file + ": no exchange matches a known API: name the contract with --contract");
}

bool Subject::use_api_of(const intake::Observation& exchange) {
    for (const std::string& name : catalog_.names()) {
        const auto contract = catalog_.get(name);
        if (!contract::match_exchange(*contract, exchange.method, exchange.url)) continue;
        use(contract, run_operation(*contract));
        return true;
    }
    return false;
}

void Subject::expect_api_of(const intake::Observed& observed) const {
    if (!observed.api.empty() && observed.api != contract_->name())
        throw api_error(observed, "expected a fixture of " + contract_->name() + "; found one of \"" +
                                      observed.api + "\": check one API at a time");
}

// Where none is asked for it is 200, else the first success that is documented.
void Subject::choose_status(bool is_given) {
    if (!is_given && operation_->response(status_) == nullptr)
        for (const contract::Response& response : operation_->responses)
            if (response.status.front() == '2') {
                status_ = static_cast<unsigned>(std::stoul(response.status));
                break;
            }
    const contract::Response* response = operation_->response(status_);
    const std::string said = "--status " + std::to_string(status_) + ": " + contract_->name();
    if (response == nullptr) throw UsageError(said + " documents no such response");
    if (response->body == nullptr) throw UsageError(said + " documents no JSON body for this response");
}

} // namespace understudy::cli
