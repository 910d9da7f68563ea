// Forty secrets, each planted where they come to light in real bodies: not a byte of one may come out.

#include <openssl/evp.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "server/record/recording.hpp"
#include "server/record/redactor.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using record::Redactor;
namespace data = boost::unit_test::data;

struct Canary {
    std::string kind;
    std::string before, secret, after;
};
std::ostream& operator<<(std::ostream& stream, const Canary& canary) {
    return stream << canary.kind;
}

const std::vector<Canary> canaries = {
    {"E.164 phone", "call ", "+13125550142", " now"},
    {"phone with blanks", "call ", "+44 20 7946 0958", ""},
    {"phone with dots", "", "+49.30.901820", ""},
    {"North American phone", "at ", "(312) 555-0142", "."},
    {"phone with hyphens", "at ", "312-555-0142", ""},
    {"bare phone", "from ", "13125550142", ""},
    {"phone behind a word", "phone: ", "3125550142", ""},
    {"national phone", "unter ", "030 901820 77", ""},
    {"e-mail", "write to ", "nadia.ferrante@freight.example.com", " soon"},
    {"e-mail with a tag", "<", "ops+billing@example.org", ">"},
    {"e-mail, internationalized", "", "zoë@exämple.de", ""},
    {"bearer token", "Authorization: Bearer ", "mF_9.B5f-4.1JqM", ""},
    {"basic credential", "authorization: basic ", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", ""},
    {"JWT", "", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", ""},
    {"AWS key id", "AKIA", "IOSFODNN7EXAMPLE", ""},
    {"AWS session key id", "ASIA", "Y34FZKBOKMUTVV7A", ""},
    {"Google key", "AIza", "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe", ""},
    {"sk- key", "sk-", "proj-4f9dkq83jfk2l0s8fj3kd9", ""},
    {"Stripe key", "sk_", "live_4eC39HqLyjWDarjtT1zdp7dc", ""},
    {"GitHub token", "ghp_", "16C7e42F292c6912E7710c838347Ae178B4a", ""},
    {"GitHub fine-grained token", "github_pat_", "11ABCDEFG0aBcDeFgHiJkL", ""},
    {"GitLab token", "glpat-", "ABCDEFG1234567hijklm", ""},
    {"Slack token", "xoxb-", "2048-4096-AbCdEfGhIjKl", ""},
    {"Hugging Face token", "hf_", "AbCdEfGhIjKlMnOpQrStUvWx", ""},
    {"npm token", "npm_", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", ""},
    {"SendGrid key", "SG.", "ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf", ""},
    {"PEM key", "-----BEGIN PRIVATE KEY-----\n", "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg",
     "\n-----END PRIVATE KEY-----"},
    {"password in a URL", "postgres://app:", "hunter2horse", "@db.example.com/runs"},
    {"key in a query", "https://example.com/cb?api_key=", "9f8a7b6c5d4e", "&x=1"},
    {"signature in a query", "https://bucket.example.com/f?X=1&signature=", "bWq2s1WEIj%2BYd", ""},
    {"password in a sentence", "my password is ", "Tr0ub4dor&3x", " ok"},
    {"password in a log", "password=", "correcthorse", " user=x"},
    {"secret in JSON-like text", "{'client_secret': '", "s3cr3tvalue99", "'}"},
    {"token in a log", "access_token: ", "ya29A0ARrdaM", ""},
    {"cookie in a log", "Set-Cookie: ", "session=38afes7a8", ""},
    {"payment card with blanks", "card ", "4111 1111 1111 1111", ""},
    {"payment card", "card ", "4111111111111111", ""},
    {"IBAN", "", "DE89 3704 0044 0532 0130 00", ""},
    {"social security number", "SSN ", "078-05-1120", ""},
    {"PIN", "the pin is ", "492817", ""},
    {"one-time password", "otp: ", "839201", ""},
};

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
