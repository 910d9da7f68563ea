// Every case of tests/data/http, over a socket in one write, over a socket a byte at a time, and straight
// into a RequestReader a byte at a time: the same verdict each time.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>

#include "server/http/request_reader.hpp"
#include "tests/server/http/case_file.hpp"
#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;

const std::vector<Case> cases = load_cases();

std::string quoted(const std::string& slug) {
    return std::string("\"urn:understudy:problem:").append(slug).append("\"");
}

void check_replies(const Case& each, Client& client) {
    if (each.half_close) client.finish_sending();
    Received last;
    for (std::size_t i = 0; i < each.statuses.size(); ++i) {
        last = client.read_response();
        BOOST_TEST(last.status == each.statuses[i]);
        if (i < each.bodies.size()) BOOST_TEST(last.body == each.bodies[i]);
    }
    if (!each.problem.empty()) {
        BOOST_TEST(last.field("Content-Type") == "application/problem+json");
        BOOST_TEST(last.body.find(quoted(each.problem)) != std::string::npos, last.body);
    }
    if (each.closes) {
        BOOST_TEST(last.field("Connection") == "close");
        BOOST_TEST(client.read_to_end() == "");
    } else if (!each.half_close) {
        client.send(get("/still-there"));
        BOOST_TEST(client.read_response().body == "GET /still-there test\n");
    }
}

BOOST_AUTO_TEST_SUITE(cases_)

BOOST_AUTO_TEST_CASE(there_are_some) {
    BOOST_TEST(cases.size() > 100);
}

BOOST_DATA_TEST_CASE(in_one_write, boost::unit_test::data::make(cases), each) {
    Running running(echo, case_limits());
    Client client(running.endpoint());
    client.send(each.request);
    check_replies(each, client);
}

BOOST_DATA_TEST_CASE(a_byte_at_a_time, boost::unit_test::data::make(cases), each) {
    Running running(echo, case_limits());
    Client client(running.endpoint());
    client.send_bytewise(each.request);
    check_replies(each, client);
}

BOOST_DATA_TEST_CASE(in_memory_a_byte_at_a_time, boost::unit_test::data::make(cases), each) {
    const ConnectionLimits limits = case_limits();
    RequestReader reader(limits);
    std::vector<unsigned> statuses;
    bool open = true;
    for (const char byte : each.request) {
        if (!open) break;
        reader.room().front() = byte;
        reader.fill(1);
        auto next = reader.next();
        if (next == RequestReader::Next::request) {
            statuses.push_back(200);
            open = reader.keep_alive();
            next = reader.next();
        }
        if (next == RequestReader::Next::refused) {
            statuses.push_back(reader.refusal().status);
            open = false;
        }
    }
    // The end of input is the connection's to judge.
    if (each.half_close && open && reader.stage() != RequestReader::Stage::idle) statuses.push_back(400);
    BOOST_TEST(statuses == each.statuses, boost::test_tools::per_element());
    if (!each.half_close) BOOST_TEST(open == !each.closes);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
