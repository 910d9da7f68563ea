#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/number.hpp"
#include "validator/schema/format.hpp"
#include "validator/schema/rule.hpp"
#include "validator/schema/short_text.hpp"

namespace understudy::schema {

/// A set of JSON types, a bit each. An integer is a number without a fraction, so `number` is two bits.
using Types = std::uint8_t;
inline constexpr Types kNull = 1, kBoolean = 2, kInteger = 4, kFraction = 8, kString = 16, kArray = 32,
                       kObject = 64, kNumber = kInteger | kFraction, kAnyType = 127;

/// The nodes of a Program by number.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kAnything = 0; ///< a node without a constraint; always there
inline constexpr std::uint32_t kNoLimit = UINT32_MAX;

/// A part of one of the Program's tables.
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
    ShortText start; ///< of the name
    std::string_view name;
    const Node* node = nullptr;
    std::uint64_t bit = 0; ///< its bit among its 64 neighbours
    bool named = true;     ///< false: only in `required`
    bool end = false;      ///< the one after the last
};

/// Whether a string surely passes its node's checks, all but maxLength. ShortText::kSize bytes can be read at
/// it, whatever its size is.
using StringTest = bool (*)(const Node& node, std::string_view value);

/// A schema node, flattened. Only what its type calls for is looked at.
struct Node {
    Types types = kAnyType;
    Unnamed unnamed = Unnamed::allowed;
    bool has_scalar_checks = false; ///< anything below that a string, number or word must pass
    std::uint32_t max_length = kNoLimit;
    StringTest passes = nullptr; ///< of a string that is not longer than max_length in bytes
    const WordSet* words = nullptr;
    std::uint32_t min_length = 0;
    std::uint32_t bounds = kNoLimit; ///< index of its `minimum` and `maximum`
    FormatCheck format = nullptr;
    Slice values;       ///< `enum`
    Slice known_values; ///< `x-known-values`

    const Property* properties = nullptr;
    std::uint32_t property_count = 0;
    std::uint32_t required_words = 0; ///< first of its words in Program::required_words: a bit a property
    const Node* additional = nullptr;
    const Node* items = nullptr;

    std::uint32_t word_count() const { return (property_count + 63) / 64; }
};

/// One scalar of an `enum`: a string decoded, a number by value, else the kind and `boolean` alone.
struct EnumValue {
    json::Kind kind = json::Kind::null;
    bool boolean = false;
    std::string_view text;
    json::Decimal number;
};

struct Bounds {
    bool has_minimum = false, has_maximum = false;
    json::Decimal minimum, maximum;
    std::string expected; ///< `at least 0 and at most 100`
};

/// What is said of a node outside the hot path.
struct NodeNote {
    std::string location; ///< JSON Pointer of the schema in its document
    std::string format;
    std::string expected_values; ///< `one of queued, running`
    std::string expected_known;
    Evidence evidence = Evidence::documented;
    std::vector<std::pair<std::string, Evidence>> keyword_evidence;
};

/// A schema, checked and resolved once so that many instances can be held against it.
///
/// Immutable after compile(): one Program serves any number of threads. Lengths count Unicode code points
/// (JSON Schema Validation §6.3). The tables are public to the engine that walks them, evaluator.hpp;
/// they point into one another and never move.
class Program {
public:
    Program() = default;
    Program(Program&&) noexcept = default; // moves the tables as a whole
    Program& operator=(Program&&) noexcept = default;

    const Node& root() const { return nodes[root_index]; }
    const Node& anything() const { return nodes[kAnything]; }
    const NodeNote& note(const Node& node) const {
        return notes[static_cast<std::size_t>(&node - nodes.data())];
    }
    Evidence evidence(const Node& node, std::string_view keyword) const;

    /// The property of that name, or nullptr.
    const Property* find_property(const Node& node, std::string_view name) const;

    NodeIndex root_index = kAnything;
    std::vector<Node> nodes;
    std::vector<NodeNote> notes; // as many as nodes
    std::vector<Property> properties;
    std::vector<std::uint64_t> required_words;
    std::vector<EnumValue> values;
    std::deque<WordSet> word_sets;
    std::vector<Bounds> bounds;
    /// Of nodes with more than kWide properties: the property by its name.
    std::unordered_map<const Node*, std::unordered_map<std::string_view, const Property*>> wide;
    /// The schema's bytes: names and values are views into them.
    std::shared_ptr<const json::Document> source;
};

/// Objects of more properties than this are looked up by hash.
inline constexpr std::uint32_t kWide = 24;

} // namespace understudy::schema
