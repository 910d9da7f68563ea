#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace understudy::contract {

/// The JSON Schema draft that the document's OpenAPI version calls for (3.0: §4.7.24; 3.1: §4.8.24 and
/// `jsonSchemaDialect`). Throws json::LoadError if the document is not OpenAPI 3.0 or 3.1.
schema::Draft openapi_draft(const json::Document& document);

/// Turns the OpenAPI objects of a document into the plain structs of contract.hpp.
///
/// The reader walks the paths of the document, follows each `$ref`, and compiles every schema on the way.
/// Requests and responses have a compiler each.
///
/// Contract::parse() is the usual way in; use this class only to build a Contract.
///
/// The registry and the notes must outlive it. Every member throws json::LoadError for a document that cannot
/// be used. One thread at a time.
class OpenApi {
public:
    OpenApi(schema::Registry& registry, const schema::Resource& document, schema::Notes& notes);

    std::string info(std::string_view name) const;
    std::vector<std::string> servers() const;
    std::vector<Operation> operations();

private:
    using Place = schema::SchemaPlace;

    Operation operation(const std::string& path, const Place& item, std::string_view method,
                        const Place& place);
    void add_parameters(Operation& operation, const Place& holder);
    void add_security(Operation& operation, const Place& place);
    SecurityScheme scheme(std::string_view name, const Place& used);
    Response read_response(std::string_view status, const Place& place);
    std::vector<MediaType> read_content(const Place& holder, schema::Compiler& compiler);
    void read_headers(Response& response, const Place& place);
    std::string example(const Place& media);
    std::vector<schema::Link> read_links(const schema::SchemaPlace& place, const Operation& operation) const;
    std::shared_ptr<const schema::Program> compile(schema::Compiler& compiler, const Place& place);
    Place follow(const Place& place);

    schema::Registry& registry_;
    Place root_;
    schema::Compiler requests_;
    schema::Compiler responses_;
};

} // namespace understudy::contract
