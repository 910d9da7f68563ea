#include "validator/contract/path_template.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "tests/validator/case_file.hpp"
#include "tests/validator/seed.hpp"

namespace {

using namespace understudy;
using contract::PathTemplate;

/// `id=42 day=1`; `no` where the path is another.
std::string shown(const PathTemplate& path_template, std::string_view path) {
    const auto match = path_template.match(path);
    if (!match) return "no";
    std::string text;
    for (const auto& [name, value] : match->parameters)
        text += (text.empty() ? "" : " ") + name + "=" + value;
    return text;
}

const std::vector<test::Case> matches = test::load_cases("contract/path_matches.json");
const std::vector<test::Case> orders = test::load_cases("contract/path_orders.json");

BOOST_AUTO_TEST_SUITE(path_template)

BOOST_DATA_TEST_CASE(each_path_matches_or_not, boost::unit_test::data::make(matches), each) {
    const PathTemplate path_template(each.text("base", ""), each.text("template"));
    BOOST_TEST(shown(path_template, each.text("path")) == each.text("match"));
}

BOOST_DATA_TEST_CASE(a_match_fills_its_template_again, boost::unit_test::data::make(matches), each) {
    const PathTemplate path_template(each.text("base", ""), each.text("template"));
    const auto match = path_template.match(each.text("path"));
    if (!match) return;
    const std::string filled =
        each.text("base", "") +
        contract::fill_path(each.text("template"), {match->parameters.begin(), match->parameters.end()});
    BOOST_TEST(shown(path_template, filled) == each.text("match"), filled);
}

BOOST_AUTO_TEST_CASE(a_template_is_filled_and_encoded) {
    for (const auto& [path_template, filled] :
         std::vector<std::pair<const char*, const char*>>{{"/a/{x}/b/{y}.json", "/a/1%2F2/b/%C3%A9.json"},
                                                          {"/my runs/{x}:cancel", "/my%20runs/1%2F2:cancel"},
                                                          {"/%41%zz/{z}", "/%41%25zz/{z}"},
                                                          {"/{x/{y}", "/%7Bx/%C3%A9"},
                                                          {"{y}", "/%C3%A9"}})
        BOOST_TEST(contract::fill_path(path_template, {{"x", "1/2"}, {"y", "\xc3\xa9"}}) == filled);
}

BOOST_DATA_TEST_CASE(the_more_concrete_template_comes_first, boost::unit_test::data::make(orders), each) {
    const PathTemplate first("", each.text("first")), second("", each.text("second"));
    BOOST_TEST(first.is_more_concrete_than(second) != each.word("equal"));
    BOOST_TEST(!second.is_more_concrete_than(first));
}

BOOST_AUTO_TEST_CASE(any_bytes_are_matched_or_not_and_nothing_else) {
    std::mt19937 random(test::seed());
    constexpr std::string_view kBytes = "/{}%2Fab:.-\xff";
    const auto any = [&](std::size_t most) {
        std::string text = "/";
        for (std::size_t size = random() % most; size > 0; --size) text += kBytes[random() % kBytes.size()];
        return text;
    };
    std::size_t matched = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string path_template = any(8), path = any(12);
        matched += PathTemplate("", path_template).match(path).has_value() ? 1U : 0U;
        // A template without a parameter matches itself.
        if (path_template.find('{') == std::string::npos)
            BOOST_TEST(PathTemplate("", path_template).match(path_template).has_value(), path_template);
    }
    BOOST_TEST(matched > 10U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
