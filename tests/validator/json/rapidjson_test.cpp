// Our reader is RapidJSON's with new scanners. Here it is held against RapidJSON as it comes, over texts that
// chance has changed: both read the same, but for what ours refuses or accepts on purpose. UNDERSTUDY_SEED
// repeats a run.

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <boost/test/unit_test.hpp>
#include <iostream>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "tests/validator/dice.hpp"
#include "tests/validator/seed.hpp"
#include "validator/json/reader.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;

/// What is read, in one line, from either reader's events.
class Notebook final : public EventHandler {
public:
    void null(const char*) override { text += "null "; }
    void boolean(const char*, bool value) override { text += value ? "true " : "false "; }
    void number(const char*, std::string_view literal) override { text.append(literal).append(" "); }
    void string(const char*, std::string_view value) override { text.append("'").append(value).append("' "); }
    void start_object(const char*) override { text += "{ "; }
    void key(const char*, std::string_view name) override { text.append("'").append(name).append("': "); }
    void end_object(const char*) override { text += "} "; }
    void start_array(const char*) override { text += "[ "; }
    void end_array(const char*) override { text += "] "; }

    std::string text;
};

struct Plain : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Plain> {
    using Size = rapidjson::SizeType;
    bool Null() { return events.null(nullptr), true; }
    bool Bool(bool value) { return events.boolean(nullptr, value), true; }
    bool RawNumber(const char* at, Size size, bool) { return events.number(nullptr, {at, size}), true; }
    bool String(const char* at, Size size, bool) { return events.string(nullptr, {at, size}), true; }
    bool StartObject() { return events.start_object(nullptr), true; }
    bool Key(const char* at, Size size, bool) { return events.key(nullptr, {at, size}), true; }
    bool EndObject(Size) { return events.end_object(nullptr), true; }
    bool StartArray() { return events.start_array(nullptr), true; }
    bool EndArray(Size) { return events.end_array(nullptr), true; }

    Notebook events;
};

// RapidJSON takes a zero for the end of the text, and an escaped low surrogate by itself for a character.
bool has_lone_low_surrogate(std::string_view read) {
    for (std::size_t at = read.find('\xED'); at < read.size() - 1; at = read.find('\xED', at + 1))
        if (static_cast<unsigned char>(read[at + 1]) >= 0xA0) return true;
    return false;
}

enum class Verdict { read, refused, excepted };

Verdict plain(const std::string& text, std::string& events) {
    constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag |
                                rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;
    Plain handler;
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::Reader reader;
    const auto result = reader.Parse<kFlags>(stream, handler);
    events = handler.events.text;
    if (result.Code() == rapidjson::kParseErrorNumberTooBig) return Verdict::excepted;
    if (result.IsError() || text.find('\0') != std::string::npos) return Verdict::refused;
    return has_lone_low_surrogate(events) ? Verdict::refused : Verdict::read;
}

const std::vector<std::string> seeds = {
    R"({"a": [1, -2.5e+3, true, false, null], "é\u00e9\n": {"": "😀\ud83d\ude00", "a": "\"\\\/\b\f\r\t"}})",
    R"([[[[]], {}], "a longer text than a register holds, é\u00e9\ud83d\ude00 and more of it", 0, -0, 0.0, 1e1, 12E-07])",
    "\r\n\t {\"x\" : {\"y\" : [ ] , \"z\":\"\"} }\n", "\"\\u0000\\u001f\\uffff\xef\xbf\xbf\x7f\"",
    "123456789012345678901234"};
const std::vector<std::string> pieces = {"{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         ":",
                                         "\"",
                                         "\\",
                                         "\\u",
                                         "\\ud83d",
                                         "\\ude00",
                                         "\\u0061",
                                         "0",
                                         "-",
                                         "+",
                                         ".",
                                         "e",
                                         "E5",
                                         "1e400",
                                         "true",
                                         "nul",
                                         "\x1a",
                                         "\x1f",
                                         "\x7f",
                                         " ",
                                         "\n",
                                         "\f",
                                         "\xc3",
                                         "\xc3\xa9",
                                         "\xed\xa0\x80",
                                         "\xf0\x9f\x98\x80",
                                         "\xff",
                                         "\xef\xbb\xbf",
                                         "//",
                                         "'",
                                         std::string(1, '\0'),
                                         "00",
                                         "NaN",
                                         "aaaaaaaaaaaaaaaaaaaaaaaa"};

std::string changed(Dice& dice) {
    std::string text = dice.any(seeds);
    for (std::size_t changes = dice.below(4); changes > 0; --changes) {
        const std::size_t at = dice.below(text.size() + 1);
        const std::size_t kind = dice.below(4);
        if (kind == 0) text.insert(at, dice.any(pieces));
        if (kind == 1) text.erase(at, 1 + dice.below(3));
        if (kind == 2) text.replace(at, 1, dice.any(pieces));
        if (kind == 3) text.insert(at, text.substr(dice.below(text.size() + 1), dice.below(40)));
    }
    return text;
}

BOOST_AUTO_TEST_SUITE(rapidjson_)

BOOST_AUTO_TEST_CASE(our_reader_and_rapidjsons_read_the_same) {
    constexpr int kRounds = 60000;
    Dice dice(seed());
    Reader reader;
    std::size_t read = 0, excepted = 0;
    int wrong = 0;
    for (int round = 0; round < kRounds && wrong < 5; ++round) {
        const std::string text = changed(dice);
        Notebook ours;
        const auto error = reader.read(text, ours);
        std::string events;
        const Verdict expected = plain(text, events);
        excepted += expected == Verdict::excepted ? 1U : 0U;
        if (expected == Verdict::excepted) continue;
        read += error ? 0U : 1U;
        const bool same = !error == (expected == Verdict::read) && (error || ours.text == events);
        wrong += same ? 0 : 1;
        BOOST_TEST(same, "round " << round << ": " << text << "\nours: "
                                  << (error ? error->reason : ours.text) << "\ntheirs: " << events);
    }
    std::cout << "random: " << kRounds << " texts, " << read << " of them read, " << excepted
              << " with a number beyond a double" << std::endl;
    BOOST_TEST(read > kRounds / 10U);
    BOOST_TEST(read < kRounds * 9U / 10);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
