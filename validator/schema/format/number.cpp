#include "validator/schema/format/number.hpp"

#include <cstddef>

#include "validator/json/number.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

using json::Decimal;

// Removes the digits at the start of a text. Returns whether there was at least one.
bool take_digits(std::string_view& text) {
    const std::size_t before = text.size();
    while (!text.empty() && text::is_digit(text[0])) text.remove_prefix(1);
    return text.size() != before;
}

// RFC 8259 §6.
bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.starts_with('0'))
        text.remove_prefix(1);
    else if (!take_digits(text))
        return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!take_digits(text)) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (!take_digits(text)) return false;
    }
    return text.empty();
}

bool is_integer_within(std::string_view literal, const Decimal& least, const Decimal& most) {
    if (!is_number(literal) || !json::is_integer(literal)) return false;
    const Decimal number = Decimal::parse(literal);
    return least <= number && number <= most;
}

// `limit` is the smallest number that rounds to infinity.
bool is_magnitude_below(std::string_view literal, const Decimal& limit) {
    if (!is_number(literal)) return false;
    Decimal number = Decimal::parse(literal);
    number.negative = false;
    return number < limit;
}

} // namespace

bool is_int32(std::string_view literal) {
    static const Decimal kLeast = Decimal::parse("-2147483648"), kMost = Decimal::parse("2147483647");
    return is_integer_within(literal, kLeast, kMost);
}

bool is_int64(std::string_view literal) {
    static const Decimal kLeast = Decimal::parse("-9223372036854775808"),
                         kMost = Decimal::parse("9223372036854775807");
    return is_integer_within(literal, kLeast, kMost);
}

bool is_float(std::string_view literal) {
    static const Decimal kLimit = Decimal::parse("340282356779733661637539395458142568448"); // 2^128 - 2^103
    return is_magnitude_below(literal, kLimit);
}

bool is_double(std::string_view literal) {
    static const Decimal kLimit = Decimal::parse( // 2^1024 - 2^970
        "17976931348623158079372897140530341507993413271003782693617377898044496829276475094664901797758720"
        "70963302864166928879109465555478519404026306574886715058206819089020007083836762738548458177115317"
        "64475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880"
        "177904174497792");
    return is_magnitude_below(literal, kLimit);
}

} // namespace understudy::schema
