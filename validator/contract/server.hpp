#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

/// An OpenAPI Server Object (OpenAPI 3.1 §4.8.5).
struct Server {
    std::string url; ///< with the default of each variable; `/` if the document names no server

    /// The URLs that a request may have: one for each value in the variables' `enum`s. A variable without an
    /// `enum` stands for any text and stays in braces.
    std::vector<std::string> patterns;
};

/// The servers of a document, path or operation: empty if it names none. A server that cannot be read is left
/// out, and `notes` says so.
std::vector<Server> read_servers(const schema::SchemaPlace& holder, schema::Notes& notes);

/// The path of a server's URL, with a slash at its start and none at its end: `/api/v1`, or empty. A relative
/// URL counts from the root, as nobody knows where the document was served.
std::string base_path(std::string_view url);

/// The server of a document that names none (OpenAPI 3.1 §4.8.1.1).
Server default_server();

} // namespace understudy::contract
