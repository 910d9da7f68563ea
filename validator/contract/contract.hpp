#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/contract/lifecycle.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/dialect/registry.hpp"
#include "validator/schema/evaluate/link.hpp"

namespace understudy::contract {

/// An OpenAPI Parameter Object (OpenAPI 3.1 §4.8.12).
struct Parameter {
    std::string name;
    std::string in; ///< path, query, header or cookie
    bool required = false;
    std::shared_ptr<const schema::Program> schema; ///< null: anything
    std::string credential;                        ///< as in SecurityScheme
};

/// How a request identifies its sender (OpenAPI 3.1 §4.8.27): `http` with a `scheme`, or `apiKey` with `in`
/// and `name`.
struct SecurityScheme {
    std::string type;
    std::string scheme;
    std::string in;
    std::string name;
    /// `x-credentials`: the environment variable that holds the value (`{"env": "NOXUS_API_KEY"}`). Empty if
    /// the contract names none.
    std::string credential;
};

/// A body in one media type (OpenAPI 3.1 §4.8.14).
struct MediaType {
    std::string range;                             ///< as written: `application/json; charset=utf-8`, `*/*`
    std::shared_ptr<const schema::Program> schema; ///< null: anything, or not JSON
};

/// A header field of a response (OpenAPI 3.1 §4.8.21).
struct Header {
    std::string name;
    bool required = false;
    std::shared_ptr<const schema::Program> schema;            ///< null: anything
    schema::Evidence evidence = schema::Evidence::documented; ///< evidence that the field is present
};

/// The response that an operation documents for one status (OpenAPI 3.1 §4.8.17).
struct Response {
    std::string status;                          ///< `200`, `4XX` or `default`
    std::vector<MediaType> content;              ///< in document order; empty: no body
    std::vector<Header> headers;                 ///< never includes `Content-Type`
    std::string media_type;                      ///< of the JSON body; empty if none is documented
    std::shared_ptr<const schema::Program> body; ///< null: no JSON body is documented
    std::string schema_pointer;                  ///< the place of the body's schema in the document
    std::string example;                         ///< a documented body, as JSON; empty if there is none
    schema::SchemaPlace schema_place; ///< the same place as schema_pointer, in whichever document holds it
};

/// An OpenAPI Operation Object with its method and path template.
struct Operation {
    std::string id;
    std::string method; ///< upper case
    std::string path;   ///< `/runs/{run_id}`
    std::vector<Parameter> parameters;
    /// Alternatives: any one is enough. Each lists the schemes that must all be met. Empty: the operation
    /// requires no credential.
    std::vector<std::vector<SecurityScheme>> security;
    std::vector<MediaType> request_body; ///< empty: none
    std::vector<Response> responses;
    std::optional<Lifecycle> lifecycle;
    std::vector<schema::Link> links; ///< `x-links`: values that must agree in a 200 body

    /// The response documented for the status itself, else for its range (`4XX`), else `default`; nullptr if
    /// none applies.
    const Response* response(unsigned status) const;
};

struct ContractOptions {
    /// Whether a `$ref` may lead to a file outside the contract's folder.
    bool allow_ref_outside = false;
    /// Whether a `$ref` may lead to a file at all.
    bool allow_ref_files = true;
};

/// An OpenAPI document, parsed and compiled, ready to check responses against or to mock.
///
/// A Contract lists the operations of the document. Each operation has its parameters, its responses and, if
/// the document gives them, the life of a run (`x-lifecycle`) and the values that must agree (`x-links`).
/// Every schema is compiled when the contract is read, so a bad schema fails at load time and never during a
/// check.
///
/// A bare JSON Schema also works: of_schema() turns it into a contract with one unnamed operation.
///
/// Immutable; threads may share it. The one exception is registry(), which one thread at a time may use.
class Contract {
public:
    /// Reads an OpenAPI 3.0 or 3.1 document in JSON or YAML, and the files that it refers to in its folder or
    /// below. Throws json::LoadError (file, place, pointer, reason). Rules that the contract states but this
    /// program does not check go to `notes`.
    static Contract parse(std::string name, std::string file, std::string text, schema::Notes& notes,
                          const ContractOptions& options = {});

    /// Reads a bare JSON Schema, in JSON or YAML, as the only response of an unnamed operation. `draft`
    /// applies if the schema has no `$schema`. Throws json::LoadError.
    static Contract of_schema(std::string file, std::string text, schema::Notes& notes, schema::Draft draft,
                              bool assert_formats, const ContractOptions& options = {});

    const std::string& name() const { return name_; }
    const std::string& title() const { return title_; }
    const std::string& version() const { return version_; }
    const json::Document& document() const { return *document_; }
    /// URLs; `/` if the document names none.
    const std::vector<std::string>& servers() const { return servers_; }
    const std::vector<Operation>& operations() const { return operations_; }

    /// Finds an operation by `METHOD /path` or operationId. Throws json::LoadError, which names the nearest,
    /// if none or more than one matches.
    const Operation& operation(std::string_view said) const;

    /// The operation that gets one run by its id: the GET with an `x-lifecycle`, else the only GET whose path
    /// has one parameter. Throws json::LoadError if there is none, or more than one.
    const Operation& run_operation() const;

    /// Resolves the references in the document. Not thread-safe.
    schema::Registry& registry() const { return *registry_; }

    /// SHA-256 of the document's bytes, in lower-case hexadecimal.
    std::string sha256() const;

private:
    Contract() = default;

    std::shared_ptr<schema::Registry> registry_; // owns the documents that schema places point into
    std::string name_;
    std::string title_;
    std::string version_;
    std::shared_ptr<const json::Document> document_;
    std::vector<std::string> servers_;
    std::vector<Operation> operations_;
};

} // namespace understudy::contract
