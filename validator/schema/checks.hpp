#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "validator/schema/breach.hpp"
#include "validator/schema/program.hpp"

namespace understudy::schema {

/// `string or null`.
std::string type_words(Types types);
/// `a string`, of one type.
const char* found_words(Types type);

/// The checks of one value by itself, and how a breach is told of: what the two evaluators share. `at` is
/// where the value begins in the reader's buffer.
class Checks {
public:
    explicit Checks(const Tables& tables) : tables_(tables) {}

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

    const Tables& tables_;
    BreachSink* sink_ = nullptr; ///< null: only the verdict is asked for

private:
    bool listed(Slice slice, json::Kind kind, bool boolean, std::string_view text) const;
    bool listed_number(Slice slice, const json::Decimal& number) const;
    bool check_words(const Node& node, const char* at, json::Kind kind, bool boolean, std::string_view text,
                     std::string_view value);
    bool check_bounds(const Node& node, const char* at, std::string_view literal,
                      const json::Decimal& number);
};

} // namespace understudy::schema
