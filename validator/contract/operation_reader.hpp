#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "validator/contract/operation.hpp"
#include "validator/contract/route.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace understudy::contract {

/// Turns one OpenAPI Operation Object into the plain structs of operation.hpp: follows each `$ref` and
/// compiles every schema on the way, requests and responses with a compiler each.
///
/// A part that cannot be read (a `$ref` to nothing, a schema that is none) is left out: `notes` says where it
/// is, what is wrong and what is therefore not checked. The exceptions are our own `x-lifecycle`, `x-links`
/// and `x-credentials`: who writes one means this program, so read() throws json::LoadError.
///
/// The registry and the notes must outlive it. One thread at a time, and none other uses the registry
/// meanwhile.
class OperationReader {
public:
    /// `root`: the OpenAPI document, which has the security schemes.
    OperationReader(schema::Registry& registry, const schema::SchemaPlace& root, schema::Notes& notes);

    Operation read(const Route& route);

private:
    using Place = schema::SchemaPlace;

    void name_run(Operation& operation, const Place& place) const;
    template <class Work>
    void attempt(std::string_view consequence, Work&& work);
    void add_parameters(Operation& operation, const Place& holder);
    void add_parameter(Operation& operation, const Place& element);
    std::shared_ptr<const schema::Program> value_schema(const Place& place, schema::Compiler& compiler,
                                                        bool& is_json_text);
    void add_security(Operation& operation, const Place& place);
    SecurityScheme scheme(std::string_view name, const Place& used);
    void add_responses(Operation& operation, const Place& place);
    void add_message(Operation& operation, const Place& place);
    Response read_response(std::string_view status, const Place& place);
    std::vector<MediaType> read_content(const Place& holder, schema::Compiler& compiler);
    void read_items(const Place& place, schema::Compiler& compiler, MediaType& media);
    void choose_json_body(Response& response, const Place& holder);
    void read_headers(Response& response, const Place& place);
    Header read_header(const Place& place, std::string_view name);
    std::string example(const Place& media);
    std::vector<schema::Link> read_links(const Place& place, const Operation& operation) const;
    std::shared_ptr<const schema::Program> compile(schema::Compiler& compiler, const Place& place);
    Place follow(const Place& place);

    schema::Registry& registry_;
    Place root_;
    schema::Notes& notes_;
    schema::Compiler requests_;
    schema::Compiler responses_;
};

} // namespace understudy::contract
