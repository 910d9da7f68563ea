#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::schema {

/// Notes which members of an object are known to the schemas that apply to it. A schema's names are entered
/// while it is evaluated, and taken back if it turns out not to apply. One thread at a time.
class NameLedger {
public:
    /// The sum of all entries for one object.
    struct Sum {
        bool names_some = false; ///< a schema names properties: others are not documented
        bool is_muted = false;
        std::vector<char> members; ///< kKnown, kNamed or 0; those behind the last are 0
        static constexpr char kKnown = 1, kNamed = 2;

        char member(std::size_t index) const { return index < members.size() ? members[index] : char{0}; }
    };
    using Sums = std::unordered_map<const json::Value*, Sum>;

    void clear() { entries_.clear(); }
    /// For forget(), which takes back all that was entered since.
    std::size_t mark() const { return entries_.size(); }
    void forget(std::size_t mark) { entries_.resize(mark); }

    /// A member that a schema allows without naming it, or names (its object has others then that are not).
    void add_known(const json::Value& object, std::size_t member) { add(object, member, kKnown); }
    void add_named(const json::Value& object, std::size_t member) { add(object, member, kNamed); }
    /// An object for which a schema names properties. The object need not have any of them.
    void add_names(const json::Value& object) { add(object, 0, kNames); }
    /// An object that does not conform: which schemas were meant is not known.
    void add_muted(const json::Value& object) { add(object, 0, kMuted); }

    Sums sums() const;

private:
    enum Kind : std::uint8_t { kKnown, kNamed, kNames, kMuted };
    struct Entry {
        const json::Value* object;
        std::size_t member;
        Kind kind;
    };

    void add(const json::Value& object, std::size_t member, Kind kind) {
        entries_.push_back({&object, member, kind});
    }

    std::vector<Entry> entries_;
};

} // namespace understudy::schema
