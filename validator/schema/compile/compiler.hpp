#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::schema {

/// What a schema says that this program will not check: a rule that is skipped in silence is worse than
/// none, so each is named with its place.
using Notes = std::vector<std::string>;

struct CompilerOptions {
    /// Whether `format` is a constraint (JSON Schema Validation §7.2.2), or says something and no more.
    bool assert_formats = true;
    /// Whether a property that the schema is silent on is reported where it names others.
    bool report_undocumented = true;
    /// Of an OpenAPI document: a keyword of OpenAPI 3.0 alone is an error in 3.1.
    bool is_openapi = false;
    /// OpenAPI's `readOnly` (`writeOnly`) properties are not required in a request (response).
    std::string_view absent = "writeOnly";
};

/// Compiles schemas that are in one Registry. Their programs share their parts, so a schema to which many
/// lead is compiled once.
class Compiler {
public:
    /// What is not checked goes to `notes`, once a place. Both must outlive the compiler.
    Compiler(Registry& registry, CompilerOptions options, Notes& notes);
    ~Compiler();

    /// Throws json::LoadError (file, place, pointer, reason) where a keyword has a value that it cannot have,
    /// a `$ref` leads nowhere, or in a circle without going into the value.
    /// The program may be used once the last schema has been compiled.
    Program compile(const SchemaPlace& place);

private:
    class Build;
    std::unique_ptr<Build> build_;
};

/// Compiles the schema at `pointer` of a document that stands alone (its `$ref`s lead to places in it).
Program compile(std::shared_ptr<const json::Document> document, const std::string& pointer, Notes& notes,
                CompilerOptions options = {});

} // namespace understudy::schema
