#include "validator/intake/content_coding.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "validator/intake/har.hpp"
#include "validator/intake/mitmproxy.hpp"
#include "validator/text/base64.hpp"

namespace {

using namespace understudy;
using intake::undo_coding;

// `{"id": "1"}`, by another encoder.
const std::string kBase64 = "CwWAeyJpZCI6ICIxIn0D";
const std::string kBytes = *text::from_base64(kBase64);
const std::string kBody = "{\"id\": \"1\"}";

std::string body_of(const intake::Observation& observation) {
    return observation.unchecked ? std::string(intake::unchecked_kind(*observation.unchecked).name)
                                 : std::string(observation.body);
}

std::string body_in_har(const std::string& base64, const std::string& coding) {
    std::string found;
    intake::read_har(
        "a.har",
        {R"({"log": {"entries": [{"request": {"method": "GET", "url": "https://h/r"}, "response": {"status": 200,
             "headers": [{"name": "Content-Encoding", "value": ")" +
         coding + R"("}], "content": {"encoding": "base64", "text": ")" + base64 + R"("}}}]}})"},
        [&](intake::Observed&& each) { found = body_of(each.observations.front()); });
    return found;
}

std::string body_in_flow(const std::string& base64) {
    std::string found;
    intake::read_mitmproxy_flow(
        "f",
        {R"({"request": {"method": "GET", "host": "h", "path": "/r"}, "response": {"status_code": 200,
             "headers": [["content-encoding", "br"]], "content": ")" +
         base64 + R"("}})"},
        [&](intake::Observed&& each) { found = body_of(each.observations.front()); });
    return found;
}

BOOST_AUTO_TEST_SUITE(content_coding)

BOOST_AUTO_TEST_CASE(a_body_that_is_stored_decoded_stays_as_it_is) {
    for (const char* coding : {"", "gzip", "br", "BR"})
        for (const char* body : {"", "{}", "{\"id\":", "text"})
            BOOST_TEST(undo_coding(body, coding).value_or("damaged") == body, coding);
    BOOST_TEST(body_in_har(text::to_base64(kBody), "br") == kBody);
    BOOST_TEST(body_in_har(kBase64, "gzip") == kBytes); // nothing tells that it is Brotli
}

BOOST_AUTO_TEST_CASE(brotli_is_read_if_it_is_there) {
    const bool is_there = intake::brotli_decoder() != nullptr;
    BOOST_TEST(undo_coding(kBytes, "br").value_or("damaged") == (is_there ? kBody : "damaged"));
    BOOST_TEST(body_in_har(kBase64, "Br") == (is_there ? kBody : "body-damaged"));
    BOOST_TEST(body_in_flow(kBase64) == (is_there ? kBody : "body-damaged"));
    BOOST_TEST((intake::undecodable_words().find("without") == std::string_view::npos) == is_there);
}

BOOST_AUTO_TEST_CASE(brotli_that_is_damaged_is_no_body) {
    for (std::size_t size = 3; size < kBytes.size(); ++size)
        BOOST_TEST(!undo_coding(kBytes.substr(0, size), "br").has_value(), size);
    BOOST_TEST(!undo_coding(kBytes + "x", "br").has_value());
    BOOST_TEST(body_in_har(text::to_base64(kBytes.substr(0, 9)), "br") == "body-damaged");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
