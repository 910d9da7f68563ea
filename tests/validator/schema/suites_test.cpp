// Public suites of awkward texts, where they are: nothing of them crashes, and nothing of them is shown.

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/validator/case_file.hpp"
#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/tree.hpp"
#include "validator/text/masking.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

std::string suite(std::string_view path) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    return std::string(folder != nullptr ? folder : UNDERSTUDY_SUITES) + "/" + std::string(path);
}

BOOST_AUTO_TEST_SUITE(suites)

BOOST_AUTO_TEST_CASE(naughty_strings_as_values_and_names) {
    const std::string file = suite("strings/blns.json");
    if (!std::filesystem::exists(file)) return say_skipped("1 suite absent: naughty strings");
    const schema::Program program = compiled(
        R"({"properties":{"a":{"type":"string","enum":["x"],"format":"uuid","maxLength":4},"b":{"type":"null"}}})");
    const json::Document strings = json::Document::load(file);
    BOOST_TEST(strings.root().elements.size() > 400U);
    for (const json::Value& each : strings.root().elements) {
        const std::string text(each.text);
        const std::string value =
            write(Tree::object({{"a", Tree::string(text)}, {"b", Tree::string(text)}})).text;
        for (const std::string& line : breaches(program, value)) {
            const std::string words = line.substr(0, line.rfind(" [" + text + "]"));
            const bool is_noted =
                !text::may_show(text) && text.size() > 3 && words.find(text) != std::string::npos;
            BOOST_TEST(!is_noted, line);
        }
        BOOST_TEST(breaches(program, value).size() >= 3U, text);
        const auto names = breaches(program, write(Tree::object({{text, Tree()}})).text);
        BOOST_TEST_REQUIRE(names.size() == 1U);
        const std::string shown = text::may_show(text) ? text : "(a name of ";
        BOOST_TEST(names.front().starts_with("property.undocumented at 4 /" + shown), names.front());
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
