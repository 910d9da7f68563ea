#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/expected_name.hpp"
#include "validator/json/number.hpp"
#include "validator/schema/compile/short_text.hpp"
#include "validator/schema/dialect/rule.hpp"
#include "validator/schema/format/format.hpp"

namespace understudy::schema {

// The compiled form of schemas.
//
// A Program is a root Node and the Tables that all its nodes point into. A Node is a schema in a flat form:
// its types as bits, its limits as numbers, its properties as a table in the order of the schema, and
// pointers to other nodes. The evaluator reads a few words of a node for most values, so what is rare is
// elsewhere: Composition has the keywords that need more than one look, NodeNote the words for messages,
// Counts and Bounds the limits that few nodes have.
//
// Properties are prepared for the usual case. A document mostly has them in the schema's order, so each table
// ends with a property whose name nothing equals, and the evaluator compares a name with the next entry
// first. Required properties are a bit mask, which is compared with the mask of those that came. An `enum` of
// words is a perfect hash (WordSet), and `passes` is one function that says yes to nearly every string that
// conforms.

/// A set of JSON types, a bit each. An integer is a number without a fraction, so `number` is two bits.
using Types = std::uint8_t;
inline constexpr Types kNull = 1, kBoolean = 2, kInteger = 4, kFraction = 8, kString = 16, kArray = 32,
                       kObject = 64, kNumber = kInteger | kFraction, kAnyType = 127;

/// The nodes of Tables by number.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kAnything = 0; ///< a node without a constraint; always there
inline constexpr std::uint32_t kNoLimit = UINT32_MAX;

/// A range of one of the Tables' vectors.
struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// What happens to a property that the schema does not name.
enum class Unnamed : std::uint8_t {
    allowed,      ///< held against Node::additional
    undocumented, ///< reported as drift, but not wrong: the schema names properties and is silent on others
    forbidden,    ///< `additionalProperties: false`
};

struct Node;

/// A property that a node names or requires. After a node's last property comes one whose name nothing
/// equals, so the step from a match to the next needs no test for the end.
struct Property {
    json::ExpectedName expected; ///< the name, as the reader looks for it
    ShortText start;             ///< of the name
    std::string_view name;
    const Node* node = nullptr;
    std::uint64_t bit = 0; ///< its bit among its 64 neighbours
    bool named = true;     ///< false: only in `required`
    bool end = false;      ///< the one after the last
};

/// Whether a string surely passes all of its node's checks except maxLength. ShortText::kSize bytes can be
/// read from its start, even if it is shorter.
using StringTest = bool (*)(const Node& node, std::string_view value);

class Pattern;
struct Composition;

/// How many elements or members there may be.
struct Counts {
    std::uint64_t min_items = 0, max_items = UINT64_MAX, min_properties = 0, max_properties = UINT64_MAX;
};

/// A schema in its flat form.
struct Node {
    Types types = kAnyType; ///< none: the schema `false`
    Types streamed =
        kAnyType; ///< the types that one pass can decide: `types`, or none where there is `composed`
    Unnamed unnamed = Unnamed::allowed;
    bool has_scalar_checks = false; ///< anything below that a string, number or word must pass
    bool null_passes = false;       ///< "this or null": null is held against nothing else
    bool has_additional = false;    ///< `additionalProperties` is given
    bool has_items = false;         ///< and so is `items`, or `additionalItems`
    std::uint32_t max_length = kNoLimit;
    StringTest passes = nullptr; ///< of a string that is not longer than max_length in bytes
    const WordSet* words = nullptr;
    std::uint32_t min_length = 0;
    std::uint32_t bounds = kNoLimit; ///< index of its Bounds
    FormatCheck format = nullptr;
    FormatCheck number_format = nullptr;
    const Pattern* pattern = nullptr;
    Slice values;       ///< `enum` of scalars
    Slice constant;     ///< `const`, a scalar
    Slice known_values; ///< `x-known-values`

    const Property* properties = nullptr;
    std::uint32_t property_count = 0;
    std::uint32_t required_words = 0; ///< first of its words in Tables::required_words: a bit a property
    const Node* additional = nullptr;
    const Node* items = nullptr;
    const Counts* counts = nullptr;

    /// The keywords that cannot be decided as the bytes come. If there are any, the value is kept whole and
    /// TreeEvaluator holds it against all of the node. Null for most nodes.
    const Composition* composed = nullptr;
    std::uint32_t resource = 0; ///< Resource::number
    NodeIndex index = 0;

    std::uint32_t word_count() const { return (property_count + 63) / 64; }
};

/// A property whose presence requires others, or another schema.
struct Dependency {
    std::string_view name;
    const Node* schema = nullptr; ///< or null
    std::vector<std::string_view> required;
};

/// Whether the schema that a discriminator means is held against the value by the discriminator itself.
/// Otherwise it only says which branch's breaches are reported.
enum class Held : std::uint8_t {
    no,
    beside,  ///< a parent, whose children say `allOf` of it: no other keyword leads to them
    instead, ///< in place of `oneOf` or `anyOf`, whose branches lead back to this schema
};

/// The keywords that need more than one look at a value (JSON Schema Core §10 and §11, Validation §6.4.3).
struct Composition {
    std::vector<const Node*> all; ///< `allOf`, and `$ref` beside other keywords
    std::vector<const Node*> any;
    std::vector<const Node*> one;
    const Node* negated = nullptr;   ///< `not`
    const Node* condition = nullptr; ///< `if`
    const Node* consequence = nullptr;
    const Node* alternative = nullptr;
    std::vector<Dependency> dependencies;
    /// A null pattern is one that is not checked: it may mean any name.
    std::vector<std::pair<const Pattern*, const Node*>> pattern_properties;
    const Node* property_names = nullptr;
    std::vector<const Node*> prefix_items;
    const Node* contains = nullptr;
    bool contains_evaluates = true; ///< for `unevaluatedItems`; not in 2019-09
    std::uint64_t min_contains = 1, max_contains = UINT64_MAX;
    bool unique_items = false;
    const Node* unevaluated_items = nullptr;
    const Node* unevaluated_properties = nullptr;
    std::vector<std::string> values;      ///< canonical bytes of an `enum` that has arrays or objects, sorted
    std::vector<std::string> constant;    ///< canonical bytes of such a `const`
    std::string_view dynamic_name;        ///< of the `$dynamicAnchor` that `$dynamicRef` looks for, or empty
    const Node* dynamic_target = nullptr; ///< where `$dynamicRef` leads when read as a `$ref`
    std::string_view discriminator;       ///< the property that says which of `one` or `any` is meant
    std::vector<std::pair<std::string_view, const Node*>> mapping; ///< by the discriminator's value
    std::string
        expected_tag; ///< `one of cat, dog`; empty if a schema may be meant that `mapping` does not have
    Held held = Held::no;
    bool leads_back = false; ///< to itself by way of a `held` discriminator, without going into the value
};

/// One scalar of an `enum`: a string decoded, a number by value, else the kind and `boolean` alone.
struct EnumValue {
    json::Kind kind = json::Kind::null;
    bool boolean = false;
    std::string_view text;
    json::Decimal number;
};

struct Bounds {
    std::optional<json::Decimal> minimum, exclusive_minimum, maximum, exclusive_maximum, multiple_of;
    std::string expected;          ///< `at least 0 and at most 100`
    std::string expected_multiple; ///< `a multiple of 0.01`
};

/// What messages, and other readers outside the hot path, need to know of a node.
struct NodeNote {
    std::string location; ///< JSON Pointer of the schema in its document
    std::string format;
    std::string pattern;
    std::string expected_values; ///< `one of queued, running`
    std::string expected_constant;
    std::string expected_known;
    /// What was expected instead, of a node that allows no value; empty of the schema `false`.
    std::string expected_none;
    Evidence evidence = Evidence::documented;
    std::vector<std::pair<std::string, Evidence>> keyword_evidence;
};

/// The compiled form of a set of schemas. Its parts point into one another and never move.
struct Tables {
    Tables();
    Tables(const Tables&) = delete;
    Tables& operator=(const Tables&) = delete;
    ~Tables();

    const NodeNote& note(const Node& node) const { return notes[node.index]; }
    Evidence evidence(const Node& node, std::string_view keyword) const;
    /// The property of that name, or nullptr.
    const Property* find_property(const Node& node, std::string_view name) const;
    const Node& anything() const { return nodes[kAnything]; }

    std::deque<Node> nodes;
    std::deque<NodeNote> notes;                   // as many as nodes
    std::deque<std::vector<Property>> properties; // one, the node's own, and one whose name nothing equals
    std::vector<std::uint64_t> required_words;
    std::vector<EnumValue> values;
    /// The lists of more than kLongList values, by the index of the first: canonical bytes, sorted.
    std::unordered_map<std::uint32_t, std::vector<std::string>> long_lists;
    std::deque<WordSet> word_sets;
    std::vector<Bounds> bounds;
    std::deque<Counts> counts;
    std::deque<Pattern> patterns;
    std::deque<Composition> compositions;
    /// The properties by name, of nodes with more than kWide.
    std::unordered_map<const Node*, std::unordered_map<std::string_view, const Property*>> wide;
    /// `$dynamicAnchor` -> the schema that has it, by resource.
    std::map<std::string, std::map<std::uint32_t, const Node*>, std::less<>> dynamic_anchors;
    /// Whether a schema's meaning depends on the references that led to it: then TreeEvaluator does it all.
    bool is_dynamic = false;
    /// Whether properties that no composed schema names are reported.
    bool reports_undocumented = true;
    /// Whether a value that conforms may still be reported: `x-known-values`, `readOnly`, `writeOnly`.
    bool gives_advice = false;
    /// The schemas' bytes, into which names and values are views.
    std::vector<std::shared_ptr<const json::Document>> sources;
};

/// A schema, checked and resolved once so that many instances can be held against it.
///
/// Programs of one Compiler share their Tables. Immutable: one Program serves any number of threads. Lengths
/// count Unicode code points (JSON Schema Validation §6.3).
class Program {
public:
    Program(std::shared_ptr<const Tables> tables, const Node& root)
        : tables_(std::move(tables)), root_(&root) {}

    const Node& root() const { return *root_; }
    const Tables& tables() const { return *tables_; }

private:
    std::shared_ptr<const Tables> tables_;
    const Node* root_;
};

/// In a node with more properties than this, names are looked up by hash.
inline constexpr std::uint32_t kWide = 24;
/// A list of more values than this is searched by bisection.
inline constexpr std::uint32_t kLongList = 64;

} // namespace understudy::schema
