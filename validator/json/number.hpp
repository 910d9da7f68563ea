#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::json {

/// A JSON number, exact: digits × 10^exponent. Numbers are compared as decimals and never as doubles, so
/// 9007199254740993 is not 9007199254740992, and 0.1 is exactly a tenth.
struct Decimal {
    bool negative = false;
    std::string digits;        ///< no leading and no trailing zero; empty for zero
    std::int64_t exponent = 0; ///< of the last digit; 0 for zero

    /// `literal` is a number by RFC 8259 §6. An exponent too large for 64 bits is held at the limit.
    static Decimal parse(std::string_view literal);

    friend bool operator==(const Decimal&, const Decimal&) = default;
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
};

/// Whether `number` is a multiple of `divisor`, which is not zero: exact, whatever their size.
bool is_multiple(const Decimal& number, const Decimal& divisor);

/// Whether a number literal has no fractional part: 2, 2.0 and 20e-1 all do not (JSON Schema Core §4.2.3).
bool is_integer(std::string_view literal);

/// The value of a number literal that is a whole number of 64 bits without a sign: 3, 3.0 and 30e-1 are.
std::optional<std::uint64_t> to_unsigned(std::string_view literal);

} // namespace understudy::json
