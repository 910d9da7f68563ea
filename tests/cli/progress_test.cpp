#include "cli/progress.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

namespace {

using namespace understudy::cli;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(the_line_says_how_much_how_fast_and_how_long) {
    for (const auto& [advance, seconds, expected, text] :
         std::vector<std::tuple<ProgressUpdate, double, std::optional<std::uint64_t>, std::string>>{
             {{0, 0, 0}, 1, {}, "0 documents, 0 MB/s"},
             {{1, 2'000'000, 2'000'000}, 2, {}, "1 document, 1 MB/s"},
             {{1'234'567, 824'000'000, 300}, 2, 1000, "1,234,567 documents, 412 MB/s, 30 %, 5 s left"},
             {{999, 0, 1000}, 3, 1000, "999 documents, 0 MB/s, 100 %, 0 s left"},
             {{1000, 0, 1500}, 3, 1000, "1,000 documents, 0 MB/s, 100 %, 0 s left"},
             {{5, 0, 1}, 1, 100, "5 documents, 0 MB/s, 1 %, 1 min 39 s left"},
             {{5, 0, 1}, 1, 10'000, "5 documents, 0 MB/s, 0 %, 2 h 46 min left"},
             {{5, 0, 0}, 0, 100, "5 documents"},
             {{5, 0, 1}, 1, 0, "5 documents, 0 MB/s"}})
        BOOST_TEST(progress_text(advance, seconds, expected) == text);
}

BOOST_AUTO_TEST_CASE(it_comes_late_seldom_and_only_on_a_terminal) {
    Progress::Clock::time_point now{};
    const auto clock = [&] { return now; };
    std::ostringstream err;
    {
        Progress shown(err, true, clock);
        shown.expect(100);
        now += 499ms;
        shown.update({1, 1, 1});
        shown.clear();
        BOOST_TEST(err.str() == "");
        now += 1ms;
        BOOST_TEST(shown.is_due());
        shown.update({7, 1'000'000, 50});
        BOOST_TEST(err.str() == "\r7 documents, 2 MB/s, 50 %, 1 s left\x1b[K");
        now += 249ms;
        BOOST_TEST(!shown.is_due());
        shown.update({8, 1, 1});
        BOOST_TEST(err.str().find("8 documents") == std::string::npos);
        now += 1ms;
        shown.update({9, 1, 1});
        BOOST_TEST(err.str().find("\r9 documents") != std::string::npos);
    }
    BOOST_TEST(err.str().ends_with("\r\x1b[K")); // gone at its end
    std::ostringstream file;
    Progress silent(file, false, clock);
    now += 10s;
    silent.update({1, 1, 1});
    silent.clear();
    BOOST_TEST(file.str() == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
