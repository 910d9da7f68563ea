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

/// A schema resource (JSON Schema Core §4.3.5): a document, or a part of one that has a `$id` of its own.
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
    std::string pointer; ///< in the resource's document
    const json::Value* parent =
        nullptr; ///< what it is a member or an element of, where member() or element() led here

    json::LoadError error(const std::string& reason) const {
        return resource->document->error(*value, pointer, reason);
    }
    /// The member of that name, or a place without a value.
    SchemaPlace member(std::string_view name) const;
    SchemaPlace member(const json::Member& member) const;
    SchemaPlace element(std::size_t index) const;
};

/// All the documents that schemas are in, and where a reference leads: `$id`, `$anchor`, JSON Pointers, other
/// documents. Documents are kept for as long as the registry. One thread at a time.
class Registry {
public:
    /// Gets the document of a URI that is not here yet; null: there is none. What it throws that is no
    /// json::LoadError is the reason of one, at the place of the reference.
    using Load = std::function<std::shared_ptr<const json::Document>(const std::string& uri)>;

    /// `draft` is that of documents that are got, where their `$schema` does not say.
    explicit Registry(Load load = {}, Draft draft = Draft::draft2020_12)
        : load_(std::move(load)), draft_(draft) {}
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    /// Adds a JSON Schema document under the URI that it was got from. `draft` is that of a document whose
    /// `$schema` does not say. Throws json::LoadError.
    const Resource& add_schema(const std::string& uri, std::shared_ptr<const json::Document> document,
                               Draft draft = Draft::draft2020_12);

    /// Adds a document that holds schemas here and there, as OpenAPI's do: add_part() says where.
    const Resource& add_document(const std::string& uri, std::shared_ptr<const json::Document> document,
                                 Draft draft);
    /// Looks for `$id`s and anchors in the schema at `place`, and in those under it.
    void add_part(const SchemaPlace& place);

    /// Where `reference`, found at `from`, leads. Throws json::LoadError (of `from`) where it leads nowhere.
    SchemaPlace resolve(const SchemaPlace& from, std::string_view reference);

    /// Where the `$ref`s from `place` on lead in the end; `place` itself where it has none.
    SchemaPlace follow(SchemaPlace place);

    /// The schema at `pointer` in `resource`'s document.
    SchemaPlace at(const Resource& resource, const std::string& pointer);

    /// Whether any schema so far has a `$dynamicRef`: then a path through references matters.
    bool has_dynamic_refs() const { return has_dynamic_refs_; }
    const std::deque<Resource>& resources() const { return resources_; }
    /// The place of a schema that was seen by add_schema() or add_part().
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
    /// Of objects of many members: what many references lead through is not walked for each.
    std::unordered_map<const json::Value*, std::unordered_map<std::string_view, const json::Value*>> wide_;
    bool has_dynamic_refs_ = false;
};

} // namespace understudy::schema
