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

/// Counts in how many documents each thing that a schema documents was seen: its properties; null, where they
/// may be null; and the strings, numbers and booleans of an `enum` or `x-known-values`. One Evaluator fills
/// it (Evaluator::watch()).
///
/// Counting costs a few instructions for each object, and not for each value. When an object ends, its
/// evaluator has the properties that came as a set of bits. The counter remembers the few sets that come
/// again and again (PresencePattern), with the number of documents that had each; items() adds them up. Only
/// listed values and linked fields are looked at one by one.
///
/// The constructor walks the program path by path, and makes a FieldSlot of each path and an ObjectSlots of
/// each object or array. All schemas that apply to one value share its slot, so an `allOf` of ten counts
/// once.
///
/// The counter also holds the values that `x-links` compares, because it sees every value with its path.
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
    /// Further items are not counted: a schema of references can stand for any number of paths.
    static constexpr std::size_t kMostItems = 20000;

    struct Options {
        std::vector<Link> links = {};       ///< held in every document, and reported at its end
        std::vector<std::string> kept = {}; ///< paths whose values kept() gives; a path that the schema does
                                            ///< not know has none
        bool counts = true;                 ///< whether anything is counted
    };

    /// Throws std::invalid_argument if a link names a path that the schema does not document.
    explicit CoverageCounter(const Program& program, Options options);
    explicit CoverageCounter(const Program& program) : CoverageCounter(program, Options()) {}
    CoverageCounter(const CoverageCounter&) = delete;
    CoverageCounter& operator=(const CoverageCounter&) = delete;

    std::uint64_t documents() const { return document_; }
    const std::vector<Item>& items() const;
    /// The instances from here to end_items() are the items of one document.
    void begin_items() {
        ++document_;
        step_ = 0;
    }
    void end_items() { step_ = 1; }
    /// LinkedValues::kept(), of Options::kept.
    const LinkedValues::Value* kept(std::size_t index) const { return links_.kept(index); }
    /// Whether there are such paths, and the schema documents all of them.
    bool knows_all_kept() const { return knows_all_kept_; }

    // ---- For the evaluator

    struct ObjectSlots;
    struct Values;
    /// A path: what there is to count at it, and where to look below it.
    struct FieldSlot {
        ObjectSlots* object = nullptr; ///< null: none is documented
        ObjectSlots* array = nullptr;
        Values* values = nullptr;
        std::size_t field = SIZE_MAX; ///< its items, or SIZE_MAX
        std::size_t null = SIZE_MAX;
        std::size_t tag = SIZE_MAX; ///< of LinkedValues, or SIZE_MAX
    };
    /// A set of properties that some documents had, a bit for each of ObjectSlots::fields.
    struct PresencePattern {
        std::uint64_t seen = 0, nulls = 0, documents = 0;

        bool is(std::uint64_t seen_there, std::uint64_t nulls_there) const {
            return seen == seen_there && nulls == nulls_there;
        }
    };
    /// An object's properties, or an array's elements, which share one slot.
    struct ObjectSlots {
        std::vector<FieldSlot> fields;
        std::vector<std::string_view> names;                       ///< of `fields`
        std::unordered_map<std::string_view, std::size_t> by_name; ///< if there are many
        std::uint64_t watched =
            0; ///< the fields with values or a tag, a bit each; with more than 64, 1 if any has
        std::uint64_t document = 0;               ///< the last one that had this object
        std::size_t pattern = 0;                  ///< index of that document's pattern
        std::vector<PresencePattern> patterns{1}; ///< kMostPatterns at most
        std::size_t oldest_pattern = 0;           ///< index of the one that makes room for the next
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
    /// `copies`: the texts that are added do not last until end().
    void begin(bool copies) {
        document_ += step_;
        if (has_links_) links_.begin(copies);
    }
    void end(BreachSink& sink);
    void add_linked(const FieldSlot& slot, json::Kind kind, std::string_view text, std::size_t offset,
                    const Indices& indices) {
        if (slot.tag != SIZE_MAX) links_.add(slot.tag, kind, text, offset, indices);
    }
    /// Counts an object of up to 64 fields that had these properties, or an array that had elements (bit 0).
    /// The properties in `nulls` were null.
    void add(ObjectSlots& slots, std::uint64_t seen, std::uint64_t nulls) {
        if (slots.document == document_) {
            // Not the first one in this document: the properties of all of them count together.
            --slots.patterns[slots.pattern].documents;
            seen |= slots.patterns[slots.pattern].seen;
            nulls |= slots.patterns[slots.pattern].nulls;
        }
        slots.document = document_;
        if (!slots.patterns[slots.pattern].is(seen, nulls)) slots.pattern = find_pattern(slots, seen, nulls);
        ++slots.patterns[slots.pattern].documents;
    }
    /// The same for one field of any object, but slower.
    void add_one(const FieldSlot& slot) { count(slot.field); }
    void add_null(const FieldSlot& slot) { count(slot.null); }
    /// A string, a number's literal, `true` or `false`.
    void add_value(const Values& values, json::Kind kind, std::string_view text);
    /// Counts everything in a value that was kept whole.
    void add_tree(const FieldSlot& slot, const json::Value& value, Indices indices = {});

private:
    class Build;

    void count(std::size_t item);
    static constexpr std::size_t kMostPatterns = 16;
    void settle(const ObjectSlots& slots, PresencePattern& pattern) const;
    std::size_t find_pattern(ObjectSlots& slots, std::uint64_t seen, std::uint64_t nulls) const;
    static const FieldSlot* find(const ObjectSlots& slots, std::string_view name);

    LinkedValues links_;
    bool has_links_;
    bool knows_all_kept_ = false;
    FieldSlot root_;
    mutable std::deque<ObjectSlots> object_slots_; // items() settles them
    std::deque<Values> values_;
    std::vector<std::uint64_t> last_document_; // of each item
    mutable std::vector<Item> items_;
    std::uint64_t document_ = 0;
    std::uint64_t step_ = 1; // from one instance to the next
};

} // namespace understudy::schema
