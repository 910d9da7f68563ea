#include "validator/json/duplicate_keys.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::json;
using understudy::test::repeated;
using Names = std::vector<std::string>;

// Names are parts of one text, and the second of two is the one that stands later in it.
std::vector<std::size_t> repeated_places(const Names& names) {
    std::string text;
    for (const std::string& name : names) text += name + ",";
    DuplicateKeys keys;
    const std::size_t mark = keys.mark();
    std::map<const char*, std::size_t> places;
    std::size_t at = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        places[text.data() + at] = i;
        keys.add(std::string_view(text).substr(at, names[i].size()));
        at += names[i].size() + 1;
    }
    std::vector<std::size_t> found;
    keys.close(mark, [&](std::string_view name) { found.push_back(places.at(name.data())); });
    BOOST_TEST(keys.mark() == mark);
    return found;
}

std::vector<std::size_t> expected_places(const Names& names) {
    std::vector<std::size_t> places;
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (seen[names[i]]++ != 0) places.push_back(i);
    return places;
}

void check(const Names& names) {
    BOOST_TEST(repeated_places(names) == expected_places(names), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE(duplicate_keys)

BOOST_AUTO_TEST_CASE(no_name_and_one_name_are_never_repeated) {
    check({});
    check({""});
    check({"a"});
}

BOOST_AUTO_TEST_CASE(small_objects) {
    check({"a", "b", "c"});
    check({"a", "a"});
    check({"a", "b", "a"});
    check({"a", "a", "a"});
    check({"a", "b", "b", "a"});
    check({"a", "A"});
    check({"a", "aa", "aaa"});
    check({"", "a", ""});
    check({"", std::string(1, '\0')});
    check({std::string("a\0b", 3), std::string("a\0c", 3), std::string("a\0b", 3)});
}

BOOST_AUTO_TEST_CASE(objects_around_the_size_where_the_search_changes) {
    for (const std::size_t size : {23U, 24U, 25U, 26U, 100U, 1000U}) {
        Names names;
        for (std::size_t i = 0; i < size; ++i) names.push_back("name" + std::to_string(i));
        check(names);
        names.back() = names.front();
        check(names);
        names.push_back(names[size / 2]);
        names.push_back(names[size / 2]);
        check(names);
    }
}

// The fingerprint sees the length, the first eight and the last eight bytes.
BOOST_AUTO_TEST_CASE(names_with_equal_fingerprints_are_told_apart) {
    const auto middle = [](const std::string& text) { return "beginning-" + text + "-the-ending"; };
    check({middle("a"), middle("b"), middle("c")});
    check({middle("a"), middle("b"), middle("a")});
    Names many;
    for (int i = 0; i < 200; ++i) many.push_back(middle(std::to_string(1000 + i)));
    check(many);
    many.push_back(many[7]);
    check(many);
}

BOOST_AUTO_TEST_CASE(objects_inside_objects_are_told_apart) {
    const Names names = {"a", "b", "a", "c", "a", "c"};
    DuplicateKeys keys;
    std::vector<std::string> found;
    const auto add = [&](std::string_view name) { found.emplace_back(name); };
    const std::size_t outer = keys.mark();
    keys.add(names[0]);
    keys.add(names[1]);
    const std::size_t inner = keys.mark();
    keys.add(names[2]);
    keys.add(names[3]);
    keys.close(inner, add);
    BOOST_TEST(found.empty());
    const std::size_t second = keys.mark();
    keys.add(names[3]);
    keys.add(names[5]);
    keys.close(second, add);
    BOOST_TEST(found == Names{"c"}, boost::test_tools::per_element());
    keys.add(names[4]);
    keys.close(outer, add);
    BOOST_TEST(found == (Names{"c", "a"}), boost::test_tools::per_element());
    BOOST_TEST(keys.mark() == outer);
}

BOOST_AUTO_TEST_CASE(random_names_as_a_map_would_have_it) {
    std::mt19937 random(2);
    for (int round = 0; round < 500; ++round) {
        Names names(random() % 60);
        for (std::string& name : names) name = repeated(random() % 2 == 0 ? "x" : "yz", random() % 12);
        check(names);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
