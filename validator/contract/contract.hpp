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
    std::string credential;                        ///< as of SecurityScheme
};

/// How a request says who it is from (OpenAPI 3.1 §4.8.27): `http` with a `scheme`, or `apiKey` with `in` and
/// `name`.
struct SecurityScheme {
    std::string type;
    std::string scheme;
    std::string in;
    std::string name;
    /// `x-credentials`: the environment variable that its value is taken from (`{"env": "NOXUS_API_KEY"}`);
    /// empty where none is named.
    std::string credential;
};

/// A body in one media type (OpenAPI 3.1 §4.8.14).
struct MediaType {
    std::string range; ///< as it is written: `application/json; charset=utf-8`, `*/*`
    std::shared_ptr<const schema::Program> schema; ///< null: anything, or not JSON
};

/// A header field of a response (OpenAPI 3.1 §4.8.21).
struct Header {
    std::string name;
    bool required = false;
    std::shared_ptr<const schema::Program> schema;            ///< null: anything
    schema::Evidence evidence = schema::Evidence::documented; ///< of its presence
};

/// What an operation answers with one status (OpenAPI 3.1 §4.8.17).
struct Response {
    std::string status;                          ///< `200`, `4XX` or `default`
    std::vector<MediaType> content;              ///< in the order of the document; empty: no body
    std::vector<Header> headers;                 ///< `Content-Type` is never among them
    std::string media_type;                      ///< of its JSON body; empty where none is documented
    std::shared_ptr<const schema::Program> body; ///< null: no JSON body is documented
    std::string schema_pointer;                  ///< where the body's schema stands in the document
    std::string example;                         ///< a documented body, as JSON; empty where there is none
    schema::SchemaPlace schema_place;            ///< the same as schema_pointer, whatever document it is in
};

/// An OpenAPI Operation Object with its method and path template.
struct Operation {
    std::string id;
    std::string method; ///< upper case
    std::string path;   ///< `/runs/{run_id}`
    std::vector<Parameter> parameters;
    /// Any one of these is enough; each is the schemes that must all be met. Empty: no credential is asked
    /// for.
    std::vector<std::vector<SecurityScheme>> security;
    std::vector<MediaType> request_body; ///< empty: none
    std::vector<Response> responses;
    std::optional<Lifecycle> lifecycle;
    std::vector<schema::Link> links; ///< `x-links`: what must agree in a 200 body

    /// What is documented for a status: itself, else its range (`4XX`), else `default`; or nullptr.
    const Response* response(unsigned status) const;
};

struct ContractOptions {
    /// Whether a `$ref` may lead to a file outside the folder of the contract.
    bool allow_ref_outside = false;
    /// Whether a `$ref` may lead to a file at all.
    bool allow_ref_files = true;
};

/// An OpenAPI document that can be checked against and mocked. Immutable; threads may share it.
class Contract {
public:
    /// An OpenAPI 3.0 or 3.1 document in JSON or YAML, and the files in its folder or below that it refers
    /// to. Throws json::LoadError (file, place, pointer, reason). What the contract says and this program
    /// will not check goes to `notes`.
    static Contract parse(std::string name, std::string file, std::string text, schema::Notes& notes,
                          const ContractOptions& options = {});

    /// A JSON Schema by itself, in JSON or YAML, as the only response of an operation without a name. `draft`
    /// is that of a schema whose `$schema` does not say. Throws json::LoadError.
    static Contract of_schema(std::string file, std::string text, schema::Notes& notes, schema::Draft draft,
                              bool assert_formats, const ContractOptions& options = {});

    const std::string& name() const { return name_; }
    const std::string& title() const { return title_; }
    const std::string& version() const { return version_; }
    const json::Document& document() const { return *document_; }
    const std::vector<std::string>& servers() const { return servers_; } ///< URLs; `/` where none is named
    const std::vector<Operation>& operations() const { return operations_; }

    /// The operation of that `METHOD /path` or operationId. Throws json::LoadError where there is none, or
    /// more than one, naming the nearest.
    const Operation& operation(std::string_view said) const;

    /// The operation that gets one run by its id: the GET with an `x-lifecycle`, else the only GET whose path
    /// has one parameter. Throws json::LoadError where there is none, or more than one.
    const Operation& run_operation() const;

    /// Where references in it lead. Not for several threads at once.
    schema::Registry& registry() const { return *registry_; }

    /// SHA-256 of the document's bytes, in lower-case hexadecimal.
    std::string sha256() const;

private:
    Contract() = default;

    std::shared_ptr<schema::Registry> registry_; // keeps what schema places lead to
    std::string name_;
    std::string title_;
    std::string version_;
    std::shared_ptr<const json::Document> document_;
    std::vector<std::string> servers_;
    std::vector<Operation> operations_;
};

} // namespace understudy::contract
