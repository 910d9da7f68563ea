#include "validator/contract/contract.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "validator/contract/openapi.hpp"
#include "validator/contract/references.hpp"
#include "validator/json/yaml/yaml.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::contract {
namespace {

std::size_t count_parameters(std::string_view path) {
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'));
}

} // namespace

const Response* Operation::response(unsigned status) const {
    const std::string code = std::to_string(status);
    for (const std::string& wanted : {code, code.substr(0, 1) + "XX", std::string("default")})
        for (const Response& response : responses)
            if (response.status == wanted) return &response;
    return nullptr;
}

Contract Contract::parse(std::string name, std::string file, std::string text, schema::Notes& notes,
                         const ContractOptions& options) {
    Contract contract;
    contract.name_ = std::move(name);
    contract.document_ =
        std::make_shared<const json::Document>(json::parse_document(std::move(file), std::move(text)));
    const schema::Draft draft = openapi_draft(*contract.document_);
    const References references(contract.document_->file(), options.allow_ref_outside);
    contract.registry_ = std::make_shared<schema::Registry>(
        options.allow_ref_files ? references.loader() : schema::Registry::Load{}, draft);
    OpenApi reader(*contract.registry_,
                   contract.registry_->add_document(references.base(), contract.document_, draft), notes);
    contract.title_ = reader.info("title");
    contract.version_ = reader.info("version");
    contract.servers_ = reader.servers();
    contract.operations_ = reader.operations();
    // Several responses may share a schema, which then yields the same note several times.
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
    return contract;
}

Contract Contract::of_schema(std::string file, std::string text, schema::Notes& notes, schema::Draft draft,
                             bool assert_formats, const ContractOptions& options) {
    Contract contract;
    contract.document_ =
        std::make_shared<const json::Document>(json::parse_document(std::move(file), std::move(text)));
    contract.name_ = contract.title_ = contract.document_->file();
    if (const json::Value* title = contract.document_->root().find("title");
        title != nullptr && title->is(json::Kind::string))
        contract.title_ = title->text;
    const References references(contract.document_->file(), options.allow_ref_outside);
    contract.registry_ = std::make_shared<schema::Registry>(
        options.allow_ref_files ? references.loader() : schema::Registry::Load{}, draft);
    const schema::Resource& resource =
        contract.registry_->add_schema(references.base(), contract.document_, draft);
    schema::CompilerOptions compiler_options;
    compiler_options.assert_formats = assert_formats;
    compiler_options.report_undocumented = false;
    schema::Compiler compiler(*contract.registry_, compiler_options, notes);
    Response response;
    response.status = "default";
    response.media_type = "application/json";
    response.schema_place = {&contract.document_->root(), &resource, "", nullptr};
    response.body = std::make_shared<const schema::Program>(compiler.compile(response.schema_place));
    contract.operations_.emplace_back().responses.push_back(std::move(response));
    return contract;
}

const Operation& Contract::operation(std::string_view said) const {
    std::vector<const Operation*> meant;
    std::vector<std::string> names;
    for (const Operation& operation : operations_) {
        names.push_back(operation.method + " " + operation.path);
        if (names.back() == said || operation.id == said) meant.push_back(&operation);
        if (!operation.id.empty()) names.push_back(operation.id);
    }
    if (meant.size() == 1) return *meant.front();
    std::string reason = "there is no operation \"" + std::string(said) + "\"";
    if (meant.size() > 1)
        reason = "several operations are called \"" + std::string(said) + "\": name one as METHOD /path";
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    if (const std::string_view near = text::nearest(said, candidates); meant.empty() && !near.empty())
        reason += " (did you mean \"" + std::string(near) + "\"?)";
    throw json::LoadError(document_->file(), "/paths", reason);
}

const Operation& Contract::run_operation() const {
    std::vector<const Operation*> with_life;
    std::vector<const Operation*> with_id;
    for (const Operation& operation : operations_) {
        if (operation.method != "GET") continue;
        if (operation.lifecycle) with_life.push_back(&operation);
        if (count_parameters(operation.path) == 1) with_id.push_back(&operation);
    }
    const auto& candidates = with_life.empty() ? with_id : with_life;
    if (candidates.size() == 1) return *candidates.front();
    throw json::LoadError(document_->file(), "/paths",
                          "expected one GET operation that gets a run by its id; found " +
                              std::to_string(candidates.size()) +
                              " (mark the one with x-lifecycle, or name one with --operation)");
}

std::string Contract::sha256() const {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    const std::string_view text = document_->text();
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : digest) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 15U];
    }
    return hex;
}

} // namespace understudy::contract
