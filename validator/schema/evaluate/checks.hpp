#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"
#include "validator/schema/pattern/pattern.hpp"

namespace understudy::schema {

/// `string or null`.
std::string type_words(Types types);
/// `a string`, of one type.
const char* found_words(Types type);

/// The one bit of a value's type.
Types type_of(const json::Value& value);

/// What may be spent on a document, so that no schema and no value can make it take for ever. Counted and not
/// timed: the same document always ends the same way.
class Effort {
public:
    /// A step is a look at a value that is kept whole, or what costs as much.
    void begin(std::size_t bytes) { left_ = kLeast + kOfByte * bytes; }
    bool is_spent() const { return left_ == 0; }
    /// False where there was not that much.
    bool spend(std::uint64_t steps) {
        left_ -= std::min(left_, steps);
        return left_ != 0;
    }

private:
    static constexpr std::uint64_t kLeast = 1'000'000, kOfByte = 32;
    std::uint64_t left_ = 0;
};

/// Thrown where only a verdict is asked for and there is none. It never leaves a TreeEvaluator.
struct Undecided {
    const char* reason;
};

/// The checks of one value by itself, and how a breach is told of: what the two evaluators share. `at` is
/// where the value begins in the reader's buffer.
class Checks {
public:
    Checks(const Tables& tables, Effort& effort) : tables_(tables), effort_(effort) {}

protected:
    ~Checks() = default;

    /// A breach at the value at hand, with its pointers and its offset.
    virtual Breach located(Rule rule, const char* at) const = 0;

    // Each says whether the value conforms, which advice (x-known-values) does not decide.
    bool check_null(const Node& node, const char* at);
    bool check_boolean(const Node& node, const char* at, bool value);
    bool check_string(const Node& node, const char* at, std::string_view value);
    bool check_number(const Node& node, const char* at, std::string_view literal);
    /// Of an array or object: whether its type is right, and an enum or const of scalars absent.
    bool check_container(const Node& node, const char* at, Types type);
    bool check_item_count(const Node& node, const char* at, std::uint64_t count);
    bool check_property_count(const Node& node, const char* at, std::uint64_t count);

    bool wrong_type(const Node& node, const char* at, Types type, std::string_view value);
    /// False, and the breach told of.
    bool report(const Node& node, Rule rule, std::string_view keyword, const char* at, std::string expected,
                std::string found, std::string_view value = {});
    void report_duplicate(const char* at);
    /// Pattern::search(), and `limit` at once where too many searches of this document were given up.
    Pattern::Result search(const Pattern& pattern, std::string_view text);

    const Tables& tables_;
    Effort& effort_;
    BreachSink* sink_ = nullptr; ///< null: only the verdict is asked for

private:
    bool listed(Slice slice, json::Kind kind, bool boolean, std::string_view text) const;
    bool listed_among_many(Slice slice, json::Kind kind, bool boolean, std::string_view text) const;
    bool listed_number(Slice slice, const json::Decimal& number) const;
    bool check_words(const Node& node, const char* at, json::Kind kind, bool boolean, std::string_view text,
                     std::string_view value);
    bool check_bounds(const Node& node, const char* at, std::string_view literal,
                      const json::Decimal& number);
};

} // namespace understudy::schema
