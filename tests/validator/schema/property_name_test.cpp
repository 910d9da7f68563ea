// Names are compared in ways that depend on their length, on where they stand in the text and on how many an
// object has: so names of every length, with neighbours one character off, in every place.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Lines = std::vector<std::string>;
using Names = std::vector<std::string>;

std::string quoted(const std::string& name) {
    std::string text = write(Tree::string(name)).text;
    return text;
}

// Every character as an escape; for names of ASCII characters.
std::string escaped(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        text += escape;
    }
    return text + "\"";
}

// Named properties that must be null, all of them required.
schema::Program closed(const Names& names) {
    Tree properties = Tree::object();
    Tree required = Tree::array();
    for (const std::string& name : names) {
        properties.members.push_back({name, Tree::object({{"type", Tree::string("null")}})});
        required.elements.push_back(Tree::string(name));
    }
    return compiled(write(Tree::object({{"properties", properties}, {"required", required}})).text);
}

std::string object(const Lines& quoted_names, const std::string& value = "null") {
    std::string text = "{";
    for (const std::string& name : quoted_names) text += (text.size() == 1 ? "" : ",") + name + ":" + value;
    return text + "}";
}

// The name of `length` characters, and of no two lengths the same beginning.
std::string name_of(std::size_t length, char first = 'a') {
    std::string name;
    for (std::size_t i = 0; i < length; ++i)
        name += static_cast<char>('a' + (static_cast<std::size_t>(first - 'a') + i * 7 + length) % 26);
    return name;
}

constexpr std::size_t kLongest = 70;

BOOST_AUTO_TEST_SUITE(property_name)

BOOST_AUTO_TEST_CASE(of_any_length_is_known_with_and_without_escapes) {
    for (std::size_t length = 0; length <= kLongest; ++length) {
        const std::string name = name_of(length);
        const schema::Program program = closed({name});
        for (const char* after : {"", " ", "                                "}) {
            BOOST_TEST(rules(program, object({quoted(name)}) + after).empty(), length);
            BOOST_TEST(rules(program, object({escaped(name)}) + after).empty(), length);
        }
        BOOST_TEST(rules(program, object({quoted(name)}, "7")) == Lines{"type.mismatch /" + name},
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(one_character_off_is_another_name) {
    for (std::size_t length = 1; length <= kLongest; ++length) {
        const std::string name = name_of(length);
        const schema::Program program = closed({name});
        const auto other = [&](const std::string& text, const char* what) {
            const Lines found = rules(program, text);
            const bool good = found.size() == 2 && found[0].starts_with("property.undocumented ") &&
                              found[1] == "property.missing /" + name;
            if (!good) BOOST_ERROR(what << " of a name of " << length << ": " << text);
        };
        for (std::size_t i = 0; i < length; ++i) {
            std::string near = name;
            near[i] = near[i] == 'z' ? 'y' : 'z';
            if (near == name) continue;
            other(object({quoted(near)}), "a character changed");
            near[i] = '\0';
            other(object({quoted(near)}), "a NUL");
            other(object({quoted(name.substr(0, i) + name.substr(i + 1))}), "a character less");
            other(object({quoted(name.substr(0, i) + "-" + name.substr(i))}), "a character more");
        }
        other(object({quoted(name + " ")}), "a space more");
        other(object({quoted(name + std::string(1, '\0'))}), "a NUL more");
        other(object({quoted(name + "\"")}), "a quote more");
    }
}

// What is compared may be the text as it is written, escapes and all.
BOOST_AUTO_TEST_CASE(with_backslashes_is_not_taken_for_an_escape) {
    for (const char* name :
         {"\\n", "a\\n", "a\\nb", "\\u0061", "x\\", "\\\\", "\\\"", "a\\tb\\tc\\td\\te\\tf\\tg\\th\\ti"}) {
        const std::string same_bytes = "\"" + std::string(name) + "\"";
        const schema::Program program = closed({name});
        BOOST_TEST(rules(program, object({quoted(name)})).empty(), name);
        // Bytes that begin like the name and stand for something of the same length.
        for (std::size_t more = 0; more < 12; ++more) {
            const std::string text = "{\"" + std::string(name) + std::string(more, 'x') + "\":null}";
            BOOST_TEST(rules(program, text).size() >= 1U, text);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_several_bytes_a_character_is_known) {
    for (const char* piece : {"é", "漢", "😀"})
        for (std::size_t count = 1; count < 20; ++count) {
            const std::string name = repeated(piece, count);
            const schema::Program program = closed({name});
            BOOST_TEST(rules(program, object({quoted(name)})).empty());
            std::string near = name;
            near.back() = static_cast<char>(near.back() ^ 1);
            BOOST_TEST(rules(program, object({quoted(near)})).size() == 2U, near);
        }
}

Names names(std::size_t count) {
    Names list;
    for (std::size_t i = 0; i < count; ++i)
        list.push_back("property_" + std::to_string(i * 7919 % 1000) + "_" + name_of(i % 30));
    return list;
}

Lines all_quoted(const Names& list) {
    Lines texts;
    for (const std::string& name : list) texts.push_back(quoted(name));
    return texts;
}

constexpr std::size_t kSizes[] = {1, 2, 23, 24, 25, 26, 63, 64, 65, 66, 127, 128, 129, 200};

BOOST_AUTO_TEST_CASE(in_objects_of_any_width_in_any_order) {
    std::mt19937 random(3);
    for (const std::size_t size : kSizes) {
        const Names list = names(size);
        const schema::Program program = closed(list);
        Lines texts = all_quoted(list);
        BOOST_TEST(rules(program, object(texts)).empty(), size << " in order");
        BOOST_TEST(rules(program, object({})).size() == size, size << " missing");
        std::reverse(texts.begin(), texts.end());
        BOOST_TEST(rules(program, object(texts)).empty(), size << " reversed");
        for (int round = 0; round < 20; ++round) {
            std::shuffle(texts.begin(), texts.end(), random);
            BOOST_TEST(rules(program, object(texts)).empty(), size << " shuffled");
        }
    }
}

BOOST_AUTO_TEST_CASE(each_one_missing_twice_or_wrong_in_objects_of_any_width) {
    for (const std::size_t size : kSizes) {
        const Names list = names(size);
        const schema::Program program = closed(list);
        for (std::size_t i = 0; i < size; ++i) {
            Lines texts = all_quoted(list);
            texts[i] += ":7,\"extra\"";
            BOOST_TEST(rules(program, object(texts)) ==
                           (Lines{"type.mismatch /" + list[i], "property.undocumented /extra"}),
                       boost::test_tools::per_element());
            texts = all_quoted(list);
            texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(i));
            BOOST_TEST(rules(program, object(texts)) == Lines{"property.missing /" + list[i]},
                       boost::test_tools::per_element());
            for (const std::size_t where : {std::size_t{0}, i, i + 1, size}) {
                texts = all_quoted(list);
                texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(where), quoted(list[i]));
                BOOST_TEST(rules(program, object(texts)) == Lines{"body.malformed /" + list[i]},
                           boost::test_tools::per_element());
            }
        }
    }
}

// Wide objects inside wide ones, two side by side: what was seen of the outer one must be there after each.
BOOST_AUTO_TEST_CASE(wide_objects_inside_wide_objects) {
    for (const std::size_t size : {4U, 64U, 65U, 130U}) {
        const auto name = [](std::size_t i) { return "\"p" + std::to_string(i) + "\""; };
        const std::size_t first = size / 2, second = first + 1;
        std::string properties, before, after, required;
        for (std::size_t i = 0; i < size; ++i) {
            const std::string comma = i == 0 ? "" : ",";
            const bool is_inner = i == first || i == second;
            properties += comma + name(i) + (is_inner ? R"(:{"$ref":"#"})" : ":true");
            required += comma + name(i);
            if (i < first) before += name(i) + ":1,";
            if (i > second) after += "," + name(i) + ":1";
        }
        const schema::Program program = compiled("{\"type\":\"object\",\"properties\":{" + properties +
                                                 "},\"required\":[" + required + "]}");
        std::string text = "{\"x\":1}";
        for (int depth = 0; depth < 4; ++depth)
            text = "{" + before + name(first) + ":" + text + "," + name(second) + ":" + text + after + "}";
        // In each of the innermost all is missing, and x is not documented.
        const Lines found = rules(program, text);
        BOOST_TEST(found.size() == 16 * (size + 1));
        const std::string step = "/p" + std::to_string(first);
        BOOST_TEST(found.front() == "property.undocumented " + step + step + step + step + "/x");
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
