#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "validator/contract/lifecycle.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/dialect/registry.hpp"
#include "validator/schema/evaluate/link.hpp"

namespace understudy::contract {

/// An OpenAPI Parameter Object (OpenAPI 3.1 §4.8.12).
struct Parameter {
    std::string name;
    std::string in; ///< path, query, header or cookie
    bool required = false;
    std::string style;                             ///< simple, label, matrix, form, deepObject, …
    bool explode = false;                          ///< whether each element or member is written by itself
    bool allow_empty = false;                      ///< `allowEmptyValue`
    bool is_json = false;                          ///< the value is a JSON text (`content`)
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
    /// The schema of each item of a sequence, such as NDJSON (OpenAPI 3.2 §4.14.4): `itemSchema`, else what
    /// the schema of an array of them says of each, else the schema. With the second, `schema` is set as well
    /// if an item that is an array may be meant.
    std::shared_ptr<const schema::Program> items;
    bool is_event = false; ///< `items` is about whole server-sent events (`itemSchema`), not about their data
    /// `contentSchema` of the data of such an event, where its `contentMediaType` is JSON.
    std::shared_ptr<const schema::Program> event_data;
};

/// A header field of a response (OpenAPI 3.1 §4.8.21).
struct Header {
    std::string name;
    bool required = false;
    bool explode = false;
    bool is_json = false;                                     ///< the value is a JSON text (`content`)
    std::shared_ptr<const schema::Program> schema;            ///< null: anything
    schema::Evidence evidence = schema::Evidence::documented; ///< evidence that the field is present
};

/// The response that an operation documents for one status (OpenAPI 3.1 §4.8.17). One that could not be read
/// has its status alone, and nothing of it is checked; a note says so.
struct Response {
    std::string status; ///< `200`, `4XX` or `default`
    bool is_readable = true;
    std::vector<MediaType> content; ///< in document order; empty: no body
    std::vector<Header> headers;    ///< never includes `Content-Type`
    std::string media_type;         ///< of the JSON body, never a range; empty if none is documented
    std::shared_ptr<const schema::Program> body; ///< null: no JSON body is documented
    std::string schema_pointer;                  ///< the place of the body's schema in the document
    std::string example;                         ///< a documented body, as JSON; empty if there is none
    schema::SchemaPlace schema_place; ///< the same place as schema_pointer, in whichever document holds it
};

/// An OpenAPI Operation Object with its method and path template.
struct Operation {
    std::string id;
    std::string method; ///< upper case
    std::string path;   ///< `/runs/{run_id}`; of a webhook, its name
    std::string server; ///< the URL of its first server; `/` if the document names none
    /// The names of the parameters in the path, in order.
    std::vector<std::string> path_parameters;
    std::string run_parameter; ///< the one of them that is the run's id; empty if there is none
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

} // namespace understudy::contract
