#include "validator/contract/openapi.hpp"

#include <algorithm>
#include <array>

#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;
using schema::SchemaPlace;

constexpr std::array<std::string_view, 9> kMethods = {"get",  "put",   "post",  "delete", "options",
                                                      "head", "patch", "trace", "query"}; // query: 3.2

std::string upper(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return text::to_upper(c); });
    return upper;
}

bool is_version(std::string_view found, std::string_view wanted) {
    return found == wanted || (found.starts_with(wanted) && found[wanted.size()] == '.');
}

} // namespace

schema::Draft openapi_draft(const json::Document& document, schema::Notes& notes) {
    const Value* version = document.root().find("openapi");
    if (version == nullptr && document.root().find("swagger") != nullptr)
        throw document.error(*document.root().find("swagger"), "/swagger",
                             "expected OpenAPI 3.0, 3.1 or 3.2; found Swagger 2.0: convert it first");
    if (version == nullptr)
        throw document.error(document.root(), "/openapi", "expected a string; found nothing");
    const std::string found(version->text);
    const bool is_number = version->is(Kind::number); // YAML: openapi: 3.1
    if (!version->is(Kind::string) && !is_number)
        throw document.error(*version, "/openapi", "expected a string, as in \"3.1.0\"");
    if (std::count(found.begin(), found.end(), '.') != 2)
        notes.push_back(
            std::string(document
                            .error(*version, "/openapi",
                                   "expected three numbers, as in " + found + ".0; found \"" + found + "\"")
                            .what()) +
            "; read as " + found + ".0");
    if (is_version(found, "3.0")) return schema::Draft::openapi_3_0;
    if (!is_version(found, "3.1") && !is_version(found, "3.2"))
        throw document.error(*version, "/openapi",
                             "expected OpenAPI 3.0, 3.1 or 3.2, as in 3.1.0; found \"" + found + "\"");
    const Value* dialect = document.root().find("jsonSchemaDialect");
    if (dialect == nullptr) return schema::Draft::draft2020_12;
    if (const auto draft = schema::draft_of_metaschema(dialect->text)) return *draft;
    notes.push_back(document
                        .error(*dialect, "/jsonSchemaDialect",
                               "\"" + std::string(dialect->text) +
                                   "\" is a dialect that this program does not know; schemas are read as "
                                   "JSON Schema 2020-12")
                        .what());
    return schema::Draft::draft2020_12;
}

OpenApi::OpenApi(schema::Registry& registry, const schema::Resource& document, schema::Notes& notes)
    : registry_(registry), root_{&document.document->root(), &document, "", nullptr}, notes_(notes) {
    servers_ = read_servers(root_, notes_);
    if (servers_.empty()) servers_.push_back(default_server());
    // Other schemas may refer to them by their own `$id` or anchor.
    const SchemaPlace components = root_.member("components");
    if (components.value == nullptr) return;
    const SchemaPlace schemas = components.member("schemas");
    if (schemas.value == nullptr) return;
    for (const json::Member& schema : schemas.value->members) try {
            registry_.add_part(schemas.member(schema));
        } catch (const json::LoadError& error) {
            notes_.push_back(std::string(error.what()) + "; nothing can refer to this schema by its name");
        }
}

std::string OpenApi::info(std::string_view name, std::string_view otherwise) const {
    const Value* info = root_.value->find("info");
    const Value* value = info == nullptr ? nullptr : info->find(name);
    const bool is_there = value != nullptr && (value->is(Kind::string) || value->is(Kind::number));
    return std::string(is_there ? value->text : otherwise);
}

std::vector<Server> OpenApi::servers() const {
    return servers_;
}

std::vector<Route> OpenApi::routes() {
    routes_.clear();
    const bool has_any =
        std::any_of(root_.value->members.begin(), root_.value->members.end(), [](const auto& member) {
            return member.name == "paths" || member.name == "webhooks" || member.name == "components";
        });
    if (!has_any)
        throw root_.resource->document->error(*root_.value, "/paths",
                                              "expected an object of Path Item Objects; found nothing");
    for (const std::string_view holder : {std::string_view("paths"), std::string_view("webhooks")}) {
        const SchemaPlace items = root_.member(holder);
        if (items.value == nullptr) continue; // OpenAPI 3.1: any of them may be absent
        if (!items.value->is(Kind::object)) throw items.error("expected an object of Path Item Objects");
        for (const json::Member& item : items.value->members) {
            if (item.name.starts_with("x-")) continue;
            try {
                add_item(std::string(item.name), items.member(item), holder == "webhooks");
            } catch (const json::LoadError& error) {
                notes_.push_back(std::string(error.what()) + "; the operations of this path are left out");
            }
        }
    }
    return std::move(routes_);
}

void OpenApi::add_item(const std::string& path, const SchemaPlace& place, bool is_webhook) {
    if (!place.value->is(Kind::object)) throw place.error("expected a Path Item Object");
    const SchemaPlace item = registry_.follow(place);
    if (!item.value->is(Kind::object)) throw item.error("expected a Path Item Object");
    std::vector<Server> servers = read_servers(item, notes_);
    const auto add = [&](std::string_view method, const SchemaPlace& operation) {
        Route route;
        route.method = upper(method);
        route.path = path;
        route.is_webhook = is_webhook;
        route.servers = servers;
        route.item = item;
        try {
            add_route(std::move(route), operation);
        } catch (const json::LoadError& error) {
            notes_.push_back(std::string(error.what()) + "; this operation is left out");
        }
    };
    for (const json::Member& member : item.value->members)
        if (std::find(kMethods.begin(), kMethods.end(), member.name) != kMethods.end())
            add(member.name, item.member(member));
    const SchemaPlace others = item.member("additionalOperations"); // OpenAPI 3.2
    if (others.value != nullptr)
        for (const json::Member& member : others.value->members) add(member.name, others.member(member));
}

void OpenApi::add_route(Route route, const SchemaPlace& place) {
    if (!place.value->is(Kind::object)) throw place.error("expected an Operation Object");
    // OpenAPI has no $ref here; documents that are kept in many files have one all the same.
    route.operation = registry_.follow(place);
    if (const SchemaPlace reference = place.member("$ref"); reference.value != nullptr)
        notes_.push_back(
            std::string(reference.error("OpenAPI has no $ref in the place of an operation").what()) +
            "; it is followed");
    const Value& operation = *route.operation.value;
    if (!operation.is(Kind::object)) throw route.operation.error("expected an Operation Object");
    const Value* id = operation.find("operationId");
    if (id != nullptr && id->is(Kind::string)) route.id = id->text;
    route.has_lifecycle = operation.find("x-lifecycle") != nullptr;
    std::vector<Server> own = read_servers(route.operation, notes_);
    if (!own.empty()) route.servers = std::move(own);
    if (route.servers.empty()) route.servers = servers_;
    routes_.push_back(std::move(route));
}

} // namespace understudy::contract
