#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/operation.hpp"
#include "validator/contract/route.hpp"
#include "validator/contract/route_matcher.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

struct ContractOptions {
    /// Whether a `$ref` may lead to a file outside the contract's folder.
    bool allow_ref_outside = false;
    /// Whether a `$ref` may lead to a file at all.
    bool allow_ref_files = true;
    /// Whether a note about any operation is an error: the contract must be checked whole.
    bool is_strict = false;
    /// Folders of schemas that a `$ref` may mean by their `$id`.
    std::vector<std::string> schema_folders = {};
};

/// An OpenAPI document, ready to check responses against or to mock.
///
/// A Contract lists the operations of the document as routes: their names and URLs. An operation's schemas
/// are compiled when it is first asked for, so a flaw of the document counts only where it is used, and a
/// large document costs little. A part that cannot be read is left out, and a note says where it is, what is
/// wrong, and what is not checked for it.
///
/// A bare JSON Schema also works: of_schema() turns it into a contract with one unnamed operation.
///
/// Threads may share it. The one exception is registry(), which may be used while no thread asks for an
/// operation.
class Contract {
public:
    /// Reads an OpenAPI 3.0, 3.1 or 3.2 document in JSON or YAML, and the files that it refers to in its
    /// folder or below. Throws json::LoadError (file, place, pointer, reason) if no operation of it can be
    /// read.
    static Contract parse(std::string name, std::string file, std::string text,
                          const ContractOptions& options = {});

    /// Reads a bare JSON Schema, in JSON or YAML, as the only response of an unnamed operation. `draft`
    /// applies if the schema has no `$schema`. Throws json::LoadError.
    static Contract of_schema(std::string file, std::string text, schema::Draft draft, bool assert_formats,
                              const ContractOptions& options = {});

    Contract(Contract&&) noexcept;
    ~Contract();

    const std::string& name() const { return name_; }
    const std::string& title() const { return title_; }
    const std::string& version() const { return version_; }
    const json::Document& document() const { return *document_; }
    const std::vector<Route>& routes() const { return routes_; }

    /// Says which route a request takes.
    const RouteMatcher& matcher() const;

    /// The operation of one of routes(), compiled if it was not asked for before. It lives as long as the
    /// contract. Throws json::LoadError where one of our own extensions (`x-lifecycle`, `x-links`) is not as
    /// it should be.
    const Operation& operation(const Route& route) const;

    /// Finds an operation by `METHOD /path` or operationId. Throws json::LoadError, which names the nearest,
    /// if none or more than one matches.
    const Operation& operation(std::string_view said) const;

    /// The operation that gets one run by its id: the GET with an `x-lifecycle`; else the only GET whose path
    /// has one parameter, at its end if there are several of them; else the only GET whose path ends in one
    /// of several parameters. Throws json::LoadError if there is none, or more than one.
    const Operation& run_operation() const;

    /// Of the document, and of the operations that were asked for so far: sorted, each once.
    schema::Notes notes() const;

    /// Of the operations that nobody has asked for. Compiles them.
    schema::Notes notes_of_the_others() const;

    /// Resolves the references in the document. Not thread-safe.
    schema::Registry& registry() const;

    /// SHA-256 of the document's bytes, in lower-case hexadecimal.
    std::string sha256() const;

private:
    struct Compiled;

    Contract();
    const Route& run_route() const;
    void expect_no_notes() const;

    std::string name_;
    std::string title_;
    std::string version_;
    std::shared_ptr<const json::Document> document_;
    std::vector<Route> routes_;
    std::unique_ptr<Compiled> compiled_;
};

} // namespace understudy::contract
