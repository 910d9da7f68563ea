#include "validator/schema/format/format.hpp"
#include "validator/text/base64.hpp"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>
#include <string>

#include "tests/validator/case_file.hpp"
#include "tests/validator/schema/plain_format.hpp"
#include "validator/text/base64.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

const std::vector<Case> formats = load_cases("schema/formats.json");

// In memory of just its size, so that a sanitizer sees a read past its end.
bool checked(schema::FormatCheck check, std::string_view text) {
    const auto exact = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), exact.get());
    return check({exact.get(), text.size()});
}

// Every string that differs from `text` in one character of these, added, left out or changed.
template <class Each>
void neighbours(const std::string& text, Each&& each) {
    constexpr std::string_view kCharacters("0123456789/:-+.,;_ @`AFGafgTSZYtszy\0\n\x1f\x7f\x80\xb0\xff", 42);
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size()) each(text.substr(0, i) + text.substr(i + 1));
        for (const char c : kCharacters) {
            if (i < text.size()) each(text.substr(0, i) + c + text.substr(i + 1));
            each(text.substr(0, i) + c + text.substr(i));
        }
    }
}

BOOST_AUTO_TEST_SUITE(format)

BOOST_DATA_TEST_CASE(good_and_bad, data::make(formats), each) {
    const schema::Format* format = schema::find_format(each.name());
    BOOST_TEST_REQUIRE((format != nullptr));
    const schema::FormatCheck check = format->check;
    BOOST_TEST(each.texts("bad").size() > each.texts("good").size());
    for (const std::string& text : each.texts("good")) BOOST_TEST(checked(check, text), text);
    for (const std::string& text : each.texts("bad")) BOOST_TEST(!checked(check, text), text);
}

BOOST_DATA_TEST_CASE(neighbours_one_character_off, data::make(formats), each) {
    if (!has_plain_check(each.name())) return;
    const schema::FormatCheck check = schema::find_format(each.name())->check;
    std::size_t wrong = 0;
    for (const std::string& text : each.texts("good"))
        neighbours(text, [&](const std::string& near) {
            if (checked(check, near) != is_of_format(each.name(), near) && ++wrong < 10) BOOST_ERROR(near);
        });
    BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(every_format_has_cases) {
    for (const schema::Format& format : schema::formats()) {
        const bool known =
            std::ranges::any_of(formats, [&](const Case& each) { return each.name() == format.name; });
        const bool anything = format.name == "binary" || format.name == "password";
        BOOST_TEST((known || anything), format.name);
        if (anything) BOOST_TEST(checked(format.check, std::string("\0\xff any", 6)));
    }
}

// Every byte in the place of every other: ill-formed UTF-8 as well.
BOOST_DATA_TEST_CASE(mutations_of_one_byte, data::make(formats), each) {
    const schema::FormatCheck check = schema::find_format(each.name())->check;
    std::size_t passed = 0, all = 0;
    for (const std::string& text : each.texts("good")) {
        if (text.size() > 120) continue;
        for (std::size_t i = 0; i < text.size(); ++i)
            for (int byte = 0; byte < 256; ++byte, ++all) {
                std::string mutant = text;
                mutant[i] = static_cast<char>(byte);
                passed += checked(check, mutant) ? 1U : 0U;
                if (byte >= 0xF8) BOOST_TEST(!check(mutant), mutant);
            }
    }
    BOOST_TEST(passed < all);
}

// In time that is not linear, some of these would not end before the test is stopped.
BOOST_AUTO_TEST_CASE(long_texts) {
    for (const std::string unit :
         {"a",    "1",   "-",      ".",      "a.", ":",   "1:", "::",  "/",  "~0",
          "%41",  "{a}", "{a,",    "{",      "(",  "(?:", "[",  "[a]", "a|", "a+",
          "\\d",  "\\1", "\\p{L}", "(a)",    "@",  "a@",  "\"", "é",   "é.", "\u3002",
          "xn--", "א",   "\u0301", "\u200d", "A",  "=",   "1D", "9Y",  "e",  "\\u{1}"}) {
        std::string text;
        while (text.size() < 30'000) text += unit;
        for (const std::string start :
             {"", "P", "a:", "http://", "http://[", "/", "[", "1.", "\"", "2024-01-01T00:00:00."})
            for (const schema::Format& format : schema::formats()) format.check(start + text);
    }
    BOOST_TEST(!schema::find_format("ipv6")->check(std::string(1'000'000, ':')));
}

BOOST_AUTO_TEST_CASE(every_day_of_every_month_of_years_of_all_kinds) {
    for (const char* year : {"2023", "2024", "1900", "2000", "2100", "0000", "0004", "9999"})
        for (int month = 0; month < 14; ++month)
            for (int day = 0; day < 33; ++day) {
                char text[64];
                std::snprintf(text, sizeof text, "%s-%02d-%02dT12:00:00Z", year, month, day);
                BOOST_TEST(schema::is_date_time(text) == is_of_format("date-time", text), text);
            }
}

BOOST_AUTO_TEST_CASE(every_hour_minute_and_second) {
    for (const char* offset : {"Z", "+01:00", "-05:30", "+23:59", "-00:01"})
        for (int hour = 0; hour < 26; ++hour)
            for (int minute = 0; minute < 62; ++minute)
                for (const int second : {0, 9, 59, 60, 61}) {
                    char text[64];
                    std::snprintf(text, sizeof text, "2024-02-29T%02d:%02d:%02d%s", hour, minute, second,
                                  offset);
                    BOOST_TEST(schema::is_date_time(text) == is_of_format("date-time", text), text);
                }
}

BOOST_AUTO_TEST_CASE(names_of_formats_are_exact) {
    for (const schema::Format& format : schema::formats()) {
        BOOST_TEST((schema::find_format(format.name) == &format), format.name);
        const std::string name(format.name);
        BOOST_TEST((schema::find_format(name + "x") == nullptr), name);
        BOOST_TEST((schema::find_format(name.substr(0, name.size() - 1)) == nullptr), name);
    }
    for (const char* name : {"", "UUID", "uuid ", "uui", "datetime", "date_time", "e-mail", "int16"})
        BOOST_TEST((schema::find_format(name) == nullptr), name);
}

BOOST_AUTO_TEST_CASE(base64_is_decoded_as_it_was_encoded) {
    for (const auto& [bytes, text] :
         std::vector<std::pair<std::string, std::string>>{// RFC 4648 §10
                                                          {"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"},
                                                          {std::string("\0\xff\0", 3), "AP8A"}}) {
        BOOST_TEST(text::to_base64(bytes) == text);
        BOOST_TEST((text::from_base64(text) == bytes), text);
    }
    for (const char* text :
         {"Zg=", "Zg", "Z", "====", "Z===", "Zg=A", "Zg==Zg==", "Zm9v!mFy", "Zm9v\n", "Zm\xff="})
        BOOST_TEST(!text::from_base64(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
