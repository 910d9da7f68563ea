#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "validator/schema/dialect/dialect.hpp"
#include "validator/schema/dialect/rule.hpp"

/// The one table of keywords.
///
/// Six parts of Understudy have to know a keyword: the registry, which looks for schemas in its value; the
/// compiler; the explanation of a contract; the comparison of two contracts; the suggestion of an overlay;
/// and the generator of values. Each reads its column here. No enumerator is 0, which is an empty cell:
/// a test fails for a row that has one, and for a keyword of a published meta-schema that has no row. The
/// compiler's handlers are above this layer, so compile/keywords.cpp has a table of its own, and a
/// static_assert holds the two together.
///
/// The order of rows is the order in which people read about them.
namespace understudy::schema {

/// Where the schemas in a keyword's value are.
enum class Holds : std::uint8_t {
    nothing = 1,
    schema,
    array,    ///< an array of schemas
    map,      ///< an object whose values are schemas
    either,   ///< a schema, or an array of schemas
    mixed_map ///< an object whose values are schemas or arrays of names
};

/// What a keyword does.
enum class Role : std::uint8_t {
    annotation = 1, ///< it constrains nothing
    location,       ///< it gives the schema a URI or an anchor
    applicator,     ///< it applies other schemas (Core §10 and §11)
    assertion,      ///< it constrains the value itself (Validation §6)
};

/// How the explanation of a contract (contract/fields.hpp) says it.
enum class Wording : std::uint8_t {
    unsaid = 1, ///< not at all, because it constrains nothing
    elsewhere,  ///< as the field's type, null or required, as fields of their own, or with another keyword
    value,      ///< `before`, the value, `after`
    if_true,    ///< `before`, where the value is true
    presence,   ///< `before`, where the keyword is there; `no` before it where the value is false
};

struct Words {
    Wording wording{};
    std::string_view before{};
    std::string_view after{};
};

/// What a comparison of two contracts (drift/contract_diff.hpp) makes of another value.
enum class Comparison : std::uint8_t {
    not_compared = 1, ///< nothing, because it constrains nothing
    followed,         ///< it compares what is under it, in code of its own
    listed,           ///< it compares the values of the list one by one
    upper_limit,      ///< more breaks
    lower_limit,      ///< less breaks
    switched,         ///< from true to false breaks
    exact,            ///< any other value breaks
    whole,            ///< any other value breaks, and is too long to show
};

/// How a suggestion (drift/suggest.hpp) answers a breach of it.
enum class Answer : std::uint8_t {
    unanswered = 1, ///< not at all: nothing breaks it, or no change to this keyword is right for sure
    removed,        ///< it takes the keyword away
    raised,         ///< it raises the limit to what was seen
    extended,       ///< it adds what was seen: a type, a value, a property
    reduced,        ///< it takes one name out of the list
};

/// How the generator (server/generate/generator.hpp) meets it.
enum class Generation : std::uint8_t {
    unneeded = 1, ///< it need not, because nothing breaks it
    obeyed,       ///< it makes values that conform
    tried,        ///< it makes values until one conforms
};

struct Keyword {
    std::string_view word;
    unsigned drafts = 0; ///< a bit for each Draft that has it
    Role role{};
    Holds holds{};
    std::optional<Rule>
        rule{}; ///< broken where the keyword is; nothing if only the schemas in it can be broken
    Words words{};
    Comparison comparison{};
    Answer answer{};
    Generation generation{};
};

constexpr bool has(const Keyword& keyword, Draft draft) {
    return (keyword.drafts >> static_cast<unsigned>(draft) & 1U) != 0;
}

constexpr bool is_annotation(const Keyword& keyword) {
    return keyword.role == Role::annotation;
}

/// All of them.
std::span<const Keyword> keywords();

/// The keyword of that name as `draft` has it, else as another does, or nullptr.
const Keyword* find_keyword(std::string_view word, Draft draft);

} // namespace understudy::schema
