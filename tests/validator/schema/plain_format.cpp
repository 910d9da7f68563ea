#include "tests/validator/schema/plain_format.hpp"

#include <chrono>
#include <cstdlib>
#include <map>
#include <regex>
#include <stdexcept>

#include "validator/text/utf8.hpp"

namespace understudy::test {
namespace {

bool is_uuid(const std::string& text) {
    static const std::regex kShape("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    return std::regex_match(text, kShape);
}

bool is_date_time(const std::string& text) {
    // Cheaper than the expression, which would match none of these either.
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return false;
    static const std::regex kShape(
        "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?([Zz]|([+-])([0-9]{"
        "2}):([0-9]{2}))");
    std::smatch part;
    if (!std::regex_match(text, part, kShape)) return false;
    const auto number = [&](std::size_t i) { return part[i].matched ? std::atoi(part[i].str().c_str()) : 0; };
    using namespace std::chrono;
    const year_month_day date(year(number(1)), month(static_cast<unsigned>(number(2))),
                              day(static_cast<unsigned>(number(3))));
    const int hour = number(4), minute = number(5), second = number(6);
    if (!date.ok() || hour > 23 || minute > 59 || number(10) > 23 || number(11) > 59) return false;
    if (second <= 59) return true;
    const int offset = (number(10) * 60 + number(11)) * (part[9] == "-" ? -1 : 1);
    const int utc = (hour * 60 + minute - offset + 2 * 24 * 60) % (24 * 60);
    return second == 60 && utc == 23 * 60 + 59;
}

constexpr const char* kOctet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
constexpr const char* kDays = "([0-9]+D|[0-9]+M([0-9]+D)?|[0-9]+Y([0-9]+M([0-9]+D)?)?)";
constexpr const char* kSeconds = "T([0-9]+S|[0-9]+M([0-9]+S)?|[0-9]+H([0-9]+M([0-9]+S)?)?)";
constexpr const char* kPointer = "(/([^/~]|~[01])*)*";

// Formats that one expression tells whole.
const std::map<std::string_view, std::regex>& expressions() {
    const auto join = [](auto... parts) { return std::regex((std::string() + ... + parts)); };
    static const std::map<std::string_view, std::regex> kShapes = {
        {"duration", join("P([0-9]+W|", kDays, "(", kSeconds, ")?|", kSeconds, ")")},
        {"ipv4", join(kOctet, "\\.", kOctet, "\\.", kOctet, "\\.", kOctet)},
        {"json-pointer", join(kPointer)},
        {"relative-json-pointer", join("(0|[1-9][0-9]*)(#|", kPointer, ")")},
        {"byte", join("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")},
    };
    return kShapes;
}

} // namespace

bool has_plain_check(std::string_view format) {
    for (const std::string_view known : {"uuid", "date-time", "date", "time"})
        if (known == format) return true;
    return expressions().contains(format);
}

bool is_of_format(std::string_view format, const std::string& text) {
    if (format == "uuid") return is_uuid(text);
    if (format == "date-time") return is_date_time(text);
    if (format == "date") return is_date_time(text + "T00:00:00Z");
    if (format == "time") return is_date_time("2024-01-01T" + text);
    if (const auto expression = expressions().find(format); expression != expressions().end())
        return text::find_invalid_utf8(text) == text.size() && std::regex_match(text, expression->second);
    throw std::runtime_error("no plain check of the format " + std::string(format));
}

} // namespace understudy::test
