#include "validator/schema/dialect/registry.hpp"

#include <set>

#include "validator/schema/dialect/keyword_table.hpp"
#include "validator/schema/dialect/metaschemas.hpp"
#include "validator/schema/dialect/uri.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

std::string child(std::string pointer, std::string_view token) {
    text::append_token(pointer, token);
    return pointer;
}

const Value* string_member(const Value& value, std::string_view name) {
    const Value* member = value.find(name);
    return member != nullptr && member->is(Kind::string) ? member : nullptr;
}

} // namespace

SchemaPlace SchemaPlace::member(std::string_view name) const {
    return {value->find(name), resource, child(pointer, name), value};
}

SchemaPlace SchemaPlace::member(const json::Member& member) const {
    return {&member.value, resource, child(pointer, member.name), value};
}

SchemaPlace SchemaPlace::element(std::size_t index) const {
    return {&value->elements[index], resource, child(pointer, std::to_string(index)), value};
}

SchemaPlace SchemaPlace::around() const {
    return {parent, resource, pointer.substr(0, pointer.rfind('/')), nullptr};
}

const Resource& Registry::add_schema(const std::string& uri, std::shared_ptr<const json::Document> document,
                                     Draft draft) {
    const Resource& resource = add_document(uri, std::move(document), draft);
    add_part({resource.root, &resource, "", nullptr});
    return *places_.at(resource.root).resource;
}

const Resource& Registry::add_document(const std::string& uri, std::shared_ptr<const json::Document> document,
                                       Draft draft) {
    const Value& root = document->root();
    Resource& resource = make_resource(uri, std::move(document), root, "", draft);
    by_uri_[resource.uri] = &resource;
    set_dialect(resource);
    return resource;
}

void Registry::add_part(const SchemaPlace& place) {
    Resource* resource = &resources_[place.resource->number];
    // A schema in a document of another kind may say its own dialect (OpenAPI 3.1 §4.8.24.5).
    const bool is_root = place.value == resource->root;
    if (!is_root && !places_.contains(place.value) && string_member(*place.value, "$schema") != nullptr) {
        resource =
            &make_resource(resource->uri, resource->document, *place.value, place.pointer, resource->draft);
        set_dialect(*resource);
    }
    scan(*place.value, *resource, place.pointer);
}

const SchemaPlace* Registry::find(const Value& value) const {
    const auto known = places_.find(&value);
    return known == places_.end() ? nullptr : &known->second;
}

Resource& Registry::make_resource(const std::string& uri, std::shared_ptr<const json::Document> document,
                                  const Value& root, std::string pointer, Draft draft) {
    Resource& resource = resources_.emplace_back();
    resource.number = static_cast<std::uint32_t>(resources_.size() - 1);
    resource.uri = uri.substr(0, uri.find('#'));
    resource.document = std::move(document);
    resource.root = &root;
    resource.pointer = std::move(pointer);
    resource.draft = draft;
    return resource;
}

// The draft, and whether it validates at all, as `$schema` at the root says (Core §8.1).
void Registry::set_dialect(Resource& resource) {
    const Value* schema = string_member(*resource.root, "$schema");
    if (schema == nullptr) return;
    if (const auto draft = draft_of_metaschema(schema->text)) {
        resource.draft = *draft;
        return;
    }
    const SchemaPlace place{schema, &resource, child(resource.pointer, "$schema"), nullptr};
    const auto target = resolve_uri(resource.uri, schema->text);
    const Resource* dialect = target ? find_resource(target->uri) : nullptr; // may be null
    if (dialect == nullptr)
        throw place.error("expected " + metaschema_words() + ", or one that is available; found \"" +
                          std::string(schema->text) + "\"");
    resource.draft = dialect->draft;
    const Value* vocabularies = dialect->root->find("$vocabulary");
    if (vocabularies == nullptr) return;
    const std::string folder(metaschema_of(dialect->draft));
    const std::string ours = folder.substr(0, folder.rfind('/')) + "/vocab/";
    for (const auto& [uri, required] : vocabularies->members)
        if (required.boolean && !uri.starts_with(ours))
            throw place.error("the meta-schema requires an unknown vocabulary, \"" + std::string(uri) + "\"");
    resource.validates = vocabularies->find(ours + "validation") != nullptr;
}

void Registry::scan(const Value& value, Resource& parent, const std::string& pointer) {
    if (places_.contains(&value)) return;
    Resource& resource = value.is(Kind::object) ? identify(value, parent, pointer) : parent;
    places_.emplace(&value, SchemaPlace{&value, &resource, pointer, nullptr});
    if (value.is(Kind::object)) scan_under(value, resource, pointer);
}

// A schema's own URI and anchors.
Resource& Registry::identify(const Value& value, Resource& parent, const std::string& pointer) {
    Resource* resource = &parent;
    if (ref_stands_alone(parent.draft) && value.find("$ref") != nullptr) return parent;
    // A part may speak another draft than its whole.
    Draft draft = parent.draft;
    if (const Value* schema = string_member(value, "$schema"))
        draft = draft_of_metaschema(schema->text).value_or(draft);
    if (const Value* id = string_member(value, id_keyword(draft))) {
        const auto target = resolve_uri(parent.uri, id->text);
        if (!target)
            throw parent.document->error(*id, child(pointer, id_keyword(draft)), "expected a URI reference");
        const bool is_anchor = !target->fragment.empty();
        if (!is_anchor || target->uri != parent.uri) {
            const bool is_root = &value == parent.root;
            resource =
                is_root ? &parent : &make_resource(target->uri, parent.document, value, pointer, draft);
            resource->uri = target->uri;
            by_uri_.emplace(target->uri, resource);
            if (!is_root) {
                resource->validates = parent.validates;
                set_dialect(*resource);
            }
        }
        if (is_anchor) resource->anchors.emplace(target->fragment, &value);
    }
    if (draft < Draft::draft2019_09) return *resource;
    const Value* recursive = value.find("$recursiveAnchor");
    if (draft == Draft::draft2019_09 && recursive != nullptr && recursive->is(Kind::boolean) &&
        recursive->boolean && resource->root == &value)
        resource->dynamic_anchors.emplace(kRecursiveAnchor, &value);
    for (const char* word : {"$anchor", "$dynamicAnchor"}) {
        const Value* anchor = string_member(value, word);
        if (anchor == nullptr || (word[1] == 'd' && draft != Draft::draft2020_12)) continue;
        const bool is_new = resource->anchors.emplace(anchor->text, &value).second;
        if (!is_new && resource->anchors.find(anchor->text)->second != &value)
            throw parent.document->error(*anchor, child(pointer, word), "this anchor is given twice");
        if (word[1] == 'd') resource->dynamic_anchors.emplace(anchor->text, &value);
    }
    return *resource;
}

void Registry::scan_under(const Value& value, Resource& resource, const std::string& pointer) {
    const bool alone = ref_stands_alone(resource.draft) && value.find("$ref") != nullptr;
    for (const auto& [word, inside] : value.members) {
        const Keyword* keyword = find_keyword(word, resource.draft);
        if (keyword == nullptr || !has(*keyword, resource.draft)) continue;
        if (word == "$dynamicRef" || word == "$recursiveRef") has_dynamic_refs_ = true;
        // Beside a `$ref` that stands alone only `definitions` has schemas: references lead there.
        if (alone && word != "definitions") continue;
        const std::string place = child(pointer, word);
        const bool as_map = keyword->holds == Holds::map || keyword->holds == Holds::mixed_map;
        const bool as_array = keyword->holds == Holds::array || keyword->holds == Holds::either;
        if (as_map)
            for (const auto& [name, schema] : inside.members) scan(schema, resource, child(place, name));
        if (as_array)
            for (std::size_t i = 0; i < inside.elements.size(); ++i)
                scan(inside.elements[i], resource, child(place, std::to_string(i)));
        const bool single = keyword->holds == Holds::schema || keyword->holds == Holds::either;
        if (single && !inside.is(Kind::array)) scan(inside, resource, place);
    }
}

const Resource* Registry::metaschema(const std::string& said) {
    const auto draft = draft_of_metaschema(said);
    const std::string_view known = draft ? metaschema_of(*draft) : std::string_view();
    const bool is_oas = said.starts_with("https://spec.openapis.org/");
    const std::string uri = draft && !is_oas ? std::string(known) : said;
    for (const json::EmbeddedFile& file : metaschemas()) {
        if (file.text.find("\"" + uri + "\"") == std::string_view::npos &&
            file.text.find("\"" + uri + "#\"") == std::string_view::npos)
            continue;
        auto document = std::make_shared<const json::Document>(
            json::Document::parse(std::string(file.name), std::string(file.text)));
        const Value* id = document->root().find("$id");
        if (id == nullptr) id = document->root().find("id");
        if (id == nullptr || id->text.substr(0, id->text.find('#')) != uri) continue;
        return &add_schema(uri, std::move(document));
    }
    return nullptr;
}

Resource* Registry::find_resource(const std::string& uri) {
    if (const auto known = by_uri_.find(uri); known != by_uri_.end()) return known->second;
    const Resource* found = metaschema(uri);
    if (found == nullptr && load_)
        if (auto document = load_(uri)) found = &add_schema(uri, std::move(document), draft_);
    if (found == nullptr) return nullptr;
    by_uri_.emplace(uri, &resources_[found->number]);
    return by_uri_.at(uri);
}

Resource* Registry::get(const SchemaPlace& from, const std::string& uri) {
    Resource* resource = nullptr;
    try {
        resource = find_resource(uri);
    } catch (const json::LoadError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw from.error(error.what());
    }
    const bool is_remote = uri.starts_with("http:") || uri.starts_with("https:");
    if (resource == nullptr)
        throw from.error("this leads to the document \"" + uri + "\", which is not available" +
                         (is_remote ? " (nothing is fetched over the network)" : ""));
    return resource;
}

SchemaPlace Registry::resolve(const SchemaPlace& from, std::string_view reference) {
    const auto target = resolve_uri(from.resource->uri, reference);
    if (!target) throw from.error("expected a URI reference; found \"" + std::string(reference) + "\"");
    const Resource* resource = get(from, target->uri);
    SchemaPlace place{resource->root, resource, resource->pointer, nullptr};
    if (!target->fragment.empty() && target->fragment.front() != '/') {
        const auto anchor = resource->anchors.find(target->fragment);
        place.value = anchor == resource->anchors.end() ? nullptr : anchor->second;
        if (place.value != nullptr) place = *find(*place.value);
    } else if (!target->fragment.empty()) {
        place = walk(place, target->fragment);
    }
    if (place.value == nullptr) throw from.error("there is nothing at \"" + std::string(reference) + "\"");
    return place;
}

SchemaPlace Registry::follow(SchemaPlace place) {
    std::set<const Value*> seen;
    while (const Value* reference = place.value->find("$ref")) {
        const SchemaPlace at = place.member("$ref");
        if (!reference->is(Kind::string)) throw at.error("expected a URI reference");
        if (!seen.insert(reference).second) throw at.error("this $ref leads back to itself");
        place = resolve(at, reference->text);
    }
    return place;
}

SchemaPlace Registry::follow_if_possible(const SchemaPlace& place) {
    try {
        return follow(place);
    } catch (const json::LoadError&) { // a note of the compiler says so
        return place;
    }
}

SchemaPlace Registry::at(const Resource& resource, const std::string& pointer) {
    return walk({&resource.document->root(), &resource, "", nullptr}, pointer);
}

const Value* Registry::step(const Value& value, std::string_view token) {
    constexpr std::size_t kWide = 32;
    if (value.members.size() <= kWide || token.find('~') != std::string_view::npos)
        return json::find(value, token);
    auto& members = wide_[&value];
    if (members.empty())
        for (const auto& [name, inside] : value.members) members.emplace(name, &inside);
    const auto found = members.find(token.substr(1));
    return found == members.end() ? nullptr : found->second;
}

// Goes down a JSON Pointer; resources begin on the way.
SchemaPlace Registry::walk(const SchemaPlace& start, std::string_view pointer) {
    SchemaPlace place = start;
    while (!pointer.empty() && place.value != nullptr) {
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        const std::string step(pointer.substr(0, end));
        place.value = this->step(*place.value, step);
        place.pointer += step;
        if (place.value != nullptr)
            if (const SchemaPlace* known = find(*place.value)) place.resource = known->resource;
        pointer.remove_prefix(end);
    }
    return place;
}

} // namespace understudy::schema
