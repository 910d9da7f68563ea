#include "validator/json/reader.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace data = boost::unit_test::data;

/// Writes events down: `{@0 a:@1 1@5 }@6`.
class Notebook final : public EventHandler {
public:
    explicit Notebook(const Reader& reader) : reader_(reader) {}

    void null(const char* at) override { note("null", at); }
    void boolean(const char* at, bool value) override { note(value ? "true" : "false", at); }
    void number(const char* at, std::string_view literal) override { note(literal, at); }
    void string(const char* at, std::string_view value) override { note("'" + std::string(value) + "'", at); }
    void key(const char* at, std::string_view name) override { note(std::string(name) + ":", at); }
    void start_object(const char* at) override { note("{", at); }
    void end_object(const char* at) override { note("}", at); }
    void start_array(const char* at) override { note("[", at); }
    void end_array(const char* at) override { note("]", at); }

    const std::string& text() const { return text_; }

private:
    void note(std::string_view word, const char* at) {
        if (!text_.empty()) text_ += ' ';
        text_.append(word).append("@").append(std::to_string(reader_.offset_of(at)));
    }

    const Reader& reader_;
    std::string text_;
};

struct Reading {
    std::string events;
    std::optional<SyntaxError> error;
};

Reading read(Reader& reader, std::string_view text) {
    Notebook notebook(reader);
    const auto error = reader.read(text, notebook);
    return {notebook.text(), error};
}

Reading read(std::string_view text, Limits limits = {}) {
    Reader reader(limits);
    return read(reader, text);
}

/// Expects each member to have one name, and writes down the same as who expects nothing.
class Expecting final : public EventHandler {
public:
    Expecting(const Reader& reader, std::string_view name) : rest_(reader), name_(name), expected_(name) {
        expect(expected_);
    }

    void null(const char* at) override { rest_.null(at); }
    void boolean(const char* at, bool value) override { rest_.boolean(at, value); }
    void number(const char* at, std::string_view literal) override { rest_.number(at, literal); }
    void string(const char* at, std::string_view value) override { rest_.string(at, value); }
    void key(const char* at, std::string_view name) override { rest_.key(at, name); }
    void start_object(const char* at) override { rest_.start_object(at); }
    void end_object(const char* at) override { rest_.end_object(at); }
    void start_array(const char* at) override { rest_.start_array(at); }
    void end_array(const char* at) override { rest_.end_array(at); }
    void expected_key(const char* at) override {
        ++met;
        rest_.key(at, name_);
    }

    const std::string& text() const { return rest_.text(); }
    std::size_t met = 0;

private:
    Notebook rest_;
    std::string name_;
    ExpectedName expected_;
};

const std::vector<Case> cases = load_cases("json/reader.json");

BOOST_AUTO_TEST_SUITE(reader)

BOOST_DATA_TEST_CASE(reads, data::make(cases), each) {
    const std::string text = each.text("text");
    const Reading reading = read(text);
    if (each.has("events")) {
        BOOST_TEST(!reading.error.has_value());
        BOOST_TEST(reading.events == each.text("events"));
        return;
    }
    BOOST_TEST_REQUIRE(reading.error.has_value());
    BOOST_TEST(reading.error->offset == each.number("offset"),
               reading.error->offset << ": " << reading.error->reason);
    BOOST_TEST(!reading.error->reason.empty());
    if (each.has("reason")) BOOST_TEST(reading.error->reason == each.text("reason"));
}

BOOST_AUTO_TEST_CASE(bad_rows_outnumber_good_ones) {
    std::size_t good = 0;
    for (const Case& each : cases) good += each.has("events") ? 1U : 0U;
    BOOST_TEST(good > 20U);
    BOOST_TEST(cases.size() > 2 * good);
}

const std::string whole = R"({"a": [1, -2.5e+3, true, false, null], "é\u00e9\n": {"": "😀\ud83d\ude00"}})";

BOOST_AUTO_TEST_CASE(a_text_cut_off_at_any_byte_is_not_read) {
    BOOST_TEST(!read(whole).error.has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Reading reading = read(std::string_view(whole).substr(0, size));
        BOOST_TEST(reading.error.has_value(), size << " bytes");
        if (reading.error) BOOST_TEST(reading.error->offset <= size);
    }
}

BOOST_AUTO_TEST_CASE(a_name_that_is_expected_is_read_as_any_other) {
    std::size_t met = 0;
    for (const std::string name :
         {"", "a", "é", "run_id", "exactly_twenty_two_long", "exactly_twenty_2_long",
          "one_that_is_longer_than_what_is_looked_at", "quo\"te", "back\\slash", "\n"}) {
        for (const std::string& text : std::vector<std::string>{
                 "{\"" + name + "\":1}", "{\"" + name + "\" : 1}", "{\"" + name + "\"}",
                 "{\"" + name + "\":", "{\"" + name + "\"", "{\"" + name,
                 "{\"" + name + "x\":null,\"" + name + "\":\"" + name + "\"}",
                 "[{\"" + name + "\":{\"" + name + "\":[]}},{},{\"" + name + "\":2}]",
                 "{\"x\":0,\"" + name + "\":{\"y\":{}},\"" + name + "\":true,\"" + name + "\"\n:false}"}) {
            for (const std::size_t window : {0U, 8U, 11U, 16U, 32U})
                for (const std::size_t longest : {3U, 1000U}) {
                    Reader reader(Limits{.string = longest, .window = window});
                    Expecting expecting(reader, name);
                    const auto error = reader.read(text, expecting);
                    const Reading plain = read(text, Limits{.string = longest, .window = window});
                    BOOST_TEST(expecting.text() == plain.events);
                    BOOST_TEST(error.has_value() == plain.error.has_value());
                    if (error)
                        BOOST_TEST(error->reason + std::to_string(error->offset) ==
                                   plain.error->reason + std::to_string(plain.error->offset));
                    met += expecting.met;
                }
        }
    }
    BOOST_TEST(met > 100U);
}

// The reader must not look behind the text that it is given.
BOOST_AUTO_TEST_CASE(what_stands_after_the_text_does_not_matter) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Reading part = read(std::string_view(whole).substr(0, size));
        const Reading copy = read(std::string(whole.data(), size));
        BOOST_TEST(part.events == copy.events);
        BOOST_TEST(part.error->reason == copy.error->reason);
    }
    const Reading number = read(std::string_view("123456", 3));
    BOOST_TEST(number.events == "123@0");
}

BOOST_AUTO_TEST_CASE(one_reader_reads_many_texts) {
    Reader reader;
    BOOST_TEST(read(reader, std::string(100000, ' ') + "\"long\"").events == "'long'@100000");
    BOOST_TEST(read(reader, "[1").error.has_value());
    BOOST_TEST(read(reader, "12").events == "12@0");
    BOOST_TEST(read(reader, "1").events == "1@0");
    BOOST_TEST(read(reader, "").error.has_value());
    BOOST_TEST(read(reader, whole).events == read(whole).events);
}

BOOST_AUTO_TEST_CASE(nesting_up_to_the_limit) {
    for (const std::size_t depth : {1U, 2U, 10U, 1000U, 4000U}) {
        const Limits limits{.depth = depth};
        BOOST_TEST(!read(repeated("[", depth) + repeated("]", depth), limits).error.has_value());
        BOOST_TEST(!read(repeated("{\"a\":", depth) + "1" + repeated("}", depth), limits).error.has_value());
        for (const char* open : {"[", "{\"a\":"}) {
            const std::string text = repeated(open, depth + 1);
            const Reading reading = read(text, limits);
            BOOST_TEST_REQUIRE(reading.error.has_value());
            BOOST_TEST(reading.error->reason == "nested deeper than the limit of " + std::to_string(depth));
            BOOST_TEST(reading.error->offset == depth * std::string_view(open).size());
        }
    }
}

BOOST_AUTO_TEST_CASE(depth_counts_what_is_open_and_not_what_was) {
    const Limits limits{.depth = 2};
    BOOST_TEST(!read("[[],[],{},{}]", limits).error.has_value());
    BOOST_TEST(read("[[],[[]]]", limits).error->offset == 5U);
}

BOOST_AUTO_TEST_CASE(two_million_brackets_are_refused) {
    for (const char* open : {"[", "{\"a\":", "[{\"a\":"}) {
        const Reading reading = read(repeated(open, 2'000'000));
        BOOST_TEST_REQUIRE(reading.error.has_value());
        BOOST_TEST(reading.error->reason == "nested deeper than the limit of 1000");
    }
    BOOST_TEST(read(repeated("[", 2'000'000), {.depth = kMaxDepth}).error->offset == kMaxDepth);
}

BOOST_AUTO_TEST_CASE(a_text_longer_than_the_limit_is_refused) {
    BOOST_TEST(!read("12345678", {.size = 8}).error.has_value());
    const Reading reading = read("123456789", {.size = 8});
    BOOST_TEST_REQUIRE(reading.error.has_value());
    BOOST_TEST(reading.error->offset == 8U);
    BOOST_TEST(reading.error->reason == "longer than the limit of 8 bytes");
}

BOOST_AUTO_TEST_CASE(what_is_not_utf_8_is_refused_wherever_it_stands) {
    for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
        BOOST_TEST(read("\"" + std::string(bad) + "\"").error->offset == 1U);
        BOOST_TEST(read("{\"" + std::string(bad) + "\":1}").error->offset == 2U);
        BOOST_TEST(read("[] " + std::string(bad)).error->offset == 3U);
        BOOST_TEST(read(std::string(bad)).error->reason == "not well-formed UTF-8");
        const std::string late = "\"" + std::string(9000, 'x');
        BOOST_TEST(read(late + bad + "\"").error->offset == late.size());
    }
}

BOOST_AUTO_TEST_CASE(strings_of_any_length_around_the_width_of_a_register) {
    for (std::size_t size = 0; size < 100; ++size)
        for (const std::string& ending :
             {std::string(), std::string("\\n"), std::string("\\\""), std::string("é"),
              std::string("\\u00e9"), std::string("\t"), std::string("\x19"), std::string("\x1a"),
              std::string("\x1f"), std::string(1, '\0'), std::string("\\")}) {
            const std::string text = "[\"" + std::string(size, 'x') + ending + "\",7]";
            const Reading reading = read(text);
            const bool bad = ending == "\\" || (ending.size() == 1 && ending.front() < 0x20);
            BOOST_TEST(reading.error.has_value() == bad, text);
            if (!bad)
                BOOST_TEST(reading.events.ends_with(" 7@" + std::to_string(text.size() - 2) + " ]@" +
                                                    std::to_string(text.size() - 1)),
                           text);
        }
}

// A long text is copied a piece at a time; where the pieces end does not matter.
BOOST_AUTO_TEST_CASE(a_text_read_through_a_window_gives_the_same_events) {
    const std::string long_text =
        "[" + std::string(200, ' ') + "null, " + std::string(150, '1') + "." + std::string(90, '7') +
        "e-12, \"" + repeated("é", 90) + repeated("\\u00e9\\n", 40) + "\", {\"" + std::string(150, 'k') +
        "\": [true,false,{}], \"" + repeated("\\t", 60) + "\":" + std::string(70, '\n') + "-0}] ";
    for (std::size_t size = 1; size < 180; ++size)
        for (const std::string& text :
             {long_text, whole + std::string(100, ' '), std::string(100, ' ') + "false"}) {
            const Reading read_whole = read(text, {.window = 0});
            const Reading through_window = read(text, {.window = size});
            BOOST_TEST(!through_window.error.has_value(), size);
            BOOST_TEST(through_window.events == read_whole.events, size);
        }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_so_through_a_window) {
    for (const Case& each : cases) {
        const std::string text = each.text("text");
        const Reading read_whole = read(text, {.window = 0});
        for (const std::size_t size : {1U, 2U, 3U, 5U, 8U, 16U, 64U}) {
            const Reading through_window = read(text, {.window = size});
            BOOST_TEST(through_window.error.has_value() == read_whole.error.has_value(), text << size);
            if (!read_whole.error)
                BOOST_TEST(through_window.events == read_whole.events, text << size);
            else if (through_window.error)
                BOOST_TEST(through_window.error->offset == read_whole.error->offset, text << size);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_string_longer_than_the_limit_is_refused) {
    BOOST_TEST(!read(R"(["12345678"])", {.string = 8}).error.has_value());
    for (const char* text :
         {R"(["123456789"])", R"({"a": "123456789"})", R"({"123456789": 1})", R"(["1234567\n9"])"}) {
        const Reading reading = read(text, {.string = 8});
        BOOST_TEST_REQUIRE(reading.error.has_value());
        BOOST_TEST(reading.error->reason == "a string longer than the limit of 8 bytes");
        BOOST_TEST(text[reading.error->offset] == '"');
    }
}

// Numbers are kept as they are written, so none is too large.
BOOST_AUTO_TEST_CASE(numbers_beyond_a_double_are_numbers) {
    for (const std::string& literal : {std::string("1e400"), std::string("-1e309"), std::string("0e400"),
                                       repeated("1", 400), repeated("9", 310) + ".5"})
        BOOST_TEST(read("[" + literal + "]").events.starts_with("[@0 " + literal + "@1 "));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
