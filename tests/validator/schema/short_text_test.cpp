#include "validator/schema/compile/short_text.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using schema::ShortText;
using schema::WordSet;
using Words = std::vector<std::string>;

Words words_of(std::size_t count, std::size_t length, unsigned seed) {
    std::mt19937 random(seed);
    Words words;
    while (words.size() < count) {
        std::string word;
        for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + random() % 26);
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    return words;
}

Words near(const std::string& word) {
    Words list = {word + "x", word + std::string(1, '\0'), "x" + word};
    for (std::size_t i = 0; i < word.size(); ++i) {
        list.push_back(word.substr(0, i) + word.substr(i + 1));
        std::string changed = word;
        changed[i] = static_cast<char>(changed[i] ^ 0x20);
        list.push_back(changed);
        changed[i] = '\0';
        list.push_back(changed);
    }
    return list;
}

bool contains(const WordSet& set, const std::string& text) {
    return set.contains(ShortText::of(text), text.size());
}

BOOST_AUTO_TEST_SUITE(short_text)

BOOST_AUTO_TEST_CASE(is_the_first_bytes_and_zeros_after_them) {
    const std::string around = "0123456789abcdefghijklmnopqrstuvwxyz";
    for (std::size_t size = 0; size <= around.size() - ShortText::kSize; ++size)
        BOOST_TEST((ShortText::load(around.data(), size) == ShortText::of(around.substr(0, size))));
    BOOST_TEST(
        (ShortText::of("a") == ShortText::of(std::string("a\0", 2)))); // so the size is compared as well
    BOOST_TEST(!(ShortText::of("a") == ShortText::of("b")));
    for (std::size_t i = 0; i < ShortText::kSize; ++i) {
        std::string other = around;
        other[i] = '!';
        BOOST_TEST(!(ShortText::of(other) == ShortText::of(around)));
    }
}

BOOST_AUTO_TEST_CASE(a_set_contains_its_words_and_no_others) {
    for (const std::size_t length : {1U, 2U, 7U, 8U, 9U, 15U, 16U, 17U, 23U, 24U})
        for (const std::size_t count : {1U, 2U, 3U, 8U, 9U, 20U}) {
            const Words words = words_of(count, length, static_cast<unsigned>(100 * length + count));
            const std::vector<std::string_view> views(words.begin(), words.end());
            const auto set = WordSet::make(views);
            BOOST_TEST_REQUIRE(set.has_value());
            for (const std::string& word : words) {
                BOOST_TEST(contains(*set, word));
                for (const std::string& other : near(word))
                    if (std::find(words.begin(), words.end(), other) == words.end())
                        BOOST_TEST(!contains(*set, other), other << " is not " << word);
            }
            BOOST_TEST(!contains(*set, ""));
        }
}

BOOST_AUTO_TEST_CASE(a_word_too_long_for_registers_makes_no_set) {
    const std::vector<std::string_view> words = {"a", "1234567890123456789012345"};
    BOOST_TEST(!WordSet::make(words).has_value());
    const std::vector<std::string_view> fits = {"a", "123456789012345678901234", "", "a"};
    BOOST_TEST_REQUIRE(WordSet::make(fits).has_value());
    BOOST_TEST(contains(*WordSet::make(fits), ""));
    BOOST_TEST(!contains(*WordSet::make(fits), "1234567890123456789012345"));
}

// Through the evaluator, in whatever way it looks words up.
BOOST_AUTO_TEST_CASE(an_enum_of_any_size_with_words_of_any_length) {
    for (const char* keyword : {"enum", "x-known-values"})
        for (const std::size_t length : {1U, 8U, 16U, 24U, 25U, 40U})
            for (const std::size_t count : {1U, 5U, 20U, 1500U}) {
                if (length == 1 && count > 20) continue;
                const Words words = words_of(count, length, static_cast<unsigned>(length));
                Tree values = Tree::array();
                Tree all = Tree::array();
                for (const std::string& word : words) values.elements.push_back(Tree::string(word));
                all = values;
                const schema::Program program =
                    compiled(write(Tree::object({{"items", Tree::object({{keyword, values}})}})).text);
                BOOST_TEST(rules(program, write(all).text).empty());
                Tree others = Tree::array();
                for (const std::string& other : near(words.front()))
                    if (std::find(words.begin(), words.end(), other) == words.end())
                        others.elements.push_back(Tree::string(other));
                BOOST_TEST(rules(program, write(others).text).size() == others.elements.size(),
                           keyword << " " << length << " " << count);
            }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
