#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Holds JSON against a JSON Schema or an OpenAPI contract. This header is all that is promised: it includes
/// the standard library alone, and within one minor version of the package nothing in it changes its meaning.
///
///     const auto pets = understudy::Validator::from_schema("pet.schema.json", schema_bytes);
///     for (const auto& finding : pets.check(body).findings) std::cerr << finding.message << '\n';
namespace understudy {

/// An error is a breach of what is documented. A warning is one of what is only inferred, a property that a
/// contract does not name, or a value outside an advisory list (`x-known-values`).
enum class Severity { warning, error };

/// `warning`, `error`. The text is never freed.
std::string_view severity_name(Severity severity);

/// One place in one text that the schema does not allow. Owns all that it holds. Values and unknown names are
/// masked in it, for they may be personal, unless CheckOptions::show_values is set.
struct Finding {
    std::string rule; ///< a stable name: `enum.unknown-value`; docs/rules.md lists them all
    Severity severity = Severity::error;
    std::string evidence;   ///< how the rule is known: `documented`, `published` or `inferred`
    std::string pointer;    ///< RFC 6901, of the value; of a missing property, where it should be
    std::string path;       ///< the same with every index as `[]`, to sum by: `sessions[].status`
    std::size_t offset = 0; ///< in the text, in bytes from 0; of a missing property, where its object ends
    std::size_t line = 1;   ///< from 1; LF ends a line
    std::size_t column = 1; ///< from 1, in Unicode code points
    std::string expected;   ///< `one of queued, running`
    std::string found;      ///< `"paused"`, `a string of 24 characters`
    std::string message;    ///< `/status: expected one of queued, running; found "paused"`
};

/// What there is to say of one text. Plain data.
struct Result {
    std::vector<Finding> findings; ///< the first CheckOptions::max_findings, in the order of the text
    std::size_t errors = 0;        ///< of all that was found, kept or not
    std::size_t warnings = 0;      ///< likewise

    /// Whether there is no error; there may be warnings.
    bool conforms() const { return errors == 0; }
};

struct CheckOptions {
    std::size_t max_findings = 1000; ///< most that are kept; the counts stay exact
    bool show_values = false;        ///< false: only what reads like a word of a program is shown
    std::size_t max_depth = 1000;    ///< deepest nesting that is read, 1 to 4000; the parser recurses
    std::size_t max_size = std::size_t{1} << 30;   ///< longest text, in bytes, up to 2^30
    std::size_t max_string = std::size_t{1} << 30; ///< longest string or name, in bytes, up to 2^30
};

/// A version of JSON Schema. draft4_openapi is that of OpenAPI 3.0.
enum class Dialect { draft4, draft4_openapi, draft7, draft2020_12 };

/// Which files a `$ref` may lead to. They are read when the schema is, and not later. Nothing comes over a
/// network.
enum class RefFiles {
    none,   ///< a schema from somebody who is not trusted should stand alone
    folder, ///< those in the folder of the file that refers to them, and below; of links, where they lead
    anywhere,
};

struct SchemaOptions {
    Dialect dialect = Dialect::draft2020_12; ///< of a schema whose `$schema` does not say
    bool assert_formats = true;              ///< false: `format` constrains nothing
    RefFiles ref_files = RefFiles::folder;
};

struct ContractOptions {
    /// `GET /pets/{id}` or an operationId. Empty: the GET with an `x-lifecycle`, else the only one whose path
    /// has one parameter.
    std::string operation = {};
    /// Of the response that bodies are held against. Nothing: 200, else the first success that is documented.
    std::optional<unsigned> status = {};
    RefFiles ref_files = RefFiles::folder;
};

/// Why a schema or a contract cannot be used. what() reads `file:line:column: pointer: reason`. What is wrong
/// with a text that is checked never throws this: it is a finding. An option that a reason names
/// (`--operation`) is the program's; the member of the options that is called like it does the same.
class LoadError : public std::runtime_error {
public:
    LoadError(const std::string& what, std::string file, std::string pointer, std::size_t line,
              std::size_t column, std::string reason);

    const std::string& file() const { return file_; } ///< the one at fault, which a `$ref` may have led to
    const std::string& pointer() const { return pointer_; } ///< RFC 6901; empty: the whole, or not known
    std::size_t line() const { return line_; }              ///< from 1; 0: not known
    std::size_t column() const { return column_; }          ///< from 1, in Unicode code points; 0: not known
    const std::string& reason() const { return reason_; }

private:
    std::string file_;
    std::string pointer_;
    std::size_t line_;
    std::size_t column_;
    std::string reason_;
};

/// A schema, compiled once so that many texts can be held against it. Immutable: threads may share one, and
/// call check() on it at the same time. A copy is cheap and shares what was compiled.
class Validator {
public:
    /// A JSON Schema (2020-12, draft 7, draft 4) in JSON or YAML. `file_name` is what errors call it, and
    /// where the paths of relative `$ref`s start; no such file need exist, and it may be empty. Neither
    /// argument is needed any more when this returns. Throws LoadError, or std::bad_alloc.
    static Validator from_schema(std::string_view file_name, std::string_view bytes,
                                 const SchemaOptions& options = {});

    /// The JSON body of one response of one operation of an OpenAPI 3.0 or 3.1 document, in JSON or YAML; the
    /// rest is as in from_schema(). Throws LoadError also where there is no such operation or response, or
    /// none with a JSON body.
    static Validator from_contract(std::string_view file_name, std::string_view bytes,
                                   const ContractOptions& options = {});

    /// What the schema, or the whole contract, says and is not checked, each with its place: a rule that is
    /// skipped in silence is worse than none.
    std::vector<std::string> notes() const;

    /// Holds one JSON text (RFC 8259, UTF-8) against the schema. Any bytes will do: what is not JSON is a
    /// finding of the rule `body.malformed`. Throws std::invalid_argument for options out of their range,
    /// else nothing but std::bad_alloc. To check many texts on one thread, a Checker is quicker.
    Result check(std::string_view json, const CheckOptions& options = {}) const;

private:
    friend class Checker;
    struct Compiled;
    explicit Validator(std::shared_ptr<const Compiled> compiled);

    std::shared_ptr<const Compiled> compiled_;
};

/// Checks one text after the other, and keeps its memory for the next: it grows with the longest. One thread
/// at a time; give each thread its own. It may outlive the Validator that it was made from.
class Checker {
public:
    /// Throws std::invalid_argument for options out of their range.
    explicit Checker(const Validator& validator, const CheckOptions& options = {});
    Checker(Checker&&) noexcept;
    Checker& operator=(Checker&&) noexcept;
    ~Checker();

    /// As Validator::check() says. Throws std::bad_alloc alone.
    Result check(std::string_view json);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace understudy
