// Forty secrets, each planted where they come to light in real bodies: not a byte of one may come out.

#include <openssl/evp.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "server/record/recording.hpp"
#include "server/record/redactor.hpp"
#include "tests/server/record/canaries.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using record::Redactor;
using test::canaries;
namespace data = boost::unit_test::data;

std::string quoted(const std::string& text) {
    std::string json;
    json::write_string(text, json);
    return json;
}

std::string base64(const std::string& text) {
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                        reinterpret_cast<const unsigned char*>(text.data()),
                                                        static_cast<int>(text.size()))));
    return out;
}

std::string redacted(const std::string& body) {
    static const record::Pseudonyms kPseudonyms("");
    return Redactor(kPseudonyms, {}).body(json::Document::parse("", body).root());
}

// The secret itself, or all of its letters and digits with other things between them.
bool is_in(const std::string& text, const std::string& secret) {
    return text.find(secret) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(canary)

BOOST_AUTO_TEST_CASE(there_are_forty) {
    BOOST_TEST(canaries.size() >= 40U);
}

BOOST_DATA_TEST_CASE(it_does_not_come_out, data::make(canaries), canary) {
    const std::string text = canary.before + canary.secret + canary.after;
    const std::string body = "{\"content\": " + quoted(text) + "}";
    const std::string in_json = "{\"arguments\": " + quoted(body) + "}";
    const std::string twice = "{\"a\": [" + quoted(in_json) + "]}";
    for (const std::string& planted : {body, in_json, twice}) {
        const std::string out = redacted(planted);
        BOOST_TEST(!is_in(out, canary.secret), out);
        BOOST_TEST(is_in(out, canary.before.substr(0, canary.before.find('\n')).substr(0, 4)) == true, out);
    }
    for (const std::string& hidden : {text, body}) {
        const std::string out = redacted("{\"data\": \"" + base64("file: " + hidden) + "\"}");
        BOOST_TEST(!is_in(out, base64("file: " + hidden).substr(0, base64("file: " + hidden).size() - 4)),
                   out);
    }
}

BOOST_AUTO_TEST_CASE(under_a_telling_name_a_value_is_one) {
    for (const char* name : {"password", "client_secret", "apiKey", "X-Api-Key", "accessToken",
                             "authorization", "privateKey", "db_connection_string"})
        for (const char* value : {"zX81kk02qT", "aB3dE6gH9jK2", "4f9dkq83jfk2l0s8"}) {
            const std::string out = redacted("{\"" + std::string(name) + "\": \"" + value + "\"}");
            BOOST_TEST(!is_in(out, value), out);
            BOOST_TEST(is_in(out, name), out);
        }
    BOOST_TEST(!is_in(redacted(R"({"caller_phone": 13125550142})"), "13125550142"));
    BOOST_TEST(!is_in(redacted(R"({"userNumber": "3125550142"})"), "3125550142"));
}

BOOST_AUTO_TEST_CASE(a_credential_that_was_sent_is_nowhere) {
    static const record::Pseudonyms kPseudonyms("");
    record::RedactOptions options;
    options.secrets = {"plainword"};
    options.enumerated = {"status"};
    Redactor redactor(kPseudonyms, options);
    const std::string out = redactor.body(
        json::Document::parse("", R"({"status": "plainword", "x": "a plainword b", "plainword": 1})").root());
    BOOST_TEST(!is_in(out, "plainword"), out);
    BOOST_TEST(!is_in(redactor.text("x: plainword"), "plainword"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
