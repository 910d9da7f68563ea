#pragma once

#include <string>
#include <vector>

#include "validator/contract/server.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

/// What is known of an operation before its schemas are read: what it is called, and which requests are its
/// own.
struct Route {
    std::string id;              ///< `operationId`; may be empty
    std::string method;          ///< upper case
    std::string path;            ///< a template; of a webhook, its name
    bool is_webhook = false;     ///< OpenAPI 3.1 §4.8.1: a request that the API sends. No URL is its own.
    bool has_lifecycle = false;  ///< it has an `x-lifecycle`
    std::vector<Server> servers; ///< the operation's, else its path's, else the document's

    schema::SchemaPlace item;      ///< the Path Item Object
    schema::SchemaPlace operation; ///< the Operation Object

    /// `GET /runs/{id}`
    std::string name() const { return method + " " + path; }
};

} // namespace understudy::contract
