#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Checks JSON against a JSON Schema or an OpenAPI contract. This header is the whole public interface. It
/// includes only the standard library. Within one minor version of the package, nothing in it changes its
/// meaning.
///
///     const auto pets = understudy::Validator::from_schema("pet.schema.json", schema_bytes);
///     for (const auto& finding : pets.check(body).findings) std::cerr << finding.message << '\n';
namespace understudy {

/// An error is a breach of a documented rule. A warning is a breach of a rule that is only inferred, a
/// property that the contract does not name, or a value outside an advisory list (`x-known-values`).
enum class Severity { warning, error };

/// `warning`, `error`. The text is never freed.
std::string_view severity_name(Severity severity);

/// One place in one text that the schema does not allow. Owns all that it holds. Values and unknown names may
/// be personal, so they are masked unless CheckOptions::show_values is set.
struct Finding {
    std::string rule; ///< a stable name: `enum.unknown-value`; docs/rules.md lists them all
    Severity severity = Severity::error;
    std::string evidence;   ///< how the rule is known: `documented`, `published` or `inferred`
    std::string pointer;    ///< RFC 6901, to the value; for a missing property, to where it should be
    std::string path;       ///< the same with every index as `[]`, for grouping: `sessions[].status`
    std::size_t offset = 0; ///< in the text, in bytes from 0; for a missing property, where its object ends
    std::size_t line = 1;   ///< from 1; LF ends a line
    std::size_t column = 1; ///< from 1, in Unicode code points
    std::string expected;   ///< `one of queued, running`
    std::string found;      ///< `"paused"`, `a string of 24 characters`
    std::string message;    ///< `/status: expected one of queued, running; found "paused"`
};

/// The outcome of checking one text. Plain data.
struct Result {
    std::vector<Finding> findings; ///< the first CheckOptions::max_findings, in the order of the text
    std::size_t errors = 0;        ///< the number found, kept or not
    std::size_t warnings = 0;      ///< likewise

    /// True if there are no errors. There may be warnings.
    bool conforms() const { return errors == 0; }
};

struct CheckOptions {
    std::size_t max_findings = 1000; ///< the most findings that are kept; the counts stay exact
    bool show_values = false;        ///< false: only values that read like a program's words are shown
    std::size_t max_depth = 1000;    ///< deepest nesting that is accepted, 1 to 4000; the parser recurses
    std::size_t max_size = std::size_t{1} << 30;   ///< longest text, in bytes, up to 2^30
    std::size_t max_string = std::size_t{1} << 30; ///< longest string or name, in bytes, up to 2^30
};

/// A version of JSON Schema. OpenAPI 3.0 uses draft4_openapi.
enum class Dialect { draft4, draft4_openapi, draft7, draft2020_12, draft6, draft2019_09 };

/// Which files a `$ref` may lead to. They are read together with the schema and not later. Nothing is fetched
/// over a network.
enum class RefFiles {
    none,   ///< for a schema from an untrusted source, which should stand alone
    folder, ///< files in or below the folder of the referring file; of a link, its target counts
    anywhere,
};

struct SchemaOptions {
    Dialect dialect = Dialect::draft2020_12; ///< for a schema whose `$schema` does not say
    bool assert_formats = true;              ///< false: `format` constrains nothing
    RefFiles ref_files = RefFiles::folder;
};

struct ContractOptions {
    /// `GET /pets/{id}` or an operationId. Empty: the GET with an `x-lifecycle`, else the only GET whose path
    /// has one parameter.
    std::string operation = {};
    /// The response that bodies are checked against. Nothing: 200, else the first documented success.
    std::optional<unsigned> status = {};
    RefFiles ref_files = RefFiles::folder;
};

/// Why a schema or a contract cannot be used. what() reads `file:line:column: pointer: reason`. A fault in a
/// text that is checked never throws this: it is a finding. A reason may name an option of the program,
/// `--allow-ref-outside`: RefFiles::anywhere does the same.
class LoadError : public std::runtime_error {
public:
    LoadError(const std::string& what, std::string file, std::string pointer, std::size_t line,
              std::size_t column, std::string reason);

    const std::string& file() const { return file_; } ///< the faulty file, which a `$ref` may have led to
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

/// A schema, compiled once so that many texts can be checked against it. Immutable: threads may share one,
/// and call check() on it at the same time. A copy is cheap and shares the compiled schema.
class Validator {
public:
    /// Compiles a JSON Schema (2020-12, 2019-09, draft 7, 6, 4) in JSON or YAML. Errors name it `file_name`,
    /// and relative `$ref`s start from there. No such file need exist, and the name may be empty. Neither
    /// argument is needed after this returns. Throws LoadError, or std::bad_alloc.
    static Validator from_schema(std::string_view file_name, std::string_view bytes,
                                 const SchemaOptions& options = {});

    /// Compiles the schema of one response's JSON body. The response belongs to one operation of an OpenAPI
    /// 3.0 or 3.1 document, in JSON or YAML. The rest is as in from_schema(). Also throws LoadError if the
    /// operation or response does not exist, or has no JSON body.
    static Validator from_contract(std::string_view file_name, std::string_view bytes,
                                   const ContractOptions& options = {});

    /// Lists the rules of the schema, or of the whole contract, that are not checked, each with its place. A
    /// rule that is skipped in silence is worse than no rule.
    std::vector<std::string> notes() const;

    /// Checks one JSON text (RFC 8259, UTF-8) against the schema. Any bytes are legal: text that is not JSON
    /// is a finding of the rule `body.malformed`. Throws std::invalid_argument for options out of range, and
    /// otherwise only std::bad_alloc. To check many texts on one thread, a Checker is faster.
    Result check(std::string_view json, const CheckOptions& options = {}) const;

private:
    friend class Checker;
    struct Compiled;
    explicit Validator(std::shared_ptr<const Compiled> compiled);

    std::shared_ptr<const Compiled> compiled_;
};

/// Checks one text after another, and reuses its memory, which grows with the longest text. One thread at a
/// time; give each thread its own. It may outlive the Validator that it was made from.
class Checker {
public:
    /// Throws std::invalid_argument for options out of range.
    explicit Checker(const Validator& validator, const CheckOptions& options = {});
    Checker(Checker&&) noexcept;
    Checker& operator=(Checker&&) noexcept;
    ~Checker();

    /// Like Validator::check(). Throws only std::bad_alloc.
    Result check(std::string_view json);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace understudy
