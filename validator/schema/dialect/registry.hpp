#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "validator/json/document.hpp"
#include "validator/schema/dialect/dialect.hpp"

namespace understudy::schema {

/// The name under which Resource::dynamic_anchors has a root with `$recursiveAnchor: true` (2019-09 Core
/// §8.2.4.2).
inline constexpr std::string_view kRecursiveAnchor = "$recursiveAnchor";

/// A schema resource (JSON Schema Core §4.3.5): a document, or a schema inside one that has a `$id` of its
/// own.
struct Resource {
    std::uint32_t number = 0;
    std::string uri; ///< absolute, without fragment
    std::shared_ptr<const json::Document> document;
    const json::Value* root = nullptr;
    std::string pointer; ///< of `root` in `document`
    Draft draft = Draft::draft2020_12;
    bool validates = true; ///< false: its meta-schema's `$vocabulary` leaves out validation
    std::map<std::string, const json::Value*, std::less<>> anchors; ///< `$dynamicAnchor`s among them
    std::map<std::string, const json::Value*, std::less<>> dynamic_anchors;
};

/// A value in a document, and the resource whose URI is the base of references in it.
struct SchemaPlace {
    const json::Value* value = nullptr;
    const Resource* resource = nullptr;
    std::string pointer;                 ///< in the resource's document
    const json::Value* parent = nullptr; ///< the value around it, if member() or element() led here

    json::LoadError error(const std::string& reason) const {
        return resource->document->error(*value, pointer, reason);
    }
    /// The member of that name, or a place without a value.
    SchemaPlace member(std::string_view name) const;
    SchemaPlace member(const json::Member& member) const;
    SchemaPlace element(std::size_t index) const;
    /// The value around this one, which member() or element() led here from. It has no `parent` itself.
    SchemaPlace around() const;
};

/// Knows the documents that schemas are in, and resolves references between them.
///
/// A reference is a URI. The part before `#` names a resource: a document, or a schema with a `$id`, whose
/// value is resolved against the URI around it. The fragment is an anchor's name or a JSON Pointer. So each
/// document is scanned once when it comes: add_schema() scans a whole one, and add_part() the schemas of an
/// OpenAPI document, which are here and there. The scan follows the keywords that hold schemas
/// (keyword_table.hpp) and notes each schema's resource, draft and anchors.
///
/// If no resource has a URI yet, the registry calls `Load`, which decides what may be read. The published
/// meta-schemas are built in. Nothing is fetched over a network.
///
/// Documents live as long as the registry, and places and resources never move. One thread at a time.
class Registry {
public:
    /// Gets the document of a URI that is not here yet, or null. The registry turns an exception other than
    /// json::LoadError into a json::LoadError with the same reason, at the place of the reference.
    using Load = std::function<std::shared_ptr<const json::Document>(const std::string& uri)>;

    /// `draft` is for loaded documents whose `$schema` does not name one.
    explicit Registry(Load load = {}, Draft draft = Draft::draft2020_12)
        : load_(std::move(load)), draft_(draft) {}
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// Adds a JSON Schema document under the URI that it came from. `draft` counts if its `$schema` does not
    /// name one. Throws json::LoadError.
    const Resource& add_schema(const std::string& uri, std::shared_ptr<const json::Document> document,
                               Draft draft = Draft::draft2020_12);

    /// Adds a document that has schemas here and there, as OpenAPI's do; add_part() says where.
    const Resource& add_document(const std::string& uri, std::shared_ptr<const json::Document> document,
                                 Draft draft);
    /// Scans the schema at `place`, and those under it, for `$id`s and anchors.
    void add_part(const SchemaPlace& place);

    /// Where `reference`, found at `from`, leads. Throws json::LoadError (at `from`) if it leads nowhere.
    SchemaPlace resolve(const SchemaPlace& from, std::string_view reference);

    /// Where the `$ref`s from `place` on lead in the end; `place` itself if it has none.
    SchemaPlace follow(SchemaPlace place);
    /// The same for who only explains or compares: `place` itself if a `$ref` leads nowhere, or back to
    /// itself.
    SchemaPlace follow_if_possible(const SchemaPlace& place);

    /// The schema at `pointer` in `resource`'s document.
    SchemaPlace at(const Resource& resource, const std::string& pointer);

    /// Whether any schema so far has a `$dynamicRef`. If so, the path through references matters.
    bool has_dynamic_refs() const { return has_dynamic_refs_; }
    const std::deque<Resource>& resources() const { return resources_; }
    /// The place of a schema that add_schema() or add_part() has scanned, or nullptr.
    const SchemaPlace* find(const json::Value& value) const;

private:
    Resource& make_resource(const std::string& uri, std::shared_ptr<const json::Document> document,
                            const json::Value& root, std::string pointer, Draft draft);
    void scan(const json::Value& value, Resource& resource, const std::string& pointer);
    void scan_under(const json::Value& value, Resource& resource, const std::string& pointer);
    Resource& identify(const json::Value& value, Resource& resource, const std::string& pointer);
    void set_dialect(Resource& resource);
    Resource* find_resource(const std::string& uri);
    Resource* get(const SchemaPlace& from, const std::string& uri);
    const Resource* metaschema(const std::string& uri);
    SchemaPlace walk(const SchemaPlace& start, std::string_view pointer);
    const json::Value* step(const json::Value& value, std::string_view token);

    Load load_;
    Draft draft_;
    std::deque<Resource> resources_;
    std::unordered_map<std::string, Resource*> by_uri_;
    std::unordered_map<const json::Value*, SchemaPlace> places_;
    /// Members by name, of large objects: many references may lead through one.
    std::unordered_map<const json::Value*, std::unordered_map<std::string_view, const json::Value*>> wide_;
    bool has_dynamic_refs_ = false;
};

} // namespace understudy::schema
