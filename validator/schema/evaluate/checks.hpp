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

/// The budget of steps for one document, so that no schema and no value can make it take for ever. Steps are
/// counted and not timed, so the same document always ends the same way.
class Effort {
public:
    /// A step is one look at a value that is kept whole, or something that costs as much.
    void begin(std::size_t bytes) { left_ = kLeast + kOfByte * bytes; }
    bool is_spent() const { return left_ == 0; }
    /// False if there were not that many left.
    bool spend(std::uint64_t steps) {
        left_ -= std::min(left_, steps);
        return left_ != 0;
    }

private:
    static constexpr std::uint64_t kLeast = 1'000'000, kOfByte = 32;
    std::uint64_t left_ = 0;
};

/// Thrown if the caller needs only a verdict and none can be reached. It never leaves a TreeEvaluator.
struct Undecided {
    const char* reason;
};

/// The part that the two evaluators share: the checks of one value by itself, and the report of a breach.
/// `at` is where the value begins in the reader's buffer.
class Checks {
public:
    Checks(const Tables& tables, Effort& effort) : tables_(tables), effort_(effort) {}

protected:
    ~Checks() = default;

    /// A breach at the value at hand, with its pointers and its offset.
    virtual Breach located(Rule rule, const char* at) const = 0;

    // Each returns whether the value conforms. Advice (x-known-values) does not decide that.
    bool check_null(const Node& node, const char* at);
    bool check_boolean(const Node& node, const char* at, bool value);
    bool check_string(const Node& node, const char* at, std::string_view value);
    bool check_number(const Node& node, const char* at, std::string_view literal);
    /// Whether an array's or object's type is right, and no enum or const of scalars forbids it.
    bool check_container(const Node& node, const char* at, Types type);
    bool check_item_count(const Node& node, const char* at, std::uint64_t count);
    bool check_property_count(const Node& node, const char* at, std::uint64_t count);

    bool wrong_type(const Node& node, const char* at, Types type, std::string_view value);
    /// Reports the breach and returns false. `keyword` is a literal. `value` is a string's text, or with
    /// `is_text` false as written.
    bool report(const Node& node, Rule rule, std::string_view keyword, const char* at, std::string expected,
                std::string found, std::string_view value = {}, bool is_text = true);
    void report_duplicate(const char* at);
    /// Pattern::search(), or `limit` at once if too many searches of this document have been given up.
    Pattern::Result search(const Pattern& pattern, std::string_view text);

    const Tables& tables_;
    Effort& effort_;
    BreachSink* sink_ = nullptr; ///< null: only the verdict is needed

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
