#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/link.hpp"

namespace understudy::schema {

/// In how many documents each thing that a schema speaks of was seen: its properties, where they may be null
/// also null, and the values of an `enum` or `x-known-values` that are strings, numbers or booleans. One
/// Evaluator fills it (Evaluator::watch()).
///
/// Counting costs a few instructions an object, not a value: an evaluator knows which properties an object
/// had when it ends, and sets of properties that come again and again are counted once for many documents.
class CoverageCounter {
public:
    enum class Kind { field, null, value };
    struct Item {
        std::string path; ///< `sessions[].status`, as Breach::path
        Kind kind = Kind::field;
        std::string
            value; ///< of kind value: a string's text, or a number's or boolean's as the schema has it
        std::uint64_t documents = 0;
    };
    /// More are not counted: a schema of references can stand for any number of paths.
    static constexpr std::size_t kMostItems = 20000;

    struct Options {
        std::vector<Link> links = {};       ///< held in every document, and told of at its end
        std::vector<std::string> kept = {}; ///< paths whose values are wanted; of a document that has none,
                                            ///< and where the schema does not know the path, there are none
        bool counts = true;                 ///< whether what is seen is counted
    };

    /// Throws std::invalid_argument for a link that speaks of a path that the schema does not document.
    explicit CoverageCounter(const Program& program, Options options);
    explicit CoverageCounter(const Program& program) : CoverageCounter(program, Options()) {}
    CoverageCounter(const CoverageCounter&) = delete;
    CoverageCounter& operator=(const CoverageCounter&) = delete;

    std::uint64_t documents() const { return document_; }
    const std::vector<Item>& items() const;
    /// LinkedValues::kept(), of Options::kept.
    const LinkedValues::Value* kept(std::size_t index) const { return links_.kept(index); }
    /// Whether there are such paths, and the schema documents all of them.
    bool knows_all_kept() const { return knows_all_kept_; }

    // ---- For the evaluator

    struct ObjectSlots;
    struct Values;
    /// What may stand at one path.
    struct FieldSlot {
        ObjectSlots* object = nullptr; ///< null: none is documented
        ObjectSlots* array = nullptr;
        Values* values = nullptr;
        std::size_t field = SIZE_MAX; ///< its items, or SIZE_MAX
        std::size_t null = SIZE_MAX;
        std::size_t tag = SIZE_MAX; ///< of LinkedValues, or SIZE_MAX
    };
    /// What `documents` had in one trail, a bit a spot.
    struct PresencePattern {
        std::uint64_t seen = 0, nulls = 0, documents = 0;

        bool is(std::uint64_t seen_there, std::uint64_t nulls_there) const {
            return seen == seen_there && nulls == nulls_there;
        }
    };
    /// An object's properties, or an array's elements, which are its only spot.
    struct ObjectSlots {
        std::vector<FieldSlot> spots;
        std::vector<std::string_view> names;                       ///< of spots
        std::unordered_map<std::string_view, std::size_t> by_name; ///< of many spots
        std::uint64_t watched = 0;  ///< spots with values or a tag, a bit each; of more than 64, 1 for any
        std::uint64_t document = 0; ///< the last one that had it
        std::size_t shape = 0;      ///< that document's, of shapes
        std::vector<PresencePattern> shapes{1}; ///< kMostShapes at most
        std::size_t next_shape = 0;             ///< that makes room for another
    };
    struct Values {
        struct Value {
            json::Kind kind;
            std::string_view text;
            const json::Decimal* number; ///< the program's
            std::size_t item;            ///< of all with its text
        };
        std::vector<Value> list;
        std::unordered_map<std::string_view, std::size_t> by_text; ///< of many: the strings among them
    };

    const FieldSlot& root() const { return root_; }
    /// `copies`: texts that are added do not stay until end().
    void begin(bool copies) {
        ++document_;
        if (has_links_) links_.begin(copies);
    }
    void end(BreachSink& sink);
    void add_linked(const FieldSlot& spot, json::Kind kind, std::string_view text, std::size_t offset,
                    const Indices& indices) {
        if (spot.tag != SIZE_MAX) links_.add(spot.tag, kind, text, offset, indices);
    }
    /// An object that had these properties, of which some were null, or an array that had elements (bit 0);
    /// of up to 64 spots.
    void add(ObjectSlots& trail, std::uint64_t seen, std::uint64_t nulls) {
        if (trail.document == document_) {
            // Not the first in this document: what was seen before counts with it.
            --trail.shapes[trail.shape].documents;
            seen |= trail.shapes[trail.shape].seen;
            nulls |= trail.shapes[trail.shape].nulls;
        }
        trail.document = document_;
        if (!trail.shapes[trail.shape].is(seen, nulls)) trail.shape = find_shape(trail, seen, nulls);
        ++trail.shapes[trail.shape].documents;
    }
    /// Of any trail; slower.
    void add_one(const FieldSlot& spot) { count(spot.field); }
    void add_null(const FieldSlot& spot) { count(spot.null); }
    /// A string, a number's literal, `true` or `false`.
    void add_value(const Values& values, json::Kind kind, std::string_view text);
    /// A value that was kept whole.
    void add_tree(const FieldSlot& spot, const json::Value& value, Indices indices = {});

private:
    class Build;

    void count(std::size_t item);
    static constexpr std::size_t kMostShapes = 16;
    void settle(const ObjectSlots& trail, PresencePattern& shape) const;
    std::size_t find_shape(ObjectSlots& trail, std::uint64_t seen, std::uint64_t nulls) const;
    static const FieldSlot* find(const ObjectSlots& trail, std::string_view name);

    LinkedValues links_;
    bool has_links_;
    bool knows_all_kept_ = false;
    FieldSlot root_;
    mutable std::deque<ObjectSlots> trails_; // items() settles them
    std::deque<Values> values_;
    std::vector<std::uint64_t> last_document_; // of each item
    mutable std::vector<Item> items_;
    std::uint64_t document_ = 0;
};

} // namespace understudy::schema
