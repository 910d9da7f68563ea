#include "validator/json/yaml/yaml_scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace understudy::json {
namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";
constexpr std::string_view kDigits = "0123456789";

template <std::size_t N>
bool is_any(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> kTrue = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> kFalse = {"false", "False", "FALSE"};
constexpr std::array<std::string_view, 3> kInfinity = {".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> kNan = {".nan", ".NaN", ".NAN"};

YamlScalar number(std::string literal) {
    return {Kind::number, false, std::move(literal), ""};
}
YamlScalar refused(std::string reason) {
    return {Kind::string, false, "", std::move(reason)};
}

std::string_view take_digits(std::string_view& text) {
    const std::size_t size = std::min(text.find_first_not_of(kDigits), text.size());
    const std::string_view digits = text.substr(0, size);
    text.remove_prefix(size);
    return digits;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

bool is_exponent(std::string_view text) {
    if (!take(text, "eE")) return false;
    take(text, "+-");
    return !take_digits(text).empty() && text.empty();
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
std::optional<std::string> decimal(std::string_view text) {
    std::string literal = text.starts_with('-') ? "-" : "";
    take(text, "+-");
    std::string_view whole = take_digits(text);
    const bool point = take(text, ".");
    const std::string_view fraction = point ? take_digits(text) : std::string_view();
    if (whole.empty() && fraction.empty()) return std::nullopt;
    if (!text.empty() && !is_exponent(text)) return std::nullopt;
    // JSON has no leading zero, and a digit on each side of the point.
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    literal += whole.empty() ? "0" : whole;
    if (point) (literal += '.') += fraction.empty() ? "0" : fraction;
    return literal += text;
}

// 0x [0-9a-fA-F]+ and 0o [0-7]+, which have no sign.
std::optional<YamlScalar> hexadecimal_or_octal(std::string_view text) {
    const bool octal = text.starts_with("0o");
    if (!octal && !text.starts_with("0x")) return std::nullopt;
    text.remove_prefix(2);
    const std::string_view legal = octal ? "01234567" : "0123456789abcdefABCDEF";
    if (text.empty() || text.find_first_not_of(legal) != std::string_view::npos) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, octal ? 8 : 16);
    if (error != std::errc()) return refused("a hexadecimal or octal number of more than 64 bits");
    return number(std::to_string(value));
}

YamlScalar resolve_plain(std::string_view text) {
    if (is_any(text, kNull)) return {Kind::null, false, "", ""};
    if (is_any(text, kTrue)) return {Kind::boolean, true, "", ""};
    if (is_any(text, kFalse)) return {Kind::boolean, false, "", ""};
    std::string_view unsigned_text = text;
    take(unsigned_text, "+-");
    if (is_any(unsigned_text, kInfinity)) return refused("JSON has no infinity");
    if (is_any(text, kNan)) return refused("JSON has no \"not a number\"");
    if (auto scalar = hexadecimal_or_octal(text)) return *std::move(scalar);
    if (auto literal = decimal(text)) return number(*std::move(literal));
    return {};
}

struct Tag {
    std::string_view name;
    Kind kind;
    std::string_view expected;
};
constexpr std::array<Tag, 4> kScalarTags = {{{"null", Kind::null, "!!null: expected null"},
                                             {"bool", Kind::boolean, "!!bool: expected true or false"},
                                             {"int", Kind::number, "!!int: expected an integer"},
                                             {"float", Kind::number, "!!float: expected a number"}}};

} // namespace

YamlScalar resolve_scalar(std::string_view text, bool plain, std::string_view tag) {
    if (tag.empty()) return plain ? resolve_plain(text) : YamlScalar{};
    if (tag == "!") return {}; // YAML 1.2.2 §6.9.1: the content never resolves it
    if (!tag.starts_with(kTagPrefix)) return refused(std::string(kUnknownTag));
    tag.remove_prefix(kTagPrefix.size());
    if (tag == "str") return {};
    for (const Tag& known : kScalarTags) {
        if (known.name != tag) continue;
        YamlScalar scalar = resolve_plain(text);
        if (!scalar.refusal.empty()) return scalar;
        const bool whole = scalar.literal.find_first_of(".eE") == std::string::npos;
        const bool fits = scalar.kind == known.kind && (tag != "int" || whole);
        return fits ? scalar : refused(std::string(known.expected) + "; found something else");
    }
    if (tag == "seq" || tag == "map") return refused("!!seq and !!map cannot tag a scalar");
    return refused(std::string(kUnknownTag));
}

bool is_tag_of(Kind kind, std::string_view tag) {
    // "!" requests the kind that the node already has.
    return tag.empty() || tag == "!" ||
           tag == std::string(kTagPrefix) + (kind == Kind::array ? "seq" : "map");
}

} // namespace understudy::json
