// Texts that are made to crash a parser, or to keep it busy.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "tests/validator/tree.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;

std::string what_is_wrong(const std::string& text) {
    try {
        parse_yaml("f", text);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "nothing";
}

// Generous, for machines that are busy and for sanitizers: what it keeps out takes minutes.
class Quickly {
public:
    Quickly() = default;
    Quickly(const Quickly&) = delete;
    Quickly& operator=(const Quickly&) = delete;
    ~Quickly() {
        const auto taken = std::chrono::steady_clock::now() - start_;
        BOOST_TEST(std::chrono::duration_cast<std::chrono::seconds>(taken).count() < 10);
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

const std::string everything =
    "%YAML 1.2\n---\n# é\nopenapi: '3.1.0'\n? \"k\\u00e9y\" # c\n: &a !!str 漢\nb: &b\n  - [1, 0x1F, {x: .5, "
    "y}]\n"
    "  - |2-\n     é\n    y\n  - >+\n    a\n\n    b\nc: {<<: [{d: *a}], e: *b}\n...\n";

BOOST_AUTO_TEST_SUITE(yaml_hostile)

BOOST_AUTO_TEST_CASE(a_text_cut_off_at_any_byte) {
    BOOST_TEST_REQUIRE(what_is_wrong(everything) == "nothing");
    for (std::size_t size = 0; size < everything.size(); ++size) {
        const std::string wrong = what_is_wrong(everything.substr(0, size));
        BOOST_TEST((wrong == "nothing" || wrong.starts_with("f:")), wrong);
    }
}

BOOST_AUTO_TEST_CASE(a_text_with_any_byte_changed_removed_or_doubled) {
    using namespace std::string_literals;
    const std::string bytes = "\0\t\n\r !\"#%&'*,-.:<>?[]`{|}\x7F\xC3\xFF"s;
    const auto survives = [](const std::string& text) {
        const std::string wrong = what_is_wrong(text);
        BOOST_TEST_REQUIRE((wrong == "nothing" || wrong.starts_with("f:")), wrong);
    };
    for (std::size_t at = 0; at < everything.size(); ++at) {
        std::string text = everything;
        for (const char byte : bytes) {
            text[at] = byte;
            survives(text);
        }
        survives(everything.substr(0, at) + everything.substr(at + 1));
        survives(everything.substr(0, at + 1) + everything.substr(at));
    }
}

BOOST_AUTO_TEST_CASE(deep_nesting) {
    const Quickly quickly;
    constexpr std::size_t kDeep = 100'000;
    const auto is_too_deep = [](const std::string& text) {
        BOOST_TEST(what_is_wrong(text).ends_with(": nested deeper than the limit of 1000"),
                   text.substr(0, 20));
    };
    is_too_deep(repeated("[", kDeep));
    is_too_deep(repeated("[\n", kDeep));
    is_too_deep(repeated("{a: ", kDeep));
    is_too_deep(repeated("- ", kDeep));
    is_too_deep(repeated("[{a: ", kDeep));
    is_too_deep(repeated("[a: ", kDeep));
    std::string indented;
    for (std::size_t level = 0; level < 1100; ++level) indented += std::string(level, ' ') + "a:\n";
    is_too_deep(indented);
    for (const char* piece :
         {"{", "? ", "!!seq [", "&a [", "]", "}", "&a ", "!a ", "*a ", ": ", "{?", "[?"}) {
        const std::string wrong = what_is_wrong(repeated(piece, kDeep));
        BOOST_TEST(wrong.starts_with("f:"), std::string(piece) + " " + wrong.substr(0, 100));
    }
}

BOOST_AUTO_TEST_CASE(aliases_that_multiply) {
    const Quickly quickly;
    const std::string limit = "the aliases expand to more than the limit of 100000 nodes";
    std::string nested = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string alias = "*a" + std::to_string(i - 1);
        nested +=
            "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(alias + ", ", 9) + "]\n";
    }
    BOOST_TEST(what_is_wrong(nested) == "f:6:10: " + limit);
    const std::string wide = "- &a [" + repeated("x, ", 9999) + "]\n";
    BOOST_TEST(what_is_wrong(wide + repeated("- *a\n", 10)) == "nothing");
    BOOST_TEST(what_is_wrong(wide + repeated("- *a\n", 11)) == "f:12:3: " + limit);
    BOOST_TEST(what_is_wrong("- &a x\n" + repeated("- *a\n", 100'000)) == "nothing");
    BOOST_TEST(what_is_wrong("- &a x\n" + repeated("- *a\n", 100'001)) == "f:100002:3: " + limit);
    std::string merged = "- &a0 {a: 1, b: 2}\n";
    for (int i = 1; i < 30; ++i)
        merged += "- &a" + std::to_string(i) + " {<<: [" + repeated("*a" + std::to_string(i - 1) + ", ", 9) +
                  "]}\n";
    BOOST_TEST(what_is_wrong(merged).ends_with(limit));
}

BOOST_AUTO_TEST_CASE(aliases_that_nest) {
    const Quickly quickly;
    std::string text = "- &a0 [x]\n";
    for (int i = 1; i < 1001; ++i)
        text += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
    // Each is a copy of all before it, so that the nodes run out before the depth does.
    BOOST_TEST(what_is_wrong(text) == "f:447:10: the aliases expand to more than the limit of 100000 nodes");
    const std::string deep = "- &a " + repeated("[", 600) + repeated("]", 600) + "\n- ";
    BOOST_TEST(what_is_wrong(deep + repeated("[", 399) + "*a" + repeated("]", 399)) == "nothing");
    BOOST_TEST(what_is_wrong(deep + repeated("[", 400) + "*a" + repeated("]", 400)) ==
               "f:2:403: nested deeper than the limit of 1000");
}

BOOST_AUTO_TEST_CASE(long_texts) {
    const Quickly quickly;
    const std::string scalar = repeated("é", 500'000);
    BOOST_TEST(parse_yaml("f", "a: " + scalar).root().find("a")->text == scalar);
    BOOST_TEST(parse_yaml("f", "a: '" + scalar + "'").root().find("a")->text == scalar);
    BOOST_TEST(parse_yaml("f", "a: |-\n  " + scalar).root().find("a")->text == scalar);
    BOOST_TEST(parse_yaml("f", "? " + scalar + "\n: 1").root().find(scalar) != nullptr);
    const std::string digits = repeated("7", 500'000);
    BOOST_TEST(parse_yaml("f", digits).root().text == digits);
    BOOST_TEST(what_is_wrong("0x" + digits).starts_with("f:1:1: a hexadecimal"));
    for (const char* piece : {"\n",     " ",      "#",     "# a\n",        "a\n",          "a ",   "'",
                              "\"\\\"", "a: 1\n", "- a\n", "%TAG !a! b\n", "%TAG !a! b\r", "%a\n", "---\n",
                              "...\n",  "&",      "!",     "|\n",          "- &a1 b\n",    "\\",   "a:"})
        what_is_wrong(repeated(piece, 50'000));
    std::string directives = "a\n...\n";
    for (int i = 0; i < 100'000; ++i) directives += "%TAG !a" + std::to_string(i) + "! b\n";
    BOOST_TEST(what_is_wrong(directives) == "f:103:1: more than 100 lines that begin with %");
}

BOOST_AUTO_TEST_CASE(wide_below_deep) {
    const Quickly quickly;
    const auto below = [](std::size_t depth) {
        return what_is_wrong(repeated("[", depth) + repeated("1, ", 200'000) + repeated("]", depth));
    };
    BOOST_TEST(below(100) == "nothing");
    BOOST_TEST(below(999).ends_with(": too much in flow collections nested deeper than 100"));
    std::string names;
    for (int i = 0; i < 30'000; ++i) names += "n" + std::to_string(i) + ": 1\n";
    BOOST_TEST(what_is_wrong(names) == "nothing");
    BOOST_TEST(what_is_wrong(names + "n7: 1").ends_with("the name \"n7\" is given twice in one object"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
