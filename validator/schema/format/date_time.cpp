#include "validator/schema/format/date_time.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

template <class Word>
Word load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

static_assert(std::endian::native == std::endian::little, "the first character is the lowest byte");

constexpr std::uint64_t kEach = 0x0101010101010101U;
constexpr std::uint64_t kHigh = 0x80 * kEach;

constexpr std::uint64_t word(const char (&text)[9]) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 8; i-- > 0;) bytes = (bytes << 8U) | static_cast<unsigned char>(text[i]);
    return bytes;
}

// Eight characters of a fixed shape: a digit where `shape` has a 0, else what `shape` has. Each digit's byte
// in `values` gets the number that it makes with the next digit.
template <std::uint64_t kShape>
bool match_shape(const char* at, std::uint64_t& values) {
    // Added to the difference, this sets the high bit of each byte that is above its limit: 9 for a digit, or
    // 0.
    constexpr std::uint64_t kRoom = [] {
        std::uint64_t room = 0;
        for (unsigned i = 0; i < 64; i += 8)
            room |= std::uint64_t{((kShape >> i) & 0xFFU) == '0' ? 0x7FU - 9 : 0x7FU} << i;
        return room;
    }();
    const std::uint64_t difference = load<std::uint64_t>(at) ^ kShape;
    values = difference * 10 + (difference >> 8U);
    return ((difference | ((difference & ~kHigh) + kRoom)) & kHigh) == 0;
}

unsigned byte(std::uint64_t bytes, unsigned index) {
    return (bytes >> (8 * index)) & 0xFFU;
}

bool is_leap(unsigned year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool has_day(unsigned year, unsigned month, unsigned day) {
    if (day <= 28) return day != 0;
    constexpr std::array<unsigned, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= kDays[month] + (month == 2 && is_leap(year) ? 1U : 0U);
}

// Reads time-offset, in minutes to subtract for UTC. `text` is everything after the seconds.
bool parse_offset(std::string_view text, int& minutes) {
    minutes = 0;
    if (text.size() == 1) return text[0] == 'Z' || text[0] == 'z';
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    if (!text::is_digit(text[1]) || !text::is_digit(text[2]) || !text::is_digit(text[4]) ||
        !text::is_digit(text[5]))
        return false;
    const int hour = (text[1] - '0') * 10 + (text[2] - '0');
    const int minute = (text[4] - '0') * 10 + (text[5] - '0');
    minutes = (hour * 60 + minute) * (text[0] == '+' ? 1 : -1);
    return hour <= 23 && minute <= 59;
}

// Reads the text after `YYYY-MM-DDTHH:MM`: seconds and the offset. `minute_of_day` is local.
bool is_rest_of_time(std::string_view text, unsigned minute_of_day) {
    if (text[0] != ':' || !text::is_digit(text[1]) || !text::is_digit(text[2])) return false;
    std::size_t at = 3;
    if (text[at] == '.') {
        const std::size_t first = ++at;
        while (at < text.size() && text::is_digit(text[at])) ++at;
        if (at == first) return false;
    }
    const bool leap_second = text[1] == '6' && text[2] == '0';
    if (text[1] > '5' && !leap_second) return false;
    text.remove_prefix(at);
    int offset = 0;
    if (!parse_offset(text, offset)) return false;
    constexpr int kDay = 24 * 60;
    return !leap_second || (static_cast<int>(minute_of_day) - offset + kDay) % kDay == kDay - 1;
}

// Reads elements of 1*DIGIT and a unit. The first may have any of `units`, and each further one must have the
// very next unit. False if there are no elements, or anything but the end or a `T` follows.
bool read_elements(std::string_view text, std::size_t& at, std::string_view units) {
    bool first = true;
    while (at < text.size() && text::is_digit(text[at])) {
        while (at < text.size() && text::is_digit(text[at])) ++at;
        if (at == text.size()) return false;
        const std::size_t unit = units.find(text[at]);
        if (unit == std::string_view::npos || (!first && unit != 0)) return false;
        units.remove_prefix(unit + 1);
        first = false;
        ++at;
    }
    return !first;
}

} // namespace

bool is_date_time(std::string_view text) {
    std::uint64_t date = 0;
    std::uint64_t time = 0;
    if (text.size() < 20 || !match_shape<word("0000-00-")>(text.data(), date)) return false;
    const bool small_t = text[10] == 't';
    if (!(small_t ? match_shape<word("00t00:00")>(text.data() + 8, time)
                  : match_shape<word("00T00:00")>(text.data() + 8, time)))
        return false;
    const unsigned month = byte(date, 5);
    const unsigned hour = byte(time, 3);
    const unsigned minute = byte(time, 6);
    if (month < 1 || month > 12 || hour > 23 || minute > 59) return false;
    if (!has_day(byte(date, 0) * 100 + byte(date, 2), month, byte(time, 0))) return false;
    text.remove_prefix(16);
    return is_rest_of_time(text, hour * 60 + minute);
}

bool is_date(std::string_view text) {
    std::uint64_t date = 0;
    if (text.size() != 10 || !match_shape<word("0000-00-")>(text.data(), date)) return false;
    if (!text::is_digit(text[8]) || !text::is_digit(text[9])) return false;
    const unsigned month = byte(date, 5);
    const auto day = static_cast<unsigned>((text[8] - '0') * 10 + (text[9] - '0'));
    return month >= 1 && month <= 12 && has_day(byte(date, 0) * 100 + byte(date, 2), month, day);
}

bool is_time(std::string_view text) {
    if (text.size() < 9 || text[2] != ':') return false;
    for (const std::size_t i : {0U, 1U, 3U, 4U})
        if (!text::is_digit(text[i])) return false;
    const auto hour = static_cast<unsigned>((text[0] - '0') * 10 + (text[1] - '0'));
    const auto minute = static_cast<unsigned>((text[3] - '0') * 10 + (text[4] - '0'));
    return hour <= 23 && minute <= 59 && is_rest_of_time(text.substr(5), hour * 60 + minute);
}

bool is_duration(std::string_view text) {
    if (text.empty() || text[0] != 'P') return false;
    std::size_t at = 1;
    if (text.back() == 'W') return read_elements(text, at, "W") && at == text.size();
    const bool time_only = text.substr(1).starts_with('T');
    if (!time_only && !read_elements(text, at, "YMD")) return false;
    if (at == text.size()) return true;
    if (text[at++] != 'T') return false;
    return read_elements(text, at, "HMS") && at == text.size();
}

} // namespace understudy::schema
