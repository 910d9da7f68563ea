#include "cli/subject.hpp"

#include <algorithm>
#include <ostream>

#include "cli/contract_options.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/json/document.hpp"
#include "validator/text/printable.hpp"
#include "validator/text/url.hpp"

namespace understudy::cli {
namespace {

// Whether a file that holds nothing but a body can be held against the response.
bool can_be_checked(const contract::Response& response) {
    return response.body != nullptr ||
           std::any_of(response.content.begin(), response.content.end(),
                       [](const contract::MediaType& media) {
                           return contract::sequence_of(media.range) != contract::Sequence::none;
                       });
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

// Of archives; --live reads them itself.
std::vector<GivenUrl> read_base_urls(const OptionValues& values) {
    if (values.has("live")) return {};
    std::vector<GivenUrl> urls = given_urls(values);
    for (const GivenUrl& given : urls)
        if (text::split_url(given.url).host.empty())
            throw UsageError("--base-url: expected a URL such as http://backend:8080/v1; found \"" +
                             contract::shown_url(given.url) + "\"");
    return urls;
}

} // namespace

Subject::Subject(const OptionValues& values, std::ostream& err)
    : err_(err), base_urls_(read_base_urls(values)), status_(values["status"].as<unsigned>()) {
    if (values.has("schema")) {
        use_schema(values);
        return;
    }
    for (const char* option : {"dialect", "formats"})
        if (!values[option].defaulted()) throw UsageError("--" + std::string(option) + " is for --schema");
    const contract::ContractOptions options = read_contract_options(values);
    for (const std::string& given : values.list("contract")) names_.push_back(catalog_.add(given, options));
    const bool has_operation = values.has("operation");
    std::string api = values.text("api");
    // One contract and an operation in it: there is nothing left to ask.
    if (api.empty() && has_operation && names_.size() == 1) api = names_.front();
    if (api.empty() && has_operation)
        throw UsageError("--operation: which contract? Name it with --api, or add one with --contract");
    if (api.empty()) return;
    const contract::Contract& contract = get(api);
    use(contract, has_operation ? &contract.operation(values.text("operation")) : nullptr);
    names_ = {api};
    has_api_ = true;
    if (operation_ != nullptr) choose_status(!values["status"].defaulted());
}

void Subject::use_schema(const OptionValues& values) {
    for (const char* option : {"api", "contract", "operation"})
        if (values.has(option))
            throw UsageError("--schema and --" + std::string(option) + ": give one of them");
    if (!values["status"].defaulted())
        throw UsageError("--schema and --status: a schema by itself has no status");
    const std::string dialect =
        one_of(values, "dialect", {"2020-12", "2019-09", "draft7", "draft6", "draft4", "openapi-3.0"});
    const std::string formats = one_of(values, "formats", {"assert", "annotate"});
    const auto file = values.text("schema");
    const auto contract = std::make_shared<const contract::Contract>(
        contract::Contract::of_schema(file, json::read_file(file), *schema::parse_draft(dialect),
                                      formats == "assert", read_contract_options(values)));
    contracts_[contract->name()] = contract;
    names_ = {contract->name()};
    has_api_ = is_schema_ = true;
    contract_ = contract.get();
    operation_ = &contract->operation(contract->routes().front());
    write_notes();
}

// Without an operation, the one that gets a run by its id, if there is one.
void Subject::use(const contract::Contract& contract, const contract::Operation* operation) {
    contract_ = &contract;
    operation_ = operation;
    try {
        if (operation_ == nullptr) operation_ = &run_operation(contract);
    } catch (const json::LoadError&) {
        no_operation_ = std::current_exception();
    }
    write_notes();
}

const contract::Operation& Subject::operation() {
    if (no_operation_) std::rethrow_exception(no_operation_);
    note_use(*contract_);
    return *operation_;
}

void Subject::note_use(const contract::Contract& contract) {
    if (std::find(used_.begin(), used_.end(), &contract) == used_.end()) used_.push_back(&contract);
}

const contract::Contract& Subject::get(const std::string& name) {
    auto& contract = contracts_[name];
    if (contract == nullptr) contract = catalog_.get(name);
    return *contract;
}

void Subject::write_notes() {
    for (const auto& [name, contract] : contracts_)
        for (const std::string& note : contract->notes())
            if (written_notes_.insert(note).second) err_ << "understudy check: " << note << "\n";
}

void Subject::count_other_notes() {
    for (const contract::Contract* contract : used()) {
        const std::size_t count = contract->notes_of_the_others().size();
        if (count == 0) continue;
        const std::string file = text::printable(contract->document().file());
        err_ << "understudy check: " << file << ": " << count
             << (count == 1 ? " more note is" : " more notes are")
             << " on operations that were not checked (understudy contracts --notes " << file
             << " lists them)\n";
    }
}

check::ExchangeOwner Subject::owner_of(const intake::Observed& fixture) {
    const auto names = catalog_.names();
    if (has_api_ && fixture.api != contract_->name())
        throw api_error(fixture, "expected a fixture of " + contract_->name() + "; found one of \"" +
                                     fixture.api + "\": leave --api out to check fixtures of several APIs");
    if (!has_api_ && std::find(names.begin(), names.end(), fixture.api) == names.end())
        throw api_error(fixture, "there is no contract named \"" + fixture.api +
                                     "\": add it with --contract " + fixture.api + "=FILE");
    const contract::Contract& contract = get(fixture.api);
    if (contract_ == nullptr) use(contract, nullptr);
    note_use(contract);
    return {&contract, {has_api_ && operation_ != nullptr ? operation_ : &run_operation(contract), {}}};
}

std::optional<check::ExchangeOwner> Subject::owner_of(std::string_view method, std::string_view url) {
    for (const std::string& name : limits_exchanges() ? names_ : catalog_.names()) {
        const contract::Contract& contract = get(name);
        auto match = contract::match_exchange(contract, method, url, stand_ins(name));
        if (!match) continue;
        note_use(contract);
        has_exchanges_ = true;
        return check::ExchangeOwner{&contract, *std::move(match)};
    }
    return std::nullopt;
}

std::string Subject::against() const {
    std::string text;
    const auto add = [&](const std::string& name) { text += (text.empty() ? "" : ", ") + name; };
    if (!limits_exchanges() && !used_.empty())
        for (const contract::Contract* contract : used_) add(contract->name());
    else
        for (const std::string& name : limits_exchanges() ? names_ : catalog_.names()) add(name);
    return text;
}

std::vector<std::string> Subject::stand_ins(const std::string& api) const {
    std::vector<std::string> urls;
    for (const GivenUrl& given : base_urls_)
        if (given.api.empty() || given.api == api) urls.push_back(given.url);
    return urls;
}

std::vector<const contract::Contract*> Subject::used() const {
    return used_.empty() && contract_ != nullptr ? std::vector{contract_} : used_;
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
    if (response != nullptr && can_be_checked(*response)) return;
    const UsageError error(
        "--status " + std::to_string(status_) + ": " + contract_->name() +
        (response == nullptr ? " documents no such response"
                             : " documents no JSON body for this response, and no sequence of JSON texts"));
    if (is_given) throw error;
    no_operation_ = std::make_exception_ptr(error); // an archive needs no body here
}

} // namespace understudy::cli
