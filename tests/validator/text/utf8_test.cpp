#include "validator/text/utf8.hpp"
#include "validator/text/string_length.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <vector>

#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::text;
using understudy::test::repeated;

// Decodes one character and asks of the result what RFC 3629 §3 demands. 0: not well-formed.
std::size_t decoded_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::size_t length = 0;
    unsigned long point = 0;
    if (byte(0) < 0x80) return 1;
    if ((byte(0) & 0xE0U) == 0xC0U) length = 2, point = byte(0) & 0x1FU;
    if ((byte(0) & 0xF0U) == 0xE0U) length = 3, point = byte(0) & 0x0FU;
    if ((byte(0) & 0xF8U) == 0xF0U) length = 4, point = byte(0) & 0x07U;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
        point = (point << 6U) | (byte(i) & 0x3FU);
    }
    const std::array<unsigned long, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < least[length] || surrogate || point > 0x10FFFF ? 0 : length;
}

std::size_t first_invalid(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = decoded_length(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return at;
}

std::string hex(std::string_view text) {
    std::string digits;
    for (const char c : text.substr(0, 40)) {
        digits += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
        digits += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
    }
    return digits;
}

std::size_t copied(std::string_view text, std::string& to) {
    constexpr std::size_t kRoom = 256; // more than any padding
    const auto buffer = std::make_unique<char[]>(text.size() + kRoom);
    const std::size_t invalid = copy_utf8(text, buffer.get());
    to.assign(buffer.get(), text.size());
    return invalid;
}

BOOST_AUTO_TEST_SUITE(utf8)

// The first and last byte of every range that RFC 3629 §4 names, and their neighbours outside.
constexpr std::array<unsigned char, 28> kBytes = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                                  0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0,
                                                  0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFE, 0xFF};

BOOST_AUTO_TEST_CASE(every_sequence_of_boundary_bytes) {
    std::size_t wrong = 0;
    std::size_t good = 0;
    for (const unsigned char a : kBytes)
        for (const unsigned char b : kBytes)
            for (const unsigned char c : kBytes)
                for (const unsigned char d : kBytes) {
                    const std::array<char, 4> bytes = {static_cast<char>(a), static_cast<char>(b),
                                                       static_cast<char>(c), static_cast<char>(d)};
                    const std::string_view text(bytes.data(), bytes.size());
                    const std::size_t expected = first_invalid(text);
                    good += expected == 4 ? 1U : 0U;
                    if (find_invalid_utf8(text) == expected) continue;
                    if (++wrong < 10) BOOST_ERROR(hex(text));
                }
    BOOST_TEST(wrong == 0U);
    BOOST_TEST(good > 100U);
}

const std::vector<std::string> good_characters = {"a",
                                                  std::string(1, '\0'),
                                                  "\x7f",
                                                  "\xc2\x80",
                                                  "\xdf\xbf",
                                                  "\xe0\xa0\x80",
                                                  "\xed\x9f\xbf",
                                                  "\xee\x80\x80",
                                                  "\xef\xbf\xbf",
                                                  "\xf0\x90\x80\x80",
                                                  "\xf4\x8f\xbf\xbf",
                                                  "é",
                                                  "漢",
                                                  "😀"};
const std::vector<std::string> bad_characters = {"\x80",
                                                 "\xbf",
                                                 "\xc0\x80",
                                                 "\xc1\xbf",
                                                 "\xc2",
                                                 "\xc2\x7f",
                                                 "\xc2\xc0",
                                                 "\xe0\x9f\xbf",
                                                 "\xe0\xa0",
                                                 "\xe0\xa0\x7f",
                                                 "\xed\xa0\x80",
                                                 "\xed\xbf\xbf",
                                                 "\xef\xbf",
                                                 "\xf0\x8f\xbf\xbf",
                                                 "\xf0\x90\x80",
                                                 "\xf4\x90\x80\x80",
                                                 "\xf5\x80\x80\x80",
                                                 "\xf8\x88\x80\x80\x80",
                                                 "\xfe",
                                                 "\xff",
                                                 "\xf0\x90\x80\xc0"};

// Blocks of 32 bytes and pages of 8192 are where the checking changes its step.
BOOST_AUTO_TEST_CASE(good_and_bad_characters_at_every_place_around_a_block_and_a_page) {
    std::vector<std::size_t> befores;
    for (std::size_t i = 0; i < 70; ++i) befores.push_back(i);
    for (const std::size_t page : {8192U, 2U * 8192U})
        for (std::size_t i = page - 6; i < page + 4; ++i) befores.push_back(i);
    for (const std::size_t before : befores)
        for (const std::size_t after : {0U, 1U, 2U, 3U, 40U, 8192U}) {
            for (const std::string& character : good_characters) {
                const std::string text = std::string(before, 'x') + character + std::string(after, 'x');
                std::string copy;
                const bool good = copied(text, copy) == text.size() && copy == text &&
                                  find_invalid_utf8(text) == text.size();
                if (!good) BOOST_ERROR(hex(character) << " after " << before << " before " << after);
            }
            for (const std::string& character : bad_characters) {
                const std::string text = std::string(before, 'x') + character + std::string(after, 'x');
                std::string copy;
                const bool good =
                    copied(text, copy) == before && copy == text && find_invalid_utf8(text) == before;
                if (!good) BOOST_ERROR(hex(character) << " after " << before << " before " << after);
            }
        }
}

BOOST_AUTO_TEST_CASE(long_runs_of_long_characters) {
    for (const std::string& character : good_characters) {
        const std::string text = repeated(character, 20000);
        std::string copy;
        BOOST_TEST(copied(text, copy) == text.size());
        BOOST_TEST((copy == text));
        for (const std::size_t place : {std::size_t{0}, std::size_t{4095}, std::size_t{19999}}) {
            std::string broken = text;
            broken[place * character.size()] = '\xff';
            BOOST_TEST(copied(broken, copy) == place * character.size());
            BOOST_TEST((copy == broken));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_first_of_several_faults_is_named) {
    std::string copy;
    for (const std::size_t first : {0U, 5U, 8190U, 8191U, 8192U, 9000U}) {
        std::string text(20000, 'x');
        text[first] = '\xc0';
        text[first + 1] = '\xff';
        text[19000] = '\xff';
        BOOST_TEST(copied(text, copy) == first);
        BOOST_TEST((copy == text));
        BOOST_TEST(find_invalid_utf8(text) == first);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_text_is_well_formed) {
    std::string copy;
    BOOST_TEST(copied("", copy) == 0U);
    BOOST_TEST(find_invalid_utf8("") == 0U);
}

BOOST_AUTO_TEST_CASE(code_points_are_counted) {
    BOOST_TEST(count_code_points("") == 0U);
    BOOST_TEST(count_code_points("abc") == 3U);
    BOOST_TEST(count_code_points("é") == 1U);
    BOOST_TEST(count_code_points("e\u0301") == 2U);
    BOOST_TEST(count_code_points("漢字") == 2U);
    BOOST_TEST(count_code_points("😀") == 1U);
    BOOST_TEST(count_code_points("👩‍👩‍👧") == 5U);
    for (const std::string& character : good_characters)
        for (const std::size_t count : {1U, 7U, 8U, 9U, 31U, 32U, 33U, 100U})
            BOOST_TEST(count_code_points(repeated(character, count)) == count);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
