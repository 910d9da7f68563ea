#include "validator/library/understudy/validator.hpp"

#include <system_error>
#include <utility>

#include "validator/check/finding.hpp"
#include "validator/contract/contract.hpp"
#include "validator/json/position.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy {
namespace {

// Returns the result of `load`, and turns everything that it throws into a LoadError.
template <class Load>
auto load_from(std::string_view file_name, Load load) {
    const std::string file(file_name.empty() ? "(unnamed)" : file_name);
    try {
        return load(file);
    } catch (const json::LoadError& error) {
        throw LoadError(error.what(), error.file(), error.pointer(), error.line(), error.column(),
                        error.reason());
    } catch (const std::system_error& error) { // for example, the working directory is gone
        throw LoadError(file + ": " + error.what(), file, "", 0, 0, error.what());
    }
}

contract::ContractOptions internal(RefFiles files) {
    return {.allow_ref_outside = files == RefFiles::anywhere, .allow_ref_files = files != RefFiles::none};
}

schema::Draft draft(Dialect dialect) {
    switch (dialect) {
        case Dialect::draft4:
            return schema::Draft::draft4;
        case Dialect::draft4_openapi:
            return schema::Draft::openapi_3_0;
        case Dialect::draft7:
            return schema::Draft::draft7;
        case Dialect::draft6:
            return schema::Draft::draft6;
        case Dialect::draft2019_09:
            return schema::Draft::draft2019_09;
        case Dialect::draft2020_12:
            break;
    }
    return schema::Draft::draft2020_12;
}

const contract::Response* first_success(const contract::Operation& operation) {
    if (const contract::Response* response = operation.response(200)) return response;
    for (const contract::Response& response : operation.responses)
        if (response.status.starts_with('2')) return &response;
    return nullptr;
}

const contract::Response& choose_response(const contract::Contract& contract,
                                          const ContractOptions& options) {
    const contract::Operation& operation =
        options.operation.empty() ? contract.run_operation() : contract.operation(options.operation);
    const contract::Response* response =
        options.status ? operation.response(*options.status) : first_success(operation);
    if (response != nullptr && response->body != nullptr) return *response;
    std::string reason = operation.method + " " + operation.path + " documents no ";
    if (response != nullptr) reason += "JSON body for a ";
    reason +=
        options.status ? "response with status " + std::to_string(*options.status) : "successful response";
    throw json::LoadError(contract.document().file(), "/paths", reason);
}

std::size_t in_range(const char* name, std::size_t value, std::size_t least, std::size_t most) {
    if (value >= least && value <= most) return value;
    throw std::invalid_argument(std::string(name) + ": expected " + std::to_string(least) + " to " +
                                std::to_string(most) + "; found " + std::to_string(value));
}

json::Limits limits(const CheckOptions& options) {
    json::Limits limits;
    limits.depth = in_range("max_depth", options.max_depth, 1, json::kMaxDepth);
    limits.size = in_range("max_size", options.max_size, 0, json::kMaxSize);
    limits.string = in_range("max_string", options.max_string, 0, json::kMaxSize);
    return limits;
}

Severity severity(check::Severity found) {
    return found == check::Severity::error ? Severity::error : Severity::warning;
}

// Turns breaches in one text into a Result.
class Collector : public schema::BreachSink {
public:
    Collector(std::string_view text, std::size_t max_findings, bool show_values)
        : locator_(text), max_findings_(max_findings), show_values_(show_values) {}

    void add(schema::Breach&& breach) override {
        const bool is_error = check::severity_of(breach.rule, breach.evidence) == check::Severity::error;
        ++(is_error ? result_.errors : result_.warnings);
        if (result_.findings.size() == max_findings_) return;
        check::Finding found =
            check::make_finding(std::move(breach), "", locator_.locate(breach.offset), show_values_);
        Finding& finding = result_.findings.emplace_back();
        finding.rule = schema::rule_name(found.rule);
        finding.severity = severity(found.severity);
        finding.evidence = schema::evidence_name(found.evidence);
        finding.offset = found.place.offset;
        finding.line = found.place.line;
        finding.column = found.place.column;
        finding.message = found.message();
        finding.pointer = std::move(found.pointer);
        finding.path = std::move(found.path);
        finding.expected = std::move(found.expected);
        finding.found = std::move(found.found);
    }

    Result take() { return std::move(result_); }

private:
    json::Locator locator_;
    std::size_t max_findings_;
    bool show_values_;
    Result result_;
};

} // namespace

std::string_view severity_name(Severity severity) {
    return check::severity_name(severity == Severity::error ? check::Severity::error
                                                            : check::Severity::warning);
}

LoadError::LoadError(const std::string& what, std::string file, std::string pointer, std::size_t line,
                     std::size_t column, std::string reason)
    : std::runtime_error(what),
      file_(std::move(file)),
      pointer_(std::move(pointer)),
      line_(line),
      column_(column),
      reason_(std::move(reason)) {}

struct Validator::Compiled {
    contract::Contract contract; // owns the bytes that the program looks at
    std::shared_ptr<const schema::Program> program;
    schema::Notes notes;
};

Validator::Validator(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Validator Validator::from_schema(std::string_view file_name, std::string_view bytes,
                                 const SchemaOptions& options) {
    return load_from(file_name, [&](const std::string& file) {
        auto contract = contract::Contract::of_schema(file, std::string(bytes), draft(options.dialect),
                                                      options.assert_formats, internal(options.ref_files));
        auto program = contract.operation(contract.routes().front()).responses.front().body;
        schema::Notes notes = contract.notes();
        return Validator(std::make_shared<const Compiled>(
            Compiled{std::move(contract), std::move(program), std::move(notes)}));
    });
}

Validator Validator::from_contract(std::string_view file_name, std::string_view bytes,
                                   const ContractOptions& options) {
    return load_from(file_name, [&](const std::string& file) {
        auto contract =
            contract::Contract::parse(file, file, std::string(bytes), internal(options.ref_files));
        auto program = choose_response(contract, options).body;
        schema::Notes notes = contract.notes();
        return Validator(std::make_shared<const Compiled>(
            Compiled{std::move(contract), std::move(program), std::move(notes)}));
    });
}

std::vector<std::string> Validator::notes() const {
    return compiled_->notes;
}

Result Validator::check(std::string_view json, const CheckOptions& options) const {
    return Checker(*this, options).check(json);
}

struct Checker::State {
    std::shared_ptr<const Validator::Compiled> compiled;
    CheckOptions options;
    schema::Evaluator evaluator;
};

Checker::Checker(const Validator& validator, const CheckOptions& options)
    : state_(new State{
          validator.compiled_, options,
          schema::Evaluator(*validator.compiled_->program, {limits(options), options.show_values})}) {}

Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;
Checker::~Checker() = default;

Result Checker::check(std::string_view json) {
    Collector collector(json, state_->options.max_findings, state_->options.show_values);
    state_->evaluator.evaluate(json, collector);
    return collector.take();
}

} // namespace understudy
