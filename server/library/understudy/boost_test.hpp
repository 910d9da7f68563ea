#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <understudy/mock.hpp>

/// For tests with Boost.Test: a mock for each test case, and checks of the requests that it received.
///
///     BOOST_FIXTURE_TEST_CASE(it_polls_to_the_end, understudy::MockFixture) {
///         poll(mock.base_url("noxus"));
///         UNDERSTUDY_TEST_ASKED(mock, "GET", "/noxus/v1/runs/11111111-1111-4111-8111-111111111111", 3);
///     }
namespace understudy {

/// Runs a mock for the length of a test case. To set other options, derive from it.
struct MockFixture {
    explicit MockFixture(const MockOptions& options = {}) : mock(options) {}

    Mock mock;
};

/// The number of requests with this method and path. `path` has no query.
inline std::size_t count_asked(const Mock& mock, std::string_view method, std::string_view path) {
    const auto all = mock.requests();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Mock::Request& each) {
        return each.method == method &&
               std::string_view(each.target).substr(0, each.target.find('?')) == path;
    }));
}

/// Passes if there were exactly `times` such requests. Otherwise the message lists all requests.
inline boost::test_tools::predicate_result was_asked(const Mock& mock, std::string_view method,
                                                     std::string_view path, std::size_t times) {
    const std::size_t asked = count_asked(mock, method, path);
    boost::test_tools::predicate_result result(asked == times);
    if (result) return result;
    result.message() << "expected " << method << ' ' << path << ' ' << times << " times; found " << asked;
    for (const Mock::Request& each : mock.requests())
        result.message() << "\n  " << each.method << ' ' << each.target << ' ' << each.status;
    return result;
}

/// Passes if a run answered every request, and each request obeyed its contract. Otherwise the message lists
/// those that did not.
inline boost::test_tools::predicate_result all_as_contracted(const Mock& mock) {
    boost::test_tools::predicate_result result(true);
    for (const Mock::Request& each : mock.requests()) {
        if (each.matched && each.note.empty()) continue;
        if (result) result = false;
        result.message() << "\n  " << each.method << ' ' << each.target << ' ' << each.status << ": "
                         << each.note;
    }
    return result;
}

} // namespace understudy

/// Checks the number of requests for a path, and that all requests obeyed their contracts.
#define UNDERSTUDY_TEST_ASKED(mock, method, path, times) \
    BOOST_TEST(::understudy::was_asked((mock), (method), (path), (times)))
#define UNDERSTUDY_TEST_AS_CONTRACTED(mock) BOOST_TEST(::understudy::all_as_contracted(mock))
