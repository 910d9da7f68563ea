#include "validator/live/wait.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace understudy;
using std::chrono::seconds;
using Time = std::chrono::system_clock::time_point;

const Time kNow{seconds(1'700'000'000)}; // Tue, 14 Nov 2023 22:13:20 GMT

long asked(unsigned status, const live::Fields& fields) {
    const auto wait = live::asked_wait({status, fields, ""}, kNow);
    return wait ? static_cast<long>(wait->count()) : -1;
}

BOOST_AUTO_TEST_SUITE(wait)

BOOST_AUTO_TEST_CASE(retry_after_is_seconds_or_a_date) {
    BOOST_TEST(asked(429, {{"Retry-After", "7"}}) == 7000);
    BOOST_TEST(asked(503, {{"retry-after", "0"}}) == 0);
    BOOST_TEST(asked(503, {{"retry-after", "Tue, 14 Nov 2023 22:13:30 GMT"}}) == 10'000);
    BOOST_TEST(asked(503, {{"retry-after", "Tue, 14 Nov 2023 22:13:10 GMT"}}) == 0); // over
    BOOST_TEST(asked(503, {{"retry-after", "99999999999999"}}) == 365L * 24 * 3600 * 1000);
    for (const char* none : {"", "soon", "-1", "1.5", "7 seconds", "99999999999999999999999"})
        BOOST_TEST(asked(503, {{"retry-after", none}}) == -1, none);
}

BOOST_AUTO_TEST_CASE(a_reset_counts_where_nothing_is_left) {
    BOOST_TEST(asked(429, {{"X-RateLimit-Reset", "1700000005"}}) == 5000);
    BOOST_TEST(asked(429, {{"X-RateLimit-Reset", "30"}}) == 30'000);
    BOOST_TEST(asked(200, {{"X-RateLimit-Reset", "30"}}) == -1);
    BOOST_TEST(asked(200, {{"X-RateLimit-Remaining", "1"}, {"X-RateLimit-Reset", "30"}}) == -1);
    BOOST_TEST(asked(200, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "30"}}) == 30'000);
    BOOST_TEST(asked(429, {{"Retry-After", "2"}, {"X-RateLimit-Reset", "30"}}) == 2000);
    BOOST_TEST(asked(429, {{"X-RateLimit-Reset", "99999999999999999"}}) > 0);
    BOOST_TEST(asked(429, {}) == -1);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
