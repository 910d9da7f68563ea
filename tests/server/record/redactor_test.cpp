#include "server/record/redactor.hpp"

#include <boost/test/unit_test.hpp>

#include "validator/json/error.hpp"

namespace {

using namespace understudy;
using record::Pseudonyms;
using record::RedactOptions;
using record::Redactor;

const Pseudonyms& pseudonyms() {
    static const Pseudonyms kPseudonyms("a key for tests");
    return kPseudonyms;
}

std::string redacted(const std::string& body, RedactOptions options = {}) {
    return Redactor(pseudonyms(), std::move(options)).body(json::Document::parse("", body).root());
}

std::string text(const std::string& value) {
    return Redactor(pseudonyms(), {}).text(value);
}

// The same shape: letters for letters, digits for digits.
bool has_shape_of(std::string_view a, std::string_view b) {
    const auto kind = [](char c) {
        return c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : c >= '0' && c <= '9' ? '0' : c;
    };
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return kind(x) == kind(y); });
}

BOOST_AUTO_TEST_SUITE(redactor)

BOOST_AUTO_TEST_CASE(a_pseudonym_is_the_same_for_the_same_and_only_with_the_key) {
    const Pseudonyms same("a key for tests"), other("another"), random(""), random_too("");
    BOOST_TEST(pseudonyms().of("+13125550142") == same.of("+13125550142"));
    BOOST_TEST(pseudonyms().of("+13125550142") != other.of("+13125550142"));
    BOOST_TEST(random.of("+13125550142") != random_too.of("+13125550142"));
    BOOST_TEST(pseudonyms().of("+13125550142") != pseudonyms().of("+13125550143"));
}

// Patterns are for text: what is not UTF-8 is replaced as a whole.
BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf_8_are_replaced_as_a_whole) {
    for (const std::string bytes :
         {"call +13125550142 \xff", "\xf0\x9f\x98", "\x80 Bearer abcdef012345", "a\xed\xa0\x80"}) {
        const std::string shown = text(bytes);
        BOOST_TEST(shown.find("555") == std::string::npos);
        BOOST_TEST(shown.find("abcdef012345") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_pseudonym_keeps_the_shape) {
    for (const char* value : {"+1 (312) 555-0142", "Nadia Ferrante-O'Neil", "AKIAIOSFODNN7EXAMPLE", "x", "",
                              "1", "....", "a1B2-c3"})
        BOOST_TEST(has_shape_of(pseudonyms().of(value), value), value);
    BOOST_TEST(pseudonyms().of("Zoë").size() == 3U); // characters are counted, not bytes
    for (int i = 0; i < 200; ++i) {
        const std::string number = "+" + std::to_string(1'000'000'000 + i) + " 0" + std::to_string(i);
        const std::string other = pseudonyms().of(number);
        BOOST_TEST(has_shape_of(other, number));
        BOOST_TEST(other[1] != '0');
    }
}

BOOST_AUTO_TEST_CASE(an_address_stays_one_of_its_length) {
    for (const char* address :
         {"nadia.ferrante@freight-example.com", "a@b.co", "x+tag@mail.example.org", "ops@a-b.example"}) {
        const std::string other = pseudonyms().of_email(address);
        BOOST_TEST(other.size() == std::string(address).size(), other);
        BOOST_TEST(other.find('@') == std::string(address).find('@'));
        if (std::string(address).size() > 12) BOOST_TEST(other.ends_with(".test"), other);
    }
}

BOOST_AUTO_TEST_CASE(what_is_harmless_stays_as_it_is) {
    for (const char* value : {"completed",
                              "in-progress",
                              "11111111-1111-4111-8111-111111111111",
                              "2025-06-12T14:03:22.004Z",
                              "2025-06-12",
                              "14:03:22",
                              "3.14159265",
                              "rate of 2150.00 for 1200 miles",
                              "v1.2.3",
                              "MC 123456",
                              "load 48213",
                              "https://support.example.com/tickets/48213",
                              "The token was refused.",
                              "token_type",
                              "sha256:9f86d081884c7d659a2feaa0c55ad015",
                              "192.168.100.200",
                              "1754388060",
                              "carrier-sales-v12",
                              "#1234",
                              "10:30-11:45",
                              "I-80 W, exit 284",
                              "a = b",
                              "Passed: 12 of 12",
                              "SGVsbG8sIHdvcmxkIQ=="})
        BOOST_TEST(text(value) == value);
    const std::string body =
        R"({"a":[1,-2.50,1e400,true,null,"x"],"status":"completed","usage":{"total_tokens":1234,"token":7}})";
    BOOST_TEST(
        redacted(
            R"({"a": [1, -2.50, 1e400, true, null, "x"], "status": "completed", "count": {"total": 1234}})") ==
        R"({"a":[1,-2.50,1e400,true,null,"x"],"status":"completed","count":{"total":1234}})");
}

BOOST_AUTO_TEST_CASE(a_marked_name_is_replaced_wherever_it_is_said) {
    RedactOptions options;
    options.personal = {{"caller.name", "name"}, {"role", "name"}};
    options.enumerated = {"kind"};
    const std::string out = redacted(
        R"({"caller":{"name":"Nadia Ferrante"},"said":["Hi, this is Nadia.","Nadia Ferrante, agent","nadial"],"kind":"Nadia","role":"the agent"})",
        options);
    BOOST_TEST(out.find("Nadia.") == std::string::npos, out);
    BOOST_TEST(out.find("Ferrante") == std::string::npos, out);
    BOOST_TEST(out.find("nadial") != std::string::npos, out);  // another word
    BOOST_TEST(out.find(", agent") != std::string::npos, out); // no name by itself
    BOOST_TEST(out.find("\"kind\":\"Nadia\"") != std::string::npos, out);
    BOOST_TEST(out.find("the agent") == std::string::npos, out);
    const std::string first = pseudonyms().of("Nadia");
    BOOST_TEST(out.find("this is " + first + ".") != std::string::npos, out);
    BOOST_TEST(
        out.find("\"name\":\"" + first + " " + pseudonyms().of("Ferrante") + "\"") != std::string::npos, out);
}

BOOST_AUTO_TEST_CASE(what_is_asked_for_is_kept_or_replaced) {
    RedactOptions options;
    options.personal = {{"s[].phone", "phone"}, {"s[].said", "transcript"}};
    const std::string body = R"({"s":[{"phone":"+13125550142","said":"All of it.","free":"as it is"}]})";
    BOOST_TEST(redacted(body, options).find("All of it.") != std::string::npos);
    options.transcripts = true;
    options.keep = {"s[].phone"};
    options.redact = {"s[].free"};
    const std::string out = redacted(body, options);
    BOOST_TEST(out.find("+13125550142") != std::string::npos, out);
    BOOST_TEST(out.find("All of it.") == std::string::npos, out);
    BOOST_TEST(out.find("as it is") == std::string::npos, out);
}

BOOST_AUTO_TEST_CASE(fields_agree_afterwards_if_they_agreed_before) {
    const std::string out =
        redacted(R"({"from":"+13125550142","log":"called +13125550142 twice","map":{"+13125550142":1}})");
    const std::string number = pseudonyms().of("+13125550142");
    BOOST_TEST(out == R"({"from":")" + number + R"(","log":"called )" + number + R"( twice","map":{")" +
                          number + R"(":1}})");
}

BOOST_AUTO_TEST_CASE(each_kind_is_counted) {
    Redactor redactor(pseudonyms(), {});
    redactor.body(json::Document::parse("", R"(["+13125550142", "+13125550143 or a@example.com"])").root());
    BOOST_TEST(redactor.counts().at(record::Secret::phone) == 2U);
    BOOST_TEST(redactor.counts().at(record::Secret::email) == 1U);
}

BOOST_AUTO_TEST_CASE(text_that_is_meant_to_take_for_ever_does_not) {
    for (const std::string& hostile :
         {std::string(200'000, 'a') + "@", "sk-" + std::string(200'000, '.'), std::string(100'000, '(') + "1",
          "password" + std::string(100'000, ' '), "+1" + std::string(100'000, '-')}) {
        std::string body;
        BOOST_TEST(text(hostile).size() == hostile.size());
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
