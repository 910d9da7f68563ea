#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/route.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace understudy::contract {

/// The JSON Schema draft that the document's OpenAPI version calls for (3.0: §4.7.24; 3.1 and 3.2: §4.8.24
/// and `jsonSchemaDialect`). Throws json::LoadError if the document is not OpenAPI 3.0, 3.1 or 3.2.
schema::Draft openapi_draft(const json::Document& document, schema::Notes& notes);

/// The document's part of OpenAPI: what it is called, where it is served, and which operations it has. Their
/// schemas are OperationReader's.
///
/// A part that cannot be read is left out, and the notes say so. The registry and the notes must outlive it.
/// One thread at a time.
class OpenApi {
public:
    OpenApi(schema::Registry& registry, const schema::Resource& document, schema::Notes& notes);

    /// A member of the Info Object; `otherwise` if it has none.
    std::string info(std::string_view name, std::string_view otherwise) const;
    std::vector<Server> servers() const; ///< at least one
    /// In document order, webhooks last.
    std::vector<Route> routes();

    const schema::SchemaPlace& root() const { return root_; }

private:
    using Place = schema::SchemaPlace;

    void add_item(const std::string& path, const Place& place, bool is_webhook);
    void add_route(Route route, const Place& place);

    schema::Registry& registry_;
    Place root_;
    schema::Notes& notes_;
    std::vector<Server> servers_;
    std::vector<Route> routes_;
};

} // namespace understudy::contract
