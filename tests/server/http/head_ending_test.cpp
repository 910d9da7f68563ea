#include <boost/test/unit_test.hpp>

#include "server/http/head_ending.hpp"

namespace {

using namespace understudy::http;

BOOST_AUTO_TEST_SUITE(head_ending)

BOOST_AUTO_TEST_CASE(the_date_is_that_of_rfc_9110) {
    const HeadEnding ending(784111777);
    BOOST_TEST(ending.plain == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
    BOOST_TEST(ending.close == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: close\r\n\r\n");
    BOOST_TEST(ending.keep_alive == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: keep-alive\r\n\r\n");
    BOOST_TEST(HeadEnding(951782400).plain == "Date: Tue, 29 Feb 2000 00:00:00 GMT\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(one_that_is_held_outlives_its_second) {
    HeadEndings endings;
    const auto first = endings.now();
    const std::string text = first->plain;
    while (endings.now() == first) continue;
    BOOST_TEST(first->plain == text);
    BOOST_TEST(endings.now()->plain != text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
