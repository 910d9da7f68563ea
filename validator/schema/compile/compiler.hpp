#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::schema {

/// The keywords and formats that will not be checked, each named with its place: a rule that is skipped in
/// silence is worse than none.
using Notes = std::vector<std::string>;

struct CompilerOptions {
    /// Whether `format` is a constraint or an annotation (JSON Schema Validation §7.2.2).
    bool assert_formats = true;
    /// Whether a property that a schema does not name is reported, if it names others.
    bool report_undocumented = true;
    /// Whether the schemas are in an OpenAPI document: then a keyword of 3.0 alone is an error in 3.1.
    bool is_openapi = false;
    /// OpenAPI's `readOnly` (`writeOnly`) properties are not required in a request (response).
    std::string_view absent = "writeOnly";
};

/// Compiles schemas that are in one Registry into Programs.
///
/// A schema becomes a Node: the compiler goes through its members, finds each keyword in the table of
/// keywords as the schema's draft has it, and calls the keyword's handler, which checks the value and writes
/// into the node. A handler that meets another schema compiles that one too. A schema that many references
/// lead to is compiled once, and one that says nothing but `$ref` has no node of its own.
///
/// Some things are only known when every schema has its node, and are done at the end of each compile():
/// "this or null" takes over the node that it means, each node gets its fast test for strings, and circles of
/// references that never go into the value are found.
///
/// Programs share their Tables.
class Compiler {
public:
    /// `notes` gets a line for each place with a keyword or format that is not checked. Both must outlive the
    /// compiler.
    Compiler(Registry& registry, CompilerOptions options, Notes& notes);
    ~Compiler();

    /// Throws json::LoadError (file, place, pointer, reason) if a keyword has a value that it cannot have.
    /// Also throws if a `$ref` leads nowhere, or in a circle without going into the value. The program may be
    /// used once the last schema has been compiled.
    Program compile(const SchemaPlace& place);

private:
    class Build;
    std::unique_ptr<Build> build_;
};

/// Compiles the schema at `pointer` of a document whose `$ref`s all lead into itself.
Program compile(std::shared_ptr<const json::Document> document, const std::string& pointer, Notes& notes,
                CompilerOptions options = {});

} // namespace understudy::schema
