#include "validator/contract/openapi.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "validator/contract/media_type.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;
using schema::SchemaPlace;

constexpr std::array<std::string_view, 8> kMethods = {"get",     "put",  "post",  "delete",
                                                      "options", "head", "patch", "trace"};

SchemaPlace member(const SchemaPlace& parent, std::string_view name, Kind kind) {
    const SchemaPlace place = parent.member(name);
    const std::string wanted = kind == Kind::string ? "a string" : "an object";
    if (place.value == nullptr)
        throw SchemaPlace{parent.value, parent.resource, place.pointer, nullptr}.error("expected " + wanted +
                                                                                       "; found nothing");
    if (!place.value->is(kind)) throw place.error("expected " + wanted);
    return place;
}

void expect(const SchemaPlace& place, Kind kind, const char* what) {
    if (!place.value->is(kind)) throw place.error(std::string("expected ") + what);
}

std::string text_of(const SchemaPlace& parent, std::string_view name) {
    const Value* value = parent.value->find(name);
    return value != nullptr && value->is(Kind::string) ? std::string(value->text) : std::string();
}

bool is_true(const Value* value) {
    return value != nullptr && value->is(Kind::boolean) && value->boolean;
}

// `x-credentials`: {"env": NAME}.
std::string credential(const SchemaPlace& holder) {
    const SchemaPlace credentials = holder.member("x-credentials");
    if (credentials.value == nullptr) return {};
    std::string name = text_of(credentials, "env");
    if (name.empty()) throw credentials.error("expected {\"env\": the name of an environment variable}");
    return name;
}

schema::CompilerOptions options(std::string_view absent) {
    schema::CompilerOptions options;
    options.is_openapi = true;
    options.absent = absent;
    return options;
}

bool is_status(std::string_view status) {
    if (status == "default") return true;
    if (status.size() != 3 || status[0] < '1' || status[0] > '5') return false;
    if (status.substr(1) == "XX") return true;
    return text::is_digit(status[1]) && text::is_digit(status[2]);
}

} // namespace

schema::Draft openapi_draft(const json::Document& document) {
    const Value* version = document.root().find("openapi");
    if (version == nullptr && document.root().find("swagger") != nullptr)
        throw document.error(*document.root().find("swagger"), "/swagger",
                             "expected OpenAPI 3.0 or 3.1; found Swagger 2.0: convert it first");
    if (version == nullptr)
        throw document.error(document.root(), "/openapi", "expected a string; found nothing");
    const std::string found(version->text);
    if (!version->is(Kind::string)) throw document.error(*version, "/openapi", "expected a string");
    if (found.starts_with("3.0.")) return schema::Draft::openapi_3_0;
    if (!found.starts_with("3.1."))
        throw document.error(*version, "/openapi", "expected OpenAPI 3.0 or 3.1; found \"" + found + "\"");
    const Value* dialect = document.root().find("jsonSchemaDialect");
    if (dialect == nullptr) return schema::Draft::draft2020_12;
    const auto draft = schema::draft_of_metaschema(dialect->text);
    if (!draft)
        throw document.error(*dialect, "/jsonSchemaDialect",
                             "expected the dialect of OpenAPI 3.1, or draft 4, draft 7 or 2020-12; found \"" +
                                 std::string(dialect->text) + "\"");
    return *draft;
}

OpenApi::OpenApi(schema::Registry& registry, const schema::Resource& document, schema::Notes& notes)
    : registry_(registry),
      root_{&document.document->root(), &document, "", nullptr},
      requests_(registry, options("readOnly"), notes),
      responses_(registry, options("writeOnly"), notes) {
    // Other schemas may refer to them by their own `$id` or anchor.
    const Value* components = root_.value->find("components");
    const Value* schemas = components == nullptr ? nullptr : components->find("schemas");
    if (schemas == nullptr) return;
    for (const auto& [name, schema] : schemas->members)
        registry_.add_part(root_.member("components").member("schemas").member(name));
}

std::string OpenApi::info(std::string_view name) const {
    return std::string(member(member(root_, "info", Kind::object), name, Kind::string).value->text);
}

std::vector<std::string> OpenApi::servers() const {
    std::vector<std::string> urls;
    const SchemaPlace servers = root_.member("servers");
    if (servers.value != nullptr)
        for (std::size_t i = 0; i < servers.value->elements.size(); ++i)
            urls.emplace_back(member(servers.element(i), "url", Kind::string).value->text);
    if (urls.empty()) urls.emplace_back("/"); // OpenAPI 3.1 §4.8.1.1
    return urls;
}

std::vector<Operation> OpenApi::operations() {
    std::vector<Operation> operations;
    const SchemaPlace paths = root_.member("paths");
    if (paths.value == nullptr) return operations; // OpenAPI 3.1: only components or webhooks
    expect(paths, Kind::object, "an object");
    for (const auto& [path, item] : paths.value->members) {
        if (path.starts_with("x-")) continue;
        expect(paths.member(path), Kind::object, "a Path Item Object");
        const SchemaPlace place = follow(paths.member(path));
        for (const auto& [method, value] : place.value->members)
            if (std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end())
                operations.push_back(operation(std::string(path), place, method, place.member(method)));
    }
    return operations;
}

SchemaPlace OpenApi::follow(const SchemaPlace& place) {
    const SchemaPlace target = registry_.follow(place);
    if (!target.value->is(Kind::object)) throw target.error("expected an object");
    return target;
}

Operation OpenApi::operation(const std::string& path, const SchemaPlace& item, std::string_view method,
                             const SchemaPlace& place) {
    expect(place, Kind::object, "an Operation Object");
    Operation operation;
    operation.id = text_of(place, "operationId");
    operation.path = path;
    for (const char c : method) operation.method += text::to_upper(c);
    add_parameters(operation, item);
    add_parameters(operation, place);
    add_security(operation, place);
    if (const SchemaPlace body = place.member("requestBody"); body.value != nullptr)
        operation.request_body = read_content(follow(body), requests_);
    const SchemaPlace responses = place.member("responses");
    if (responses.value == nullptr && place.resource->draft == schema::Draft::openapi_3_0)
        member(place, "responses", Kind::object);
    if (responses.value != nullptr) {
        expect(responses, Kind::object, "an object");
        for (const auto& [status, response] : responses.value->members)
            if (!status.starts_with("x-"))
                operation.responses.push_back(read_response(status, responses.member(status)));
    }
    if (const SchemaPlace lifecycle = place.member("x-lifecycle"); lifecycle.value != nullptr)
        operation.lifecycle = read_lifecycle(lifecycle);
    if (const SchemaPlace links = place.member("x-links"); links.value != nullptr)
        operation.links = read_links(links, operation);
    return operation;
}

std::shared_ptr<const schema::Program> OpenApi::compile(schema::Compiler& compiler,
                                                        const SchemaPlace& place) {
    return std::make_shared<const schema::Program>(compiler.compile(place));
}

void OpenApi::add_parameters(Operation& operation, const SchemaPlace& holder) {
    const SchemaPlace parameters = holder.member("parameters");
    if (parameters.value == nullptr) return;
    expect(parameters, Kind::array, "an array of Parameter Objects");
    for (std::size_t i = 0; i < parameters.value->elements.size(); ++i) {
        const SchemaPlace place = follow(parameters.element(i));
        Parameter parameter;
        parameter.name = member(place, "name", Kind::string).value->text;
        parameter.in = member(place, "in", Kind::string).value->text;
        parameter.required = is_true(place.value->find("required"));
        parameter.credential = credential(place);
        if (const SchemaPlace schema = place.member("schema"); schema.value != nullptr)
            parameter.schema = compile(requests_, schema);
        // An operation's parameter replaces its path's parameter of the same name and place.
        std::erase_if(operation.parameters, [&](const Parameter& other) {
            return other.name == parameter.name && other.in == parameter.in;
        });
        operation.parameters.push_back(std::move(parameter));
    }
}

void OpenApi::add_security(Operation& operation, const SchemaPlace& place) {
    SchemaPlace security = place.member("security");
    if (security.value == nullptr) security = root_.member("security");
    if (security.value == nullptr) return;
    for (std::size_t i = 0; i < security.value->elements.size(); ++i) {
        std::vector<SecurityScheme> schemes;
        const SchemaPlace requirement = security.element(i);
        for (const auto& [name, scopes] : requirement.value->members)
            schemes.push_back(scheme(name, requirement.member(name)));
        operation.security.push_back(std::move(schemes));
    }
}

SecurityScheme OpenApi::scheme(std::string_view name, const SchemaPlace& used) {
    SchemaPlace place = root_;
    for (const std::string_view step :
         {std::string_view("components"), std::string_view("securitySchemes"), name})
        if (place.value != nullptr) place = place.member(step);
    if (place.value == nullptr) throw used.error("there is no security scheme of this name");
    place = follow(place);
    return {text_of(place, "type"), text_of(place, "scheme"), text_of(place, "in"), text_of(place, "name"),
            credential(place)};
}

Response OpenApi::read_response(std::string_view status, const SchemaPlace& place) {
    if (!is_status(status)) throw place.error("expected a status (200, 4XX or default)");
    expect(place, Kind::object, "a Response Object");
    const SchemaPlace target = follow(place);
    Response response;
    response.status = status;
    read_headers(response, target);
    response.content = read_content(target, responses_);
    for (const MediaType& media : response.content) {
        if (!is_json(media.range) || !response.media_type.empty()) continue;
        const SchemaPlace at = target.member("content").member(media.range);
        response.media_type = media.range;
        response.example = example(at);
        response.body = media.schema;
        if (media.schema == nullptr) continue;
        response.schema_place = at.member("schema");
        response.schema_pointer = response.schema_place.pointer;
    }
    return response;
}

std::vector<MediaType> OpenApi::read_content(const SchemaPlace& holder, schema::Compiler& compiler) {
    std::vector<MediaType> list;
    const SchemaPlace content = holder.member("content");
    if (content.value == nullptr) return list;
    expect(content, Kind::object, "an object of Media Type Objects");
    for (const auto& [range, media] : content.value->members) {
        const SchemaPlace place = content.member(range);
        expect(place, Kind::object, "a Media Type Object");
        MediaType& each = list.emplace_back();
        each.range = range;
        const SchemaPlace schema = place.member("schema");
        if (schema.value != nullptr && (is_json(range) || is_range(range)))
            each.schema = compile(compiler, schema);
    }
    return list;
}

void OpenApi::read_headers(Response& response, const SchemaPlace& place) {
    const SchemaPlace headers = place.member("headers");
    if (headers.value == nullptr) return;
    expect(headers, Kind::object, "an object of Header Objects");
    for (const auto& [name, value] : headers.value->members) {
        if (text::equal_ignoring_case(name, "content-type")) continue; // OpenAPI 3.1 §4.8.17.1: ignored
        expect(headers.member(name), Kind::object, "a Header Object");
        const SchemaPlace target = follow(headers.member(name));
        Header& header = response.headers.emplace_back();
        header.name = name;
        header.required = is_true(target.value->find("required"));
        const SchemaPlace schema = target.member("schema");
        if (schema.value != nullptr) header.schema = compile(responses_, schema);
        for (const SchemaPlace& said : {schema, target})
            if (said.value != nullptr)
                header.evidence =
                    schema::parse_evidence(text_of(said, "x-evidence")).value_or(header.evidence);
    }
}

std::string OpenApi::example(const SchemaPlace& media) {
    const Value* example = media.value->find("example");
    const SchemaPlace examples = media.member("examples");
    if (example == nullptr && examples.value != nullptr && !examples.value->members.empty())
        example =
            registry_.follow(examples.member(examples.value->members.front().name)).value->find("value");
    std::string json;
    if (example != nullptr) json::write_compact(*example, json);
    return json;
}

std::vector<schema::Link> OpenApi::read_links(const SchemaPlace& place, const Operation& operation) const {
    expect(place, Kind::array, "a list of links: \"a.b = c\"");
    const Response* response = operation.response(200);
    if (response == nullptr || response->body == nullptr)
        throw place.error(
            "expected a documented response 200 with a JSON body, where links hold; found none");
    std::vector<schema::Link> links;
    for (std::size_t i = 0; i < place.value->elements.size(); ++i) {
        const SchemaPlace element = place.element(i);
        expect(element, Kind::string, "a link: \"a.b = c\"");
        try {
            links.push_back(schema::Link::parse(element.value->text));
            schema::CoverageCounter(*response->body, {{links.back()}, {}, false});
        } catch (const std::invalid_argument& error) {
            throw element.error(error.what());
        }
    }
    return links;
}

} // namespace understudy::contract
