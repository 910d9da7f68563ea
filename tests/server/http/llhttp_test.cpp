// The request corpus of nodejs/llhttp against a running server, in one write and a byte at a time.
//
// Each case is accepted (the handler gets all its messages, in full) or refused (an error reply and a close)
// as it is labelled. llhttp leaves Host to its user, where RFC 9112 §3.2 wants one: cases without any are
// given one, or all would be refused for that alone.

#include <rapidjson/document.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "server/http/syntax.hpp"
#include "tests/server/http/case_file.hpp"
#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;

struct Deviation {
    std::string_view name;
    std::string_view verdict; ///< ours
    std::string_view why;
};

// Names are the corpus's own. What is not in here goes as labelled.
constexpr std::array deviations = {
    Deviation{"HTTP protocol and ANNOUNCE method", "accepted",
              "RFC 9110 §9.1: which methods there are is the handler's to say"},
    Deviation{"Invalid method", "accepted", "RFC 9110 §9.1: the same"},
    Deviation{"Headers separated by LF", "refused",
              "RFC 9112 §2.2: LF alone may be taken for a line end; it is not"},
    Deviation{"Missing CR between headers", "refused", "RFC 9112 §2.2: the same"},
    Deviation{"Line folding in header value with LF", "refused",
              "RFC 9112 §2.2 and §5.2: the same, and obs-fold"},
    Deviation{"M-SEARCH request", "refused", "RFC 9112 §3.2.4: asterisk-form is for OPTIONS alone"},
    Deviation{"PRI request HTTP2", "refused", "RFC 9112 §3.2.4: the same"},
    Deviation{"SOURCE request with ICE", "refused", "RFC 9112 §2.3: the protocol is HTTP"},
    Deviation{"OPTIONS request with RTSP", "refused", "RFC 9112 §2.3: the same"},
    Deviation{"ANNOUNCE request with RTSP", "refused", "RFC 9112 §2.3: the same"},
    Deviation{"No HTTP version", "refused", "RFC 9112 §3: a request line has a version"},
    Deviation{"POST with `chunked` as last transfer-encoding", "refused",
              "RFC 9112 §6.1: 501 for a coding that is not understood"},
    Deviation{"POST with `chunked` as last transfer-encoding (multiple headers)", "refused",
              "RFC 9112 §6.1: the same"},
    Deviation{"`host:port` and basic auth", "refused",
              "RFC 9110 §4.2.4: userinfo is to be treated as an error"},
    Deviation{"Content-Length reset when no body is received", "cut short",
              "RFC 9112 §6.3: the next 123 bytes are the body; llhttp is told to skip it"},
};

struct LlhttpCase {
    std::string name;
    std::string bytes;
    bool accept;
    unsigned messages;
};

std::string from_base64(std::string_view text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0, count = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == alphabet.npos) break;
        bits = bits << 6 | static_cast<unsigned>(digit);
        if ((count += 6) >= 8) bytes += static_cast<char>(bits >> (count -= 8));
    }
    return bytes;
}

std::string with_host(std::string bytes) {
    std::string lower = bytes;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lower.find("\nhost:") != lower.npos) return bytes;
    constexpr std::string_view line_end = " HTTP/1.1\r\n", host = "Host: llhttp\r\n";
    for (auto at = bytes.find(line_end); at != bytes.npos; at = bytes.find(line_end, at + line_end.size()))
        bytes.insert(at + line_end.size(), host);
    return bytes;
}

std::vector<LlhttpCase> load(const std::string& path) {
    const std::string json = read_file(path);
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    BOOST_REQUIRE(document.IsArray());
    std::vector<LlhttpCase> cases;
    for (const auto& row : document.GetArray()) {
        if (!row["lenient"].IsNull()) continue;
        cases.push_back({row["name"].GetString(), with_host(from_base64(row["raw_b64"].GetString())),
                         std::string_view(row["expect"].GetString()) == "accept",
                         row["messages_complete"].GetUint()});
    }
    return cases;
}

struct Outcome {
    unsigned handled = 0; ///< requests that the handler got
    bool refused = false; ///< for more than an early end of input
    bool replies_after_refusal = false;
};

Outcome send(const LlhttpCase& each, bool bytewise) {
    Running running([](const Request&) { return Reply::make(204, {}, {}); }); // HEAD is among them
    Client client(running.endpoint());
    bytewise ? client.send_bytewise(each.bytes) : client.send(each.bytes);
    client.finish_sending();
    Outcome outcome;
    bool ended = false;
    while (const auto response = client.read_response_or_end()) {
        outcome.replies_after_refusal |= ended;
        if (response->status == 204) ++outcome.handled;
        ended = response->status != 204;
        outcome.refused |= ended && response->body.find("request-incomplete") == std::string::npos;
    }
    return outcome;
}

/// How it went; "as labelled" if it did.
std::string_view judge(const LlhttpCase& each, const Outcome& outcome) {
    if (outcome.replies_after_refusal) return "answered after a refusal";
    if (!each.accept) return outcome.handled <= each.messages ? "as labelled" : "accepted";
    if (outcome.handled >= each.messages && (each.messages > 0 || !outcome.refused)) return "as labelled";
    return outcome.refused ? "refused" : "cut short";
}

std::string_view expected(const LlhttpCase& each) {
    for (const Deviation& deviation : deviations) {
        if (deviation.name == each.name) return deviation.verdict;
    }
    return "as labelled";
}

BOOST_AUTO_TEST_SUITE(llhttp)

BOOST_AUTO_TEST_CASE(requests) {
    const char* const variable = std::getenv("UNDERSTUDY_SUITES");
    const std::string path =
        std::string(variable ? variable : UNDERSTUDY_SUITES) + "/http1/llhttp-requests.json";
    if (!std::filesystem::exists(path)) {
        std::cout << "skipped, 1 suite absent: " << path << std::endl;
        return;
    }
    const auto cases = load(path);
    BOOST_REQUIRE(cases.size() > 100);
    std::size_t agreed = 0;
    for (const auto& each : cases) {
        BOOST_TEST_CONTEXT(each.name) {
            BOOST_TEST(judge(each, send(each, false)) == expected(each));
            BOOST_TEST(judge(each, send(each, true)) == expected(each));
        }
        if (expected(each) == "as labelled") ++agreed;
    }
    std::cout << "llhttp: " << cases.size() << " cases, " << agreed << " as labelled, " << deviations.size()
              << " deviations\n";
    BOOST_TEST(cases.size() == agreed + deviations.size()); // no deviation is listed in vain
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
