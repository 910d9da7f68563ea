#include "validator/json/number.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <charconv>
#include <limits>

namespace understudy::json {
namespace {

// Far beyond any number that is written out, and far from overflow when digits are added to it.
constexpr std::int64_t kExponentLimit = std::numeric_limits<std::int64_t>::max() / 4;

std::int64_t parse_exponent(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        value = text.front() == '-' ? -kExponentLimit : kExponentLimit;
    return std::clamp(value, -kExponentLimit, kExponentLimit);
}

// The exponent of the first digit: where the number starts, whatever its length.
std::int64_t magnitude(const Decimal& number) {
    return number.exponent + static_cast<std::int64_t>(number.digits.size());
}

std::strong_ordering compare_magnitudes(const Decimal& a, const Decimal& b) {
    if (const auto order = magnitude(a) <=> magnitude(b); std::is_neq(order)) return order;
    // Without trailing zeros, the digits of equal magnitude compare as text.
    return a.digits <=> b.digits;
}

} // namespace

Decimal Decimal::parse(std::string_view literal) {
    Decimal number;
    if (literal.front() == '-') {
        number.negative = true;
        literal.remove_prefix(1);
    }
    const std::size_t e = literal.find_first_of("eE");
    if (e != std::string_view::npos) number.exponent = parse_exponent(literal.substr(e + 1));
    bool in_fraction = false;
    for (const char c : literal.substr(0, e)) {
        if (c == '.') {
            in_fraction = true;
            continue;
        }
        if (in_fraction) --number.exponent;
        if (c != '0' || !number.digits.empty()) number.digits += c;
    }
    while (!number.digits.empty() && number.digits.back() == '0') {
        number.digits.pop_back();
        ++number.exponent;
    }
    if (number.digits.empty()) number = Decimal{};
    return number;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (a.digits.empty() || b.digits.empty() || a.negative != b.negative) {
        const int sign_a = a.digits.empty() ? 0 : a.negative ? -1 : 1;
        const int sign_b = b.digits.empty() ? 0 : b.negative ? -1 : 1;
        return sign_a <=> sign_b;
    }
    return a.negative ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
}

bool is_multiple(const Decimal& number, const Decimal& divisor) {
    using Integer = boost::multiprecision::cpp_int;
    if (number.digits.empty()) return true;
    // Neither ends in zero: without a power of ten on its side, the number lacks the divisor's factors of
    // ten.
    if (number.exponent < divisor.exponent) return false;
    const Integer modulus(divisor.digits);
    Integer rest = 0;
    constexpr std::size_t kPiece = 18; // digits that fit a word
    for (std::size_t at = 0; at < number.digits.size(); at += kPiece) {
        const std::string piece = number.digits.substr(at, kPiece);
        rest = (rest * Integer("1" + std::string(piece.size(), '0')) + std::stoull(piece)) % modulus;
    }
    const Integer zeros = Integer(number.exponent) - divisor.exponent;
    const Integer power = powm(Integer(10), zeros, modulus);
    return Integer(rest * power) % modulus == 0;
}

bool is_integer(std::string_view literal) {
    for (const char c : literal)
        if (c == '.' || c == 'e' || c == 'E') return Decimal::parse(literal).exponent >= 0;
    return true;
}

std::optional<std::uint64_t> to_unsigned(std::string_view literal) {
    const Decimal number = Decimal::parse(literal);
    constexpr std::int64_t kMostDigits = std::numeric_limits<std::uint64_t>::digits10 + 1;
    if (number.negative || number.exponent < 0 || magnitude(number) > kMostDigits) return std::nullopt;
    const std::string digits = number.digits + std::string(static_cast<std::size_t>(number.exponent), '0');
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) return std::nullopt;
    return value; // no digit at all is zero
}

} // namespace understudy::json
