#include "server/http/head_ending.hpp"

#include <array>
#include <cstdio>

namespace understudy::http {
namespace {

/// IMF-fixdate (RFC 9110 §5.6.7), which must not depend on the locale.
std::string date_field(std::time_t second) {
    static constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&second, &utc);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                  days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                  months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                  utc.tm_sec);
    return text.data();
}

} // namespace

HeadEnding::HeadEnding(std::time_t second)
    : plain(date_field(second) + "\r\n"),
      keep_alive(date_field(second) + "Connection: keep-alive\r\n\r\n"),
      close(date_field(second) + "Connection: close\r\n\r\n") {}

const std::shared_ptr<const HeadEnding>& HeadEndings::now() {
    const std::time_t second = std::time(nullptr);
    if (second != second_) {
        ending_ = std::make_shared<const HeadEnding>(second);
        second_ = second;
    }
    return ending_;
}

} // namespace understudy::http
