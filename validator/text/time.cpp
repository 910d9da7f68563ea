#include "validator/text/time.hpp"

#include <charconv>
#include <chrono>

namespace understudy::text {
namespace {

// Removes `size` digits from the start and returns their number; nothing if they are not digits.
std::optional<int> take_number(std::string_view& text, std::size_t size) {
    int number = 0;
    if (text.size() < size) return std::nullopt;
    for (const char c : text.substr(0, size)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(size);
    return number;
}

bool take(std::string_view& text, std::string_view one_of) {
    if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<int> take_fraction(std::string_view& text) {
    if (!take(text, ".")) return 0;
    int milliseconds = 0;
    int unit = 100;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, unit /= 10)
        milliseconds += (text[digits] - '0') * unit;
    text.remove_prefix(digits);
    if (digits == 0) return std::nullopt;
    return milliseconds;
}

std::optional<int> take_offset(std::string_view& text) {
    if (take(text, "Zz")) return 0;
    const int sign = text.starts_with('-') ? -1 : 1;
    if (!take(text, "+-")) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

std::string padded(int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

} // namespace

std::optional<Time> parse_time(std::string_view text) {
    using namespace std::chrono;
    const auto years = take_number(text, 4);
    if (!years || !take(text, "-")) return std::nullopt;
    const auto months = take_number(text, 2);
    if (!months || !take(text, "-")) return std::nullopt;
    const auto days = take_number(text, 2);
    if (!days || !take(text, "Tt ")) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || !take(text, ":")) return std::nullopt;
    const auto seconds = take_number(text, 2);
    const auto fraction = take_fraction(text);
    const auto offset = take_offset(text);
    if (!seconds || !fraction || !offset || !text.empty()) return std::nullopt;
    const year_month_day date(year(*years), month(static_cast<unsigned>(*months)),
                              day(static_cast<unsigned>(*days)));
    if (!date.ok() || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    const Time day_start = sys_days(date).time_since_epoch().count() * Time{86'400'000};
    return day_start + ((*hours * 60 + *minutes - *offset) * Time{60} + *seconds) * 1000 + *fraction;
}

std::string time_text(Time time) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds(time)};
    const auto day_start = floor<days>(point);
    const year_month_day date(day_start);
    const hh_mm_ss clock(point - day_start);
    return padded(static_cast<int>(date.year()), 4) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(date.day())), 2) + "T" +
           padded(static_cast<int>(clock.hours().count()), 2) + ":" +
           padded(static_cast<int>(clock.minutes().count()), 2) + ":" +
           padded(static_cast<int>(clock.seconds().count()), 2) + "." +
           padded(static_cast<int>(clock.subseconds().count()), 3) + "Z";
}

} // namespace understudy::text
