// What only a look into the reader shows: what it holds back, and what it gives back.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "server/http/request_reader.hpp"
#include "tests/server/http/case_file.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
using Next = RequestReader::Next;
using Stage = RequestReader::Stage;

void fill(RequestReader& reader, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto room = reader.room();
        const auto size = std::min(room.size(), bytes.size());
        std::copy_n(bytes.begin(), size, room.begin());
        reader.fill(size);
        bytes.remove_prefix(size);
        if (!bytes.empty()) BOOST_REQUIRE((reader.next() == Next::more));
    }
}

/// All that comes of the bytes, given in pieces of at most `piece` each; 0 for all at once.
std::string outcome(std::string_view bytes, std::size_t piece) {
    const ConnectionLimits limits = case_limits();
    RequestReader reader(limits);
    std::string log;
    while (!bytes.empty()) {
        const auto room = reader.room();
        const auto size = std::min({room.size(), bytes.size(), piece == 0 ? bytes.size() : piece});
        std::copy_n(bytes.begin(), size, room.begin());
        reader.fill(size);
        bytes.remove_prefix(size);
        auto next = reader.next();
        for (; next == Next::request; next = reader.next()) {
            const Request& request = reader.request();
            log.append(request.method).append(" ").append(request.target).append(" ").append(request.host);
            for (const Field& field : request.fields) log.append(field.name).append(field.value);
            log.append(request.body).append(reader.keep_alive() ? "\n" : " close\n");
        }
        if (next == Next::refused) return log.append(reader.refusal().slug);
    }
    return log;
}

/// Whether nothing is left over of the bytes, and nothing refused: more can follow.
bool is_whole(std::string_view bytes) {
    const ConnectionLimits limits = case_limits();
    RequestReader reader(limits);
    const auto room = reader.room();
    if (bytes.size() > room.size()) return false;
    std::copy_n(bytes.begin(), bytes.size(), room.begin());
    reader.fill(bytes.size());
    auto next = reader.next();
    while (next == Next::request) next = reader.next();
    return next == Next::more && reader.stage() == Stage::idle;
}

/// The same bytes with one of them changed, dropped, doubled or moved.
std::string mutated(std::string bytes, std::minstd_rand& random) {
    constexpr std::string_view favourites{"\r\n :;,0aF\"\t\0", 12};
    const auto at = random() % bytes.size();
    switch (random() % 4) {
        case 0:
            bytes[at] = favourites[random() % favourites.size()];
            break;
        case 1:
            bytes.erase(at, 1);
            break;
        case 2:
            bytes.insert(at, 1, bytes[at]);
            break;
        default:
            std::swap(bytes[at], bytes[random() % bytes.size()]);
    }
    return bytes;
}

BOOST_AUTO_TEST_SUITE(request_reader)

BOOST_AUTO_TEST_CASE(however_the_bytes_are_cut_the_outcome_is_the_same) {
    const auto cases = load_cases();
    std::minstd_rand random(1); // NOLINT: the same every time
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = cases[random() % cases.size()].request;
        if (bytes.empty()) continue;
        for (auto changes = random() % 3; changes > 0 && !bytes.empty(); --changes)
            bytes = mutated(bytes, random);
        const auto whole = outcome(bytes, 0);
        for (const std::size_t piece : {1U, 2U, 3U, 7U}) BOOST_REQUIRE_EQUAL(outcome(bytes, piece), whole);
    }
}

BOOST_AUTO_TEST_CASE(what_came_before_changes_nothing) {
    const auto cases = load_cases();
    std::minstd_rand random(2); // NOLINT: the same every time
    int followed = 0, repeated = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::string& first = cases[random() % cases.size()].request;
        if (!is_whole(first)) continue;
        std::string second = random() % 2 == 0 ? first : cases[random() % cases.size()].request;
        if (random() % 2 == 0 && !second.empty()) second = mutated(second, random);
        const auto alone = outcome(first, 0) + outcome(second, 0);
        for (const std::size_t piece : {0U, 1U, 7U})
            BOOST_REQUIRE_EQUAL(outcome(first + second, piece), alone);
        ++followed;
        repeated += first == second ? 1 : 0;
    }
    BOOST_TEST(followed > 1'000);
    BOOST_TEST(repeated > 100);
}

BOOST_AUTO_TEST_CASE(it_says_what_it_waits_for) {
    const ConnectionLimits limits;
    RequestReader reader(limits);
    BOOST_TEST((reader.stage() == Stage::idle));
    fill(reader, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n");
    BOOST_TEST((reader.next() == Next::more));
    BOOST_TEST((reader.stage() == Stage::head));
    fill(reader, "\r\n");
    BOOST_TEST((reader.next() == Next::more));
    BOOST_TEST((reader.stage() == Stage::body));
    fill(reader, "hi");
    BOOST_TEST((reader.next() == Next::request));
    BOOST_TEST((reader.next() == Next::more));
    BOOST_TEST((reader.stage() == Stage::idle));
}

BOOST_AUTO_TEST_CASE(the_head_survives_a_body_that_moves_the_buffer) {
    const ConnectionLimits limits;
    RequestReader reader(limits);
    const std::string body(300'000, 'x');
    fill(reader,
         "POST /path?query HTTP/1.1\r\nHost: test\r\nX-Key: value\r\nContent-Length: 300000\r\n\r\n" + body);
    BOOST_TEST((reader.next() == Next::request));
    const Request& request = reader.request();
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.target == "/path?query");
    BOOST_TEST(request.host == "test");
    BOOST_TEST(request.field("x-key") == "value");
    BOOST_TEST((request.body == body));
}

BOOST_AUTO_TEST_CASE(a_large_request_leaves_no_large_buffer) {
    const ConnectionLimits limits;
    RequestReader reader(limits);
    const std::size_t at_first = reader.room().size();
    fill(reader, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(15'000, 'x') + "\r\n\r\n");
    BOOST_TEST((reader.next() == Next::request));
    BOOST_TEST((reader.next() == Next::more));
    BOOST_TEST(reader.room().size() == at_first);
}

BOOST_AUTO_TEST_CASE(room_is_there_whatever_the_buffer_holds) {
    const ConnectionLimits limits;
    RequestReader reader(limits);
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(16'000, 'x') + "\r\n\r\n";
    for (const char byte : head) {
        const auto room = reader.room();
        BOOST_REQUIRE(!room.empty());
        BOOST_REQUIRE(room.size() <= 32U * 1024);
        room.front() = byte;
        reader.fill(1);
        if (reader.next() == Next::request) return;
    }
    BOOST_ERROR("no request");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
