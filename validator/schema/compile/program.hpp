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

/// A set of JSON types, a bit each. An integer is a number without a fraction, so `number` is two bits.
using Types = std::uint8_t;
inline constexpr Types kNull = 1, kBoolean = 2, kInteger = 4, kFraction = 8, kString = 16, kArray = 32,
                       kObject = 64, kNumber = kInteger | kFraction, kAnyType = 127;

/// The nodes of Tables by number.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kAnything = 0; ///< a node without a constraint; always there
inline constexpr std::uint32_t kNoLimit = UINT32_MAX;

/// A part of one of the Tables.
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

/// A property that a node names or requires. A node's properties end with one more whose name nothing equals,
/// so that walking on from a match needs no test for the end.
struct Property {
    json::ExpectedName expected; ///< the name, as the reader looks for it
    ShortText start;             ///< of the name
    std::string_view name;
    const Node* node = nullptr;
    std::uint64_t bit = 0; ///< its bit among its 64 neighbours
    bool named = true;     ///< false: only in `required`
    bool end = false;      ///< the one after the last
};

/// Whether a string surely passes its node's checks, all but maxLength. ShortText::kSize bytes can be read at
/// it, whatever its size is.
using StringTest = bool (*)(const Node& node, std::string_view value);

class Pattern;
struct Composition;

/// How many elements or members there may be.
struct Counts {
    std::uint64_t min_items = 0, max_items = UINT64_MAX, min_properties = 0, max_properties = UINT64_MAX;
};

/// A schema node, flattened. Only what its type calls for is looked at.
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

    /// What cannot be decided as the bytes come: the value is kept whole, and TreeEvaluator holds it against
    /// all that the node says. Null for most nodes.
    const Composition* composed = nullptr;
    std::uint32_t resource = 0; ///< Resource::number
    NodeIndex index = 0;

    std::uint32_t word_count() const { return (property_count + 63) / 64; }
};

/// A property whose presence calls for something.
struct Dependency {
    std::string_view name;
    const Node* schema = nullptr; ///< or null
    std::vector<std::string_view> required;
};

/// The keywords that take more than one look at a value (JSON Schema Core §10 and §11, Validation §6.4.3).
struct Composition {
    std::vector<const Node*> all; ///< `allOf`, and `$ref` beside other keywords
    std::vector<const Node*> any;
    std::vector<const Node*> one;
    const Node* negated = nullptr;   ///< `not`
    const Node* condition = nullptr; ///< `if`
    const Node* consequence = nullptr;
    const Node* alternative = nullptr;
    std::vector<Dependency> dependencies;
    std::vector<std::pair<const Pattern*, const Node*>> pattern_properties;
    const Node* property_names = nullptr;
    std::vector<const Node*> prefix_items;
    const Node* contains = nullptr;
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

/// What is said of a node outside the hot path.
struct NodeNote {
    std::string location; ///< JSON Pointer of the schema in its document
    std::string format;
    std::string pattern;
    std::string expected_values; ///< `one of queued, running`
    std::string expected_constant;
    std::string expected_known;
    /// Of a node that allows no value: what was expected instead. Not of the schema `false`.
    std::string expected_none;
    Evidence evidence = Evidence::documented;
    std::vector<std::pair<std::string, Evidence>> keyword_evidence;
};

/// What a set of schemas was compiled to. Its parts point into one another and never move.
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
    /// Of each list of more than kLongList values, by its first: canonical bytes, sorted.
    std::unordered_map<std::uint32_t, std::vector<std::string>> long_lists;
    std::deque<WordSet> word_sets;
    std::vector<Bounds> bounds;
    std::deque<Counts> counts;
    std::deque<Pattern> patterns;
    std::deque<Composition> applicators;
    /// Of nodes with more than kWide properties: the property by its name.
    std::unordered_map<const Node*, std::unordered_map<std::string_view, const Property*>> wide;
    /// `$dynamicAnchor` -> the schema that has it, by resource.
    std::map<std::string, std::map<std::uint32_t, const Node*>, std::less<>> dynamic_anchors;
    /// Whether what a schema means depends on the references that led to it: all is for TreeEvaluator then.
    bool is_dynamic = false;
    /// Whether a property that composed schemas do not name is reported.
    bool reports_undocumented = true;
    /// Whether a value that conforms may be told of all the same: `x-known-values`, `readOnly`, `writeOnly`.
    bool gives_advice = false;
    /// The schemas' bytes: names and values are views into them.
    std::vector<std::shared_ptr<const json::Document>> sources;
};

/// A schema, checked and resolved once so that many instances can be held against it. Several share their
/// Tables. Immutable: one Program serves any number of threads. Lengths count Unicode code points
/// (JSON Schema Validation §6.3).
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

/// Objects of more properties than this are looked up by hash.
inline constexpr std::uint32_t kWide = 24;
/// Lists of more values than this are searched, not walked.
inline constexpr std::uint32_t kLongList = 64;

} // namespace understudy::schema
