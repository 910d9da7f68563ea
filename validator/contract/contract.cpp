#include "validator/contract/contract.hpp"

#include <algorithm>
#include <functional>
#include <mutex>
#include <optional>

#include "validator/contract/openapi.hpp"
#include "validator/contract/operation_reader.hpp"
#include "validator/contract/references.hpp"
#include "validator/json/yaml/yaml.hpp"
#include "validator/text/nearest.hpp"
#include "validator/text/sha256.hpp"

namespace understudy::contract {
namespace {

std::size_t count_parameters(std::string_view path) {
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'));
}

void sort_once(schema::Notes& notes) {
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
}

std::shared_ptr<const json::Document> read_document(std::string file, std::string text) {
    return std::make_shared<const json::Document>(json::parse_document(std::move(file), std::move(text)));
}

} // namespace

const Response* Operation::response(unsigned status) const {
    const std::string code = std::to_string(status);
    for (const std::string& wanted : {code, code.substr(0, 1) + "XX", std::string("default")})
        for (const Response& response : responses)
            if (response.status == wanted) return &response;
    return nullptr;
}

/// What is made of the document as it is asked for.
struct Contract::Compiled {
    explicit Compiled(schema::Registry::Load load, schema::Draft draft) : registry(std::move(load), draft) {}

    struct Slot {
        std::unique_ptr<const Operation> operation;
        schema::Notes notes;
    };

    std::mutex mutex;          ///< guards all below
    schema::Registry registry; ///< owns the documents that schema places point into
    std::optional<schema::SchemaPlace> root;
    schema::Notes notes;     ///< of the document
    std::vector<Slot> slots; ///< one for each route
    std::optional<RouteMatcher> matcher;
};

Contract::Contract() = default;
Contract::Contract(Contract&&) noexcept = default;
Contract::~Contract() = default;

Contract Contract::parse(std::string name, std::string file, std::string text,
                         const ContractOptions& options) {
    Contract contract;
    contract.name_ = std::move(name);
    contract.document_ = read_document(std::move(file), std::move(text));
    schema::Notes notes;
    const schema::Draft draft = openapi_draft(*contract.document_, notes);
    const References references(contract.document_->file(), options.allow_ref_outside,
                                options.schema_folders);
    contract.compiled_ = std::make_unique<Compiled>(
        options.allow_ref_files ? references.loader() : schema::Registry::Load{}, draft);
    Compiled& compiled = *contract.compiled_;
    OpenApi document(compiled.registry,
                     compiled.registry.add_document(references.base(), contract.document_, draft), notes);
    contract.title_ = document.info("title", contract.name_);
    contract.version_ = document.info("version", "");
    contract.routes_ = document.routes();
    compiled.root = document.root();
    compiled.notes = std::move(notes);
    compiled.slots.resize(contract.routes_.size());
    if (options.is_strict) contract.expect_no_notes();
    return contract;
}

Contract Contract::of_schema(std::string file, std::string text, schema::Draft draft, bool assert_formats,
                             const ContractOptions& options) {
    Contract contract;
    contract.document_ = read_document(std::move(file), std::move(text));
    contract.name_ = contract.title_ = contract.document_->file();
    if (const json::Value* title = contract.document_->root().find("title");
        title != nullptr && title->is(json::Kind::string))
        contract.title_ = title->text;
    const References references(contract.document_->file(), options.allow_ref_outside,
                                options.schema_folders);
    contract.compiled_ = std::make_unique<Compiled>(
        options.allow_ref_files ? references.loader() : schema::Registry::Load{}, draft);
    Compiled& compiled = *contract.compiled_;
    const schema::Resource& resource =
        compiled.registry.add_schema(references.base(), contract.document_, draft);
    schema::CompilerOptions compiler_options;
    compiler_options.assert_formats = assert_formats;
    compiler_options.report_undocumented = false;
    schema::Compiler compiler(compiled.registry, compiler_options, compiled.notes);
    Response response;
    response.status = "default";
    response.media_type = "application/json";
    response.schema_place = {&contract.document_->root(), &resource, "", nullptr};
    response.body = std::make_shared<const schema::Program>(compiler.compile(response.schema_place));
    Operation operation;
    operation.responses.push_back(std::move(response));
    contract.routes_.emplace_back();
    compiled.slots.emplace_back().operation = std::make_unique<const Operation>(std::move(operation));
    if (options.is_strict) contract.expect_no_notes();
    return contract;
}

const Operation& Contract::operation(const Route& route) const {
    const std::lock_guard lock(compiled_->mutex);
    Compiled::Slot& slot = compiled_->slots.at(static_cast<std::size_t>(&route - routes_.data()));
    if (slot.operation == nullptr) {
        schema::Notes notes;
        OperationReader reader(compiled_->registry, *compiled_->root, notes);
        slot.operation = std::make_unique<const Operation>(reader.read(route));
        slot.notes = std::move(notes);
    }
    return *slot.operation;
}

void Contract::expect_no_notes() const {
    notes_of_the_others();
    const schema::Notes all = notes();
    if (all.empty()) return;
    std::string reason = "expected a contract that is checked whole; found " + std::to_string(all.size()) +
                         (all.size() == 1 ? " part that is not:" : " parts that are not:");
    for (const std::string& note : all) reason += "\n  " + note;
    throw json::LoadError(document_->file(), "", reason);
}

const RouteMatcher& Contract::matcher() const {
    const std::lock_guard lock(compiled_->mutex);
    if (!compiled_->matcher) compiled_->matcher.emplace(name_, routes_);
    return *compiled_->matcher;
}

schema::Notes Contract::notes() const {
    const std::lock_guard lock(compiled_->mutex);
    schema::Notes notes = compiled_->notes;
    for (const Compiled::Slot& slot : compiled_->slots)
        notes.insert(notes.end(), slot.notes.begin(), slot.notes.end());
    sort_once(notes);
    return notes;
}

schema::Notes Contract::notes_of_the_others() const {
    const schema::Notes known = notes();
    for (const Route& route : routes_) operation(route);
    schema::Notes others;
    const schema::Notes all = notes();
    std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(others));
    return others;
}

const Operation& Contract::operation(std::string_view said) const {
    std::vector<const Route*> meant;
    std::vector<std::string> names;
    for (const Route& route : routes_) {
        names.push_back(route.name());
        if (names.back() == said || (!route.id.empty() && route.id == said)) meant.push_back(&route);
        if (!route.id.empty()) names.push_back(route.id);
    }
    if (meant.size() == 1) return operation(*meant.front());
    std::string reason = "there is no operation \"" + std::string(said) + "\"";
    if (meant.size() > 1)
        reason = "several operations are called \"" + std::string(said) + "\": name one as METHOD /path";
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    if (const std::string_view near = text::nearest(said, candidates); meant.empty() && !near.empty())
        reason += " (did you mean \"" + std::string(near) + "\"?)";
    throw json::LoadError(document_->file(), "/paths", reason);
}

const Operation& Contract::run_operation() const {
    return operation(run_route());
}

const Route& Contract::run_route() const {
    const auto ends_in_parameter = [](const Route& route) { return route.path.ends_with('}'); };
    const std::function<bool(const Route&)> ways[] = {
        [](const Route& route) { return route.has_lifecycle; },
        [&](const Route& route) { return count_parameters(route.path) == 1 && ends_in_parameter(route); },
        [](const Route& route) { return count_parameters(route.path) == 1; },
        [&](const Route& route) { return count_parameters(route.path) > 1 && ends_in_parameter(route); }};
    std::size_t found = 0;
    for (const auto& is_candidate : ways) {
        std::vector<const Route*> candidates;
        for (const Route& route : routes_)
            if (route.method == "GET" && !route.is_webhook && is_candidate(route))
                candidates.push_back(&route);
        if (candidates.size() == 1) return *candidates.front();
        found = candidates.size();
        if (found != 0) break;
    }
    throw json::LoadError(document_->file(), "/paths",
                          "expected one GET operation that gets a run by its id; found " +
                              std::to_string(found) + ": mark the one with x-lifecycle");
}

schema::Registry& Contract::registry() const {
    return compiled_->registry;
}

std::string Contract::sha256() const {
    return text::sha256(document_->text());
}

} // namespace understudy::contract
