#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/compiler.hpp"
#include "validator/schema/program.hpp"

namespace understudy::contract {

/// An OpenAPI Parameter Object (OpenAPI 3.1 §4.8.12).
struct Parameter {
    std::string name;
    std::string in; ///< path, query, header or cookie
    bool required = false;
    std::shared_ptr<const schema::Program> schema; ///< null: anything
};

/// How a request says who it is from (OpenAPI 3.1 §4.8.27): `http` with a `scheme`, or `apiKey` with `in` and
/// `name`.
struct SecurityScheme {
    std::string type;
    std::string scheme;
    std::string in;
    std::string name;
};

/// What an operation answers with one status (OpenAPI 3.1 §4.8.17).
struct Response {
    std::string status;                          ///< `200`, `4XX` or `default`
    std::string media_type;                      ///< of its JSON body; empty where none is documented
    std::shared_ptr<const schema::Program> body; ///< null: no JSON body is documented
    std::string schema_pointer;                  ///< where the body's schema stands in the document
    std::string example;                         ///< a documented body, as JSON; empty where there is none
};

/// A run's life as `x-lifecycle` tells it.
struct Lifecycle {
    std::string field; ///< JSON Pointer of the state in a 200 body
    std::vector<std::string> states;
    std::vector<std::string> terminal;
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
    std::vector<Response> responses;
    std::optional<Lifecycle> lifecycle;

    /// What is documented for a status: itself, else its range (`4XX`), else `default`; or nullptr.
    const Response* response(unsigned status) const;
};

/// An OpenAPI document that can be checked against and mocked. Immutable; threads may share it.
class Contract {
public:
    /// Throws json::LoadError (file, place, pointer, reason). What the contract says and this program will
    /// not check goes to `notes`.
    static Contract parse(std::string name, std::string file, std::string text, schema::Notes& notes);

    const std::string& name() const { return name_; }
    const std::string& title() const { return title_; }
    const std::string& version() const { return version_; }
    const json::Document& document() const { return *document_; }
    const std::vector<std::string>& servers() const { return servers_; } ///< URLs; `/` where none is named
    const std::vector<Operation>& operations() const { return operations_; }

    /// The operation that gets one run by its id: the GET with an `x-lifecycle`, else the only GET whose path
    /// has one parameter. Throws json::LoadError where there is none, or more than one.
    const Operation& run_operation() const;

    /// SHA-256 of the document's bytes, in lower-case hexadecimal.
    std::string sha256() const;

private:
    Contract() = default;

    std::string name_;
    std::string title_;
    std::string version_;
    std::shared_ptr<const json::Document> document_;
    std::vector<std::string> servers_;
    std::vector<Operation> operations_;
};

} // namespace understudy::contract
