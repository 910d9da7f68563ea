#include "validator/contract/contract.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "validator/json/pointer.hpp"
#include "validator/json/write.hpp"
#include "validator/json/yaml.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;

constexpr std::array<std::string_view, 8> kMethods = {"get",     "put",  "post",  "delete",
                                                      "options", "head", "patch", "trace"};

std::string child(std::string pointer, std::string_view token) {
    json::append_token(pointer, token);
    return pointer;
}

bool is_json(std::string_view media_type) {
    const std::string_view essence = media_type.substr(0, media_type.find(';'));
    return essence == "application/json" || essence.ends_with("+json");
}

/// Reads the OpenAPI objects of one document. A place is always a value and the pointer that leads to it.
class OpenApi {
public:
    OpenApi(std::shared_ptr<const json::Document> document, schema::Notes& notes)
        : document_(std::move(document)), notes_(notes) {}

    void check_version() const {
        const Value& version = member(root(), "", "openapi", Kind::string);
        if (!version.text.starts_with("3.1."))
            throw document_->error(
                version, "/openapi",
                "expected an OpenAPI 3.1 document; found \"" + std::string(version.text) + "\"");
    }

    std::string info(std::string_view name) const {
        const Value& info = member(root(), "", "info", Kind::object);
        return std::string(member(info, "/info", name, Kind::string).text);
    }

    std::vector<std::string> servers() const {
        std::vector<std::string> urls;
        if (const Value* servers = root().find("servers"))
            for (const Value& server : servers->elements)
                urls.emplace_back(member(server, "/servers", "url", Kind::string).text);
        if (urls.empty()) urls.emplace_back("/"); // OpenAPI 3.1 §4.8.1.1
        return urls;
    }

    std::vector<Operation> operations() {
        std::vector<Operation> operations;
        const Value& paths = member(root(), "", "paths", Kind::object);
        for (const auto& [path, item] : paths.members) {
            const std::string place = child("/paths", path);
            if (!item.is(Kind::object)) throw document_->error(item, place, "expected a Path Item Object");
            for (const auto& [method, value] : item.members)
                if (std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end())
                    operations.push_back(
                        operation(std::string(path), item, method, value, child(place, method)));
        }
        return operations;
    }

private:
    const Value& root() const { return document_->root(); }

    const Value& member(const Value& parent, const std::string& pointer, std::string_view name,
                        Kind kind) const {
        const Value* value = parent.find(name);
        const std::string wanted = kind == Kind::string ? "a string" : "an object";
        if (value == nullptr)
            throw document_->error(parent, child(pointer, name), "expected " + wanted + "; found nothing");
        if (!value->is(kind)) throw document_->error(*value, child(pointer, name), "expected " + wanted);
        return *value;
    }

    static std::string text(const Value& parent, std::string_view name) {
        const Value* value = parent.find(name);
        return value != nullptr && value->is(Kind::string) ? std::string(value->text) : std::string();
    }

    Operation operation(std::string path, const Value& item, std::string_view method, const Value& value,
                        const std::string& place) {
        Operation operation;
        operation.id = text(value, "operationId");
        operation.path = std::move(path);
        for (const char c : method) operation.method += static_cast<char>(std::toupper(c));
        add_parameters(operation, item, place.substr(0, place.rfind('/')));
        add_parameters(operation, value, place);
        add_security(operation, value, place);
        const Value& responses = member(value, place, "responses", Kind::object);
        for (const auto& [status, response] : responses.members)
            operation.responses.push_back(read_response(status, response, place + "/responses"));
        if (const Value* lifecycle = value.find("x-lifecycle"))
            operation.lifecycle = read_lifecycle(*lifecycle, place + "/x-lifecycle");
        return operation;
    }

    std::shared_ptr<const schema::Program> compile(const std::string& pointer) {
        return std::make_shared<const schema::Program>(schema::compile(document_, pointer, notes_));
    }

    void add_parameters(Operation& operation, const Value& holder, const std::string& place) {
        const Value* parameters = holder.find("parameters");
        if (parameters == nullptr) return;
        for (std::size_t i = 0; i < parameters->elements.size(); ++i) {
            std::string pointer = place + "/parameters/" + std::to_string(i);
            const Value& value = schema::resolve(*document_, parameters->elements[i], pointer);
            Parameter parameter;
            parameter.name = member(value, pointer, "name", Kind::string).text;
            parameter.in = member(value, pointer, "in", Kind::string).text;
            const Value* required = value.find("required");
            parameter.required = required != nullptr && required->boolean;
            if (value.find("schema") != nullptr) parameter.schema = compile(pointer + "/schema");
            // An operation's parameter stands in for its path's of the same name and place.
            std::erase_if(operation.parameters, [&](const Parameter& other) {
                return other.name == parameter.name && other.in == parameter.in;
            });
            operation.parameters.push_back(std::move(parameter));
        }
    }

    void add_security(Operation& operation, const Value& value, const std::string& place) const {
        const Value* security = value.find("security");
        const bool own = security != nullptr;
        if (!own) security = root().find("security");
        if (security == nullptr) return;
        const std::string pointer = own ? place + "/security" : "/security";
        for (const Value& requirement : security->elements) {
            std::vector<SecurityScheme> schemes;
            for (const auto& [name, scopes] : requirement.members)
                schemes.push_back(scheme(name, scopes, pointer));
            operation.security.push_back(std::move(schemes));
        }
    }

    SecurityScheme scheme(std::string_view name, const Value& used, const std::string& pointer) const {
        std::string place = child("/components/securitySchemes", name);
        const Value* scheme = document_->at(place);
        if (scheme == nullptr)
            throw document_->error(used, child(pointer, name), "there is no security scheme of this name");
        scheme = &schema::resolve(*document_, *scheme, place);
        return {text(*scheme, "type"), text(*scheme, "scheme"), text(*scheme, "in"), text(*scheme, "name")};
    }

    Response read_response(std::string_view status, const Value& value, const std::string& place) {
        std::string pointer = child(place, status);
        const Value& response = schema::resolve(*document_, value, pointer);
        Response result;
        result.status = status;
        const Value* content = response.find("content");
        if (content == nullptr) return result;
        for (const auto& [media_type, media] : content->members) {
            if (!is_json(media_type) || result.body != nullptr) continue;
            const std::string media_place = child(pointer + "/content", media_type);
            result.media_type = media_type;
            result.example = example(media);
            if (media.find("schema") == nullptr) continue;
            result.schema_pointer = media_place + "/schema";
            result.body = compile(result.schema_pointer);
        }
        return result;
    }

    static std::string example(const Value& media) {
        const Value* example = media.find("example");
        const Value* examples = media.find("examples");
        if (example == nullptr && examples != nullptr && !examples->members.empty())
            example = examples->members.front().value.find("value");
        std::string json;
        if (example != nullptr) json::write_compact(*example, json);
        return json;
    }

    Lifecycle read_lifecycle(const Value& value, const std::string& place) const {
        const auto words = [&](std::string_view name) {
            std::vector<std::string> list;
            if (const Value* array = value.find(name))
                for (const Value& word : array->elements) list.emplace_back(word.text);
            return list;
        };
        Lifecycle lifecycle{std::string(member(value, place, "field", Kind::string).text), words("states"),
                            words("terminal")};
        for (const std::string& state : lifecycle.terminal)
            if (std::find(lifecycle.states.begin(), lifecycle.states.end(), state) == lifecycle.states.end())
                throw document_->error(value, place + "/terminal",
                                       "\"" + state + "\" is not among the states");
        return lifecycle;
    }

    std::shared_ptr<const json::Document> document_;
    schema::Notes& notes_;
};

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

Contract Contract::parse(std::string name, std::string file, std::string text, schema::Notes& notes) {
    Contract contract;
    contract.name_ = std::move(name);
    contract.document_ =
        std::make_shared<const json::Document>(json::parse_document(std::move(file), std::move(text)));
    OpenApi reader(contract.document_, notes);
    reader.check_version();
    contract.title_ = reader.info("title");
    contract.version_ = reader.info("version");
    contract.servers_ = reader.servers();
    contract.operations_ = reader.operations();
    // A schema that several responses share says the same thing several times.
    std::sort(notes.begin(), notes.end());
    notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
    return contract;
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
                              std::to_string(candidates.size()) + " (mark the one with x-lifecycle)");
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
