#include "validator/contract/operation_reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "validator/contract/media_type.hpp"
#include "validator/contract/path_template.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;
using schema::SchemaPlace;

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

// OpenAPI 3.1 §4.8.12.2: such a parameter "SHALL be ignored", as other parts of the document say it.
bool is_ignored_header(const Parameter& parameter) {
    return parameter.in == "header" && (text::equal_ignoring_case(parameter.name, "accept") ||
                                        text::equal_ignoring_case(parameter.name, "content-type") ||
                                        text::equal_ignoring_case(parameter.name, "authorization"));
}

schema::CompilerOptions options(std::string_view absent) {
    schema::CompilerOptions options;
    options.is_openapi = true;
    options.absent = absent;
    return options;
}

// The `contentSchema` of the data of events, where their `contentMediaType` is JSON; else without a value.
SchemaPlace content_of_data(schema::Registry& registry, const SchemaPlace& item) {
    SchemaPlace place = registry.follow(item).member("properties");
    if (place.value != nullptr) place = place.member("data");
    if (place.value != nullptr) place = registry.follow(place);
    if (place.value != nullptr && !is_json(text_of(place, "contentMediaType"))) place.value = nullptr;
    return place.value != nullptr ? place.member("contentSchema") : place;
}

bool is_status(std::string_view status) {
    if (status == "default") return true;
    if (status.size() != 3 || status[0] < '1' || status[0] > '5') return false;
    if (status.substr(1) == "XX") return true;
    return text::is_digit(status[1]) && text::is_digit(status[2]);
}

} // namespace

OperationReader::OperationReader(schema::Registry& registry, const SchemaPlace& root, schema::Notes& notes)
    : registry_(registry),
      root_(root),
      notes_(notes),
      requests_(registry, options("readOnly"), notes),
      responses_(registry, options("writeOnly"), notes) {}

/// Does the work, or notes why it cannot be done and what follows from that.
template <class Work>
void OperationReader::attempt(std::string_view consequence, Work&& work) {
    try {
        work();
    } catch (const json::LoadError& error) {
        notes_.push_back(std::string(error.what()) + "; " + std::string(consequence));
    }
}

SchemaPlace OperationReader::follow(const SchemaPlace& place) {
    const SchemaPlace target = registry_.follow(place);
    if (!target.value->is(Kind::object)) throw target.error("expected an object");
    return target;
}

Operation OperationReader::read(const Route& route) {
    const SchemaPlace& place = route.operation;
    Operation operation;
    operation.id = route.id;
    operation.path = route.path;
    operation.method = route.method;
    operation.server = route.servers.front().url;
    add_parameters(operation, route.item);
    add_parameters(operation, place);
    add_security(operation, place);
    if (const SchemaPlace body = place.member("requestBody"); body.value != nullptr)
        attempt("request bodies are not checked",
                [&] { operation.request_body = read_content(follow(body), requests_); });
    if (route.is_webhook)
        add_message(operation, place);
    else
        add_responses(operation, place);
    if (const SchemaPlace lifecycle = place.member("x-lifecycle"); lifecycle.value != nullptr)
        operation.lifecycle = read_lifecycle(lifecycle);
    name_run(operation, place);
    if (const SchemaPlace links = place.member("x-links"); links.value != nullptr)
        operation.links = read_links(links, operation);
    return operation;
}

void OperationReader::name_run(Operation& operation, const SchemaPlace& place) const {
    operation.path_parameters = PathTemplate("", operation.path).parameter_names();
    const std::vector<std::string>& names = operation.path_parameters;
    if (!names.empty()) operation.run_parameter = names.back();
    if (!operation.lifecycle || operation.lifecycle->parameter.empty()) return;
    operation.run_parameter = operation.lifecycle->parameter;
    if (std::find(names.begin(), names.end(), operation.run_parameter) == names.end())
        throw place.member("x-lifecycle").member("parameter").error("the path has no parameter of this name");
}

std::shared_ptr<const schema::Program> OperationReader::compile(schema::Compiler& compiler,
                                                                const SchemaPlace& place) {
    return std::make_shared<const schema::Program>(compiler.compile(place));
}

void OperationReader::add_parameters(Operation& operation, const SchemaPlace& holder) {
    const SchemaPlace parameters = holder.member("parameters");
    if (parameters.value == nullptr) return;
    attempt("these parameters are not checked",
            [&] { expect(parameters, Kind::array, "an array of Parameter Objects"); });
    for (std::size_t i = 0; i < parameters.value->elements.size(); ++i)
        attempt("this parameter is not checked", [&] { add_parameter(operation, parameters.element(i)); });
}

void OperationReader::add_parameter(Operation& operation, const SchemaPlace& element) {
    const SchemaPlace place = follow(element);
    Parameter parameter;
    parameter.name = member(place, "name", Kind::string).value->text;
    parameter.in = member(place, "in", Kind::string).value->text;
    parameter.required = is_true(place.value->find("required"));
    if (is_ignored_header(parameter)) return;
    parameter.credential = credential(place);
    const bool is_form = parameter.in == "query" || parameter.in == "cookie";
    const std::string style = text_of(place, "style");
    parameter.style = !style.empty() ? style : is_form ? "form" : "simple"; // OpenAPI 3.1 §4.8.12.2
    const Value* explode = place.value->find("explode");
    parameter.explode = explode != nullptr ? is_true(explode) : parameter.style == "form";
    parameter.allow_empty = is_true(place.value->find("allowEmptyValue"));
    attempt("values of this parameter are not checked",
            [&] { parameter.schema = value_schema(place, requests_, parameter.is_json); });
    // An operation's parameter replaces its path's parameter of the same name and place.
    std::erase_if(operation.parameters, [&](const Parameter& other) {
        return other.name == parameter.name && other.in == parameter.in;
    });
    operation.parameters.push_back(std::move(parameter));
}

/// The schema of a parameter or a header field: `schema`, or that of its `content`, if that is JSON.
std::shared_ptr<const schema::Program> OperationReader::value_schema(const SchemaPlace& place,
                                                                     schema::Compiler& compiler,
                                                                     bool& is_json_text) {
    if (const SchemaPlace schema = place.member("schema"); schema.value != nullptr)
        return compile(compiler, schema);
    const SchemaPlace content = place.member("content");
    if (content.value == nullptr || content.value->members.empty()) return nullptr;
    const json::Member& media = content.value->members.front(); // there is one (§4.8.12.2)
    const SchemaPlace schema = content.member(media).member("schema");
    if (schema.value == nullptr) return nullptr;
    if (!is_json(media.name))
        throw content.error("expected application/json, which can be checked; found another media type");
    is_json_text = true;
    return compile(compiler, schema);
}

void OperationReader::add_security(Operation& operation, const SchemaPlace& place) {
    SchemaPlace security = place.member("security");
    if (security.value == nullptr) security = root_.member("security");
    if (security.value == nullptr) return;
    for (std::size_t i = 0; i < security.value->elements.size(); ++i) {
        std::vector<SecurityScheme> schemes;
        const SchemaPlace requirement = security.element(i);
        for (const auto& [name, scopes] : requirement.value->members)
            attempt("requests need no such credential",
                    [&] { schemes.push_back(scheme(name, requirement.member(name))); });
        operation.security.push_back(std::move(schemes));
    }
}

SecurityScheme OperationReader::scheme(std::string_view name, const SchemaPlace& used) {
    SchemaPlace place = root_;
    for (const std::string_view step :
         {std::string_view("components"), std::string_view("securitySchemes"), name})
        if (place.value != nullptr) place = place.member(step);
    if (place.value == nullptr) throw used.error("there is no security scheme with this name");
    place = follow(place);
    return {text_of(place, "type"), text_of(place, "scheme"), text_of(place, "in"), text_of(place, "name"),
            credential(place)};
}

void OperationReader::add_responses(Operation& operation, const SchemaPlace& place) {
    const SchemaPlace responses = place.member("responses");
    if (responses.value == nullptr) return;
    attempt("no response is checked",
            [&] { expect(responses, Kind::object, "an object of Response Objects"); });
    for (const auto& [status, response] : responses.value->members) {
        if (status.starts_with("x-")) continue;
        attempt("responses with this status are not checked", [&] {
            const SchemaPlace at = responses.member(status);
            if (!is_status(status)) throw at.error("expected a status (200, 4XX or default)");
            Response& added = operation.responses.emplace_back();
            added.status = status;
            added.is_readable = false;
            added = read_response(status, at);
        });
    }
}

/// What a webhook brings is the body of its request; it counts as a response with any status.
void OperationReader::add_message(Operation& operation, const SchemaPlace& place) {
    const SchemaPlace body = place.member("requestBody");
    if (body.value == nullptr) return;
    attempt("this webhook is not checked", [&] {
        Response message;
        message.status = "default";
        message.content = operation.request_body;
        choose_json_body(message, follow(body));
        operation.responses.push_back(std::move(message));
    });
}

Response OperationReader::read_response(std::string_view status, const SchemaPlace& place) {
    expect(place, Kind::object, "a Response Object");
    const SchemaPlace target = follow(place);
    Response response;
    response.status = status;
    read_headers(response, target);
    response.content = read_content(target, responses_);
    choose_json_body(response, target);
    return response;
}

void OperationReader::choose_json_body(Response& response, const SchemaPlace& holder) {
    const MediaType* chosen = nullptr;
    for (const bool by_name : {true, false})
        for (const MediaType& media : response.content)
            if (chosen == nullptr &&
                (by_name ? is_json(media.range) && !is_range(media.range) : includes_json(media.range)))
                chosen = &media;
    if (chosen == nullptr) return;
    const SchemaPlace at = follow(holder.member("content").member(chosen->range));
    response.media_type = is_range(chosen->range) ? "application/json" : chosen->range;
    response.example = example(at);
    response.body = chosen->schema;
    if (chosen->schema == nullptr) return;
    response.schema_place = at.member("schema");
    response.schema_pointer = response.schema_place.pointer;
}

std::vector<MediaType> OperationReader::read_content(const SchemaPlace& holder, schema::Compiler& compiler) {
    std::vector<MediaType> list;
    const SchemaPlace content = holder.member("content");
    if (content.value == nullptr) return list;
    expect(content, Kind::object, "an object of Media Type Objects");
    for (const auto& [range, media] : content.value->members) {
        MediaType& each = list.emplace_back();
        each.range = range;
        attempt("bodies of this media type are not checked", [&] {
            const SchemaPlace place = follow(content.member(range));
            const SchemaPlace schema = place.member("schema");
            if (schema.value != nullptr && (is_json(range) || is_range(range)))
                each.schema = compile(compiler, schema);
            read_items(place, compiler, each);
        });
    }
    return list;
}

void OperationReader::read_items(const SchemaPlace& place, schema::Compiler& compiler, MediaType& media) {
    const bool is_sequence = sequence_of(media.range) != Sequence::none;
    if (const SchemaPlace item = place.member("itemSchema"); item.value != nullptr) { // OpenAPI 3.2
        if (!is_sequence && !is_range(media.range)) return;
        media.items = compile(compiler, item);
        media.is_event = true;
        const SchemaPlace data = content_of_data(registry_, item);
        if (data.value != nullptr) media.event_data = compile(compiler, data);
        return;
    }
    const SchemaPlace schema = place.member("schema");
    if (!is_sequence || schema.value == nullptr) return;
    const SchemaPlace whole = registry_.follow(schema);
    const SchemaPlace element = text_of(whole, "type") == "array" ? whole.member("items") : whole;
    if (element.value == whole.value) {
        media.items = compile(compiler, schema);
        return;
    }
    // OpenAPI 3.2 models the sequence as an array. A schema from before may be about a line, and that an
    // array.
    for (const char* keyword : {"minItems", "maxItems", "uniqueItems", "contains", "prefixItems"})
        if (const SchemaPlace rest = whole.member(keyword); rest.value != nullptr)
            notes_.push_back(
                std::string(rest.error("not checked: a sequence is checked item by item").what()));
    if (element.value != nullptr) media.items = compile(compiler, element);
    if (!text_of(root_, "openapi").starts_with("3.2")) media.schema = compile(compiler, schema);
}

void OperationReader::read_headers(Response& response, const SchemaPlace& place) {
    const SchemaPlace headers = place.member("headers");
    if (headers.value == nullptr) return;
    attempt("no header field is checked",
            [&] { expect(headers, Kind::object, "an object of Header Objects"); });
    for (const auto& [name, value] : headers.value->members) {
        if (text::equal_ignoring_case(name, "content-type")) continue; // OpenAPI 3.1 §4.8.17.1: ignored
        attempt("this header field is not checked",
                [&] { response.headers.push_back(read_header(headers.member(name), name)); });
    }
}

Header OperationReader::read_header(const SchemaPlace& place, std::string_view name) {
    const SchemaPlace target = follow(place);
    Header header;
    header.name = name;
    header.required = is_true(target.value->find("required"));
    header.explode = is_true(target.value->find("explode"));
    const SchemaPlace schema = target.member("schema");
    attempt("values of this header field are not checked",
            [&] { header.schema = value_schema(target, responses_, header.is_json); });
    for (const SchemaPlace& said : {schema, target})
        if (said.value != nullptr)
            header.evidence = schema::parse_evidence(text_of(said, "x-evidence")).value_or(header.evidence);
    return header;
}

std::string OperationReader::example(const SchemaPlace& media) {
    const Value* example = media.value->find("example");
    const SchemaPlace examples = media.member("examples");
    if (example == nullptr && examples.value != nullptr && !examples.value->members.empty())
        example =
            registry_.follow(examples.member(examples.value->members.front().name)).value->find("value");
    std::string json;
    if (example != nullptr) json::write_compact(*example, json);
    return json;
}

std::vector<schema::Link> OperationReader::read_links(const SchemaPlace& place,
                                                      const Operation& operation) const {
    expect(place, Kind::array, "a list of links: \"a.b = c\"");
    const Response* response = operation.response(200);
    if (response == nullptr || response->body == nullptr)
        throw place.error(
            "expected a documented 200 response with a JSON body, to which the links apply; found none");
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
