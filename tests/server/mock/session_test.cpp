// Sessions under many threads.

#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/server/mock/mock_and_admin.hpp"

namespace {

using namespace understudy;

http::Request request(std::string_view method, std::string_view target, std::span<const http::Field> fields) {
    return {method, target, "127.0.0.1", fields, {}};
}

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(each_thread_sees_the_life_of_its_own_session) {
    test::MockAndAdmin mock;
    const http::Field fields[] = {{"X-API-Key", "any"}};
    const std::string run = "/noxus/v1/runs/11111111-1111-4111-8111-111111111111";
    const auto life = [&](const std::string& base) {
        std::vector<std::string> bodies;
        for (int i = 0; i < 4; ++i)
            bodies.emplace_back(mock.answer(request("GET", base + run, fields))->body());
        return bodies;
    };
    const auto expected = life("");
    BOOST_TEST_REQUIRE(expected.front() != expected.back());
    std::atomic<int> wrong = 0;
    const auto hammer = [&](int thread) {
        for (int round = 0; round < 50; ++round) {
            const std::string id = "t" + std::to_string(thread) + "-" + std::to_string(round);
            const std::string body = R"({"id":")" + id + R"("})";
            http::Request make = request("POST", "/__admin/sessions", {});
            make.body = body;
            if (mock.answer(make)->status() != 201) ++wrong;
            if (life("/s/" + id) != expected) ++wrong;
            const auto count = mock.answer(request("GET", "/s/" + id + "/__admin/requests", {}));
            if (count->body().find(R"("meta":{"total":4})") == std::string_view::npos) ++wrong;
            if (mock.answer(request("DELETE", "/__admin/sessions/" + id, {}))->status() != 200) ++wrong;
            if (mock.answer(request("GET", "/s/" + id + run, fields))->status() != 404) ++wrong;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back(hammer, i);
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(there_are_not_more_sessions_than_the_bound) {
    const mock::CredentialMask mask;
    mock::Sessions sessions({}, mask);
    for (std::size_t i = 0; i < mock::Sessions::kMost; ++i) sessions.create("", 1'000, 0);
    BOOST_CHECK_THROW(sessions.create("", 0, 1'000), std::runtime_error);
    sessions.create("late", 0, 1'001);
    BOOST_TEST(sessions.all(1'001).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
