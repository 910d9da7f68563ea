#include "validator/schema/pattern/pattern.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ctime>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "validator/text/utf8.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
using schema::Pattern;
using schema::PatternError;
using schema::PatternSyntax;
using Result = schema::Pattern::Result;

const std::vector<Case> patterns = load_cases("schema/patterns.json");
const std::vector<Case> patterns_annex_b = load_cases("schema/patterns_annex_b.json");
const std::vector<Case> pattern_errors = load_cases("schema/pattern_errors.json");

Pattern compiled(const std::string& pattern, PatternSyntax syntax = PatternSyntax::unicode) {
    auto result = Pattern::compile(pattern, syntax);
    if (const auto* error = std::get_if<PatternError>(&result))
        throw std::runtime_error(pattern + ": " + error->reason);
    return std::get<Pattern>(std::move(result));
}

PatternError refused(const std::string& pattern) {
    const auto result = Pattern::compile(pattern);
    BOOST_TEST_REQUIRE(std::holds_alternative<PatternError>(result), pattern);
    return std::get<PatternError>(result);
}

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

BOOST_AUTO_TEST_SUITE(pattern)

BOOST_DATA_TEST_CASE(matches, data::make(patterns), each) {
    BOOST_TEST(schema::is_pattern(each.text("pattern")));
    const Pattern pattern = compiled(each.text("pattern"));
    for (const std::string& text : each.texts("match"))
        BOOST_TEST((pattern.search(text) == Result::match), text);
    for (const std::string& text : each.texts("no_match"))
        BOOST_TEST((pattern.search(text) == Result::no_match), text);
}

// The texts were tried with another engine, without its flag `u`.
BOOST_DATA_TEST_CASE(matches_by_annex_b, data::make(patterns_annex_b), each) {
    BOOST_TEST(!schema::is_pattern(each.text("pattern")));
    refused(each.text("pattern"));
    const Pattern pattern = compiled(each.text("pattern"), PatternSyntax::annex_b);
    for (const std::string& text : each.texts("match"))
        BOOST_TEST((pattern.search(text) == Result::match), text);
    for (const std::string& text : each.texts("no_match"))
        BOOST_TEST((pattern.search(text) == Result::no_match), text);
}

BOOST_AUTO_TEST_CASE(annex_b_changes_no_pattern_that_is_one_without_it) {
    for (const Case& each : patterns) {
        const Pattern pattern = compiled(each.text("pattern"), PatternSyntax::annex_b);
        for (const std::string& text : each.texts("match"))
            BOOST_TEST((pattern.search(text) == Result::match), each.text("pattern") << ": " << text);
    }
    BOOST_TEST((compiled("^\\p{Lu}\\u{41}]$", PatternSyntax::annex_b).search("ÄA]") == Result::match));
    for (const char* text :
         {"a**", "(", ")", "[b-a]", "a{2,1}", "(?<=a)*", "\\", "[", "{1}", "(?<a>b)\\k<c>"})
        BOOST_TEST(std::holds_alternative<PatternError>(Pattern::compile(text, PatternSyntax::annex_b)),
                   text);
}

BOOST_DATA_TEST_CASE(errors, data::make(pattern_errors), each) {
    BOOST_TEST(!schema::is_pattern(each.text("pattern")));
    const PatternError error = refused(each.text("pattern"));
    BOOST_TEST(error.reason == each.text("reason"));
    BOOST_TEST(error.offset == each.number("offset"));
}

// Patterns of ECMA-262, and well-formed; they are only more than PCRE2 can do.
BOOST_AUTO_TEST_CASE(what_is_not_supported_says_where) {
    const std::vector<std::pair<std::string, std::size_t>> beyond = {
        {"ab(?<=a+)b", 2},
        {"a{1,65536}", 0},
        {"xa{99999999999999999999}", 1},
        {times(251, "(") + times(251, ")"), 250},
        {"\\p{CWKCF}", 0},
        {"^(?:(a)|b)*\\1$", 11}, // a round of a loop forgets its groups (ECMA-262 §22.2.2.3.1)
        {"^(?:(a)|b)+\\1$", 11},
        {"^(?:(a)|b){2,}\\1$", 14},
        {"^(?:(?:(a)|b)c)*\\1$", 16},
        {"^(?:\\1(a|b))*$", 4}, // read before it is set
        {"^(a\\1|b)*$", 3},
        {"^(?:(?:(a)|b)\\1)*$", 13},
        {"^(?:(a)?\\1b)*$", 8},
        {"^(?:(?<x>a)*\\k<x>b)*$", 12},
        {"^(?:(?!(a))b\\1)*$", 12},
        {"^(a?)*\\1$", 6}, // an empty round is none
        {"^(?:(?=(a))a|b)*\\1", 16},
    };
    for (const auto& [pattern, offset] : beyond) {
        BOOST_TEST(schema::is_pattern(pattern), pattern);
        const PatternError error = refused(pattern);
        BOOST_TEST(error.reason.starts_with("not supported: "), error.reason);
        BOOST_TEST(error.offset == offset, pattern);
    }
}

BOOST_AUTO_TEST_CASE(what_takes_too_many_steps_is_given_up_soon) {
    const std::string a = times(40, "a"), many = times(20'000, "a"), most = times(1'000'000, "a");
    const std::vector<std::pair<std::string, std::string>> hopeless = {
        {"^(a+)+$", a + "!"},
        {"(a+)+$", a + "!"},
        {"^(a|a)*$", a + "!"},
        {"^(?:a|aa)+$", a + a + "!"},
        {"^(\\w+\\s?)*$", a + "!"},
        {"^(([a-z])+.)+[A-Z]([a-z])+$", a},
        {"^" + times(30, "(?:a|a)") + "[bc]", a},
        {"^(?=(a+)+[bc])", a},
        {"^a*a*[bc]", most},    // what PCRE2's own limits do not count
        {"(.*)\\1[bc]", many},  //
        {"a{60000}[bc]", most}, //
        {times(10'000, "a") + "[bc]", most},
        {"(?:" + times(500, "a{50}x|") + "b)[cd]", many},
        {"^(?:a|b)*$", most}, // out of memory
    };
    for (const auto& [expression, text] : hopeless) {
        const Pattern pattern = compiled(expression);
        const std::clock_t start = std::clock();
        BOOST_TEST((pattern.search(text) == Result::limit), expression.substr(0, 40));
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        BOOST_TEST(seconds < 1.0,
                   expression.substr(0, 40)); // 0.1 by itself; this is for sanitizers and Valgrind
    }
}

BOOST_AUTO_TEST_CASE(what_is_long_and_harmless_is_searched) {
    const std::string most = times(1'000'000, "a");
    for (const char* expression : {"^[a-z]+$", "^.*$", "a$", "^(?:a{1000})+$", "^[^]*$", "^a*a$"})
        BOOST_TEST((compiled(expression).search(most) == Result::match), expression);
    for (const char* expression : {"b", "^[a-z]+!", "[^@]+@[^@]+", "\\w+[:;]", "a!", "^(?:a{1000})+b$"})
        BOOST_TEST((compiled(expression).search(most) == Result::no_match), expression);
    BOOST_TEST((compiled("^(?:[a-z]+ )*$").search(times(100'000, "words ")) == Result::match));
    BOOST_TEST((compiled("^(a|b)*$").search(times(50'000, "ab")) == Result::match));
}

BOOST_AUTO_TEST_CASE(a_limit_leaves_nothing_behind) {
    const Pattern pattern = compiled("^(a+)+$");
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST((pattern.search(times(40, "a") + "!") == Result::limit));
        BOOST_TEST((pattern.search("aaa") == Result::match));
        BOOST_TEST((pattern.search("b") == Result::no_match));
    }
}

BOOST_AUTO_TEST_CASE(one_pattern_serves_many_threads) {
    const Pattern pattern = compiled("^(?:[a-z]+-)*(\\d)\\1$");
    std::vector<std::size_t> right(8);
    std::vector<std::thread> threads;
    for (std::size_t& count : right)
        threads.emplace_back([&pattern, &count] {
            for (int i = 0; i < 2'000; ++i) {
                const std::string digit = std::to_string(i % 10);
                count += pattern.search("one-two-" + digit + digit) == Result::match ? 1U : 0U;
                count += pattern.search("one-two-" + digit + "x") == Result::no_match ? 1U : 0U;
            }
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::size_t count : right) BOOST_TEST(count == 4'000U);
}

BOOST_AUTO_TEST_CASE(it_may_be_moved) {
    Pattern first = compiled("^a$");
    Pattern second = std::move(first);
    first = compiled("^b$");
    BOOST_TEST((second.search("a") == Result::match));
    BOOST_TEST((first.search("b") == Result::match));
}

BOOST_AUTO_TEST_CASE(ill_formed_utf_8_matches_nothing_and_is_no_pattern) {
    for (const std::string text :
         {"\x80", "a\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xf8"}) {
        BOOST_TEST((compiled("^[^]*$").search(text) == Result::no_match));
        BOOST_TEST(refused("^" + text).reason == "ill-formed UTF-8");
        BOOST_TEST(!schema::is_pattern("[" + text + "]"));
        BOOST_TEST(!schema::is_pattern("(?<" + text + ">a)"));
    }
}

// Memory whose last byte is followed by a page that cannot be read.
class GuardedBytes {
public:
    explicit GuardedBytes(std::size_t most)
        : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))), size_((most / page_ + 1) * page_) {
        void* const region =
            mmap(nullptr, size_ + page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        BOOST_TEST_REQUIRE((region != MAP_FAILED));
        begin_ = static_cast<char*>(region);
        BOOST_TEST_REQUIRE(mprotect(begin_ + size_, page_, PROT_NONE) == 0);
    }
    GuardedBytes(const GuardedBytes&) = delete;
    GuardedBytes& operator=(const GuardedBytes&) = delete;
    ~GuardedBytes() { munmap(begin_, size_ + page_); }

    std::string_view put(std::string_view text) {
        return {std::copy(text.begin(), text.end(), begin_ + size_ - text.size()) - text.size(), text.size()};
    }

private:
    std::size_t page_, size_;
    char* begin_ = nullptr;
};

// A multi-byte character that is cut off, or begins nowhere, leads no search past the end of its text.
BOOST_AUTO_TEST_CASE(no_search_reads_past_the_end_of_any_bytes) {
    std::mt19937 random(9535);
    GuardedBytes memory(64);
    const std::vector<Pattern> searches = [] {
        std::vector<Pattern> list;
        for (const char* pattern : {"^[^]*$", "(?<=\\u{10ffff})x|.$", "\\p{L}+$", "^(?:.|[^a])*$", "(.)\\1",
                                    "[\\u{80}-\\u{10ffff}]"})
            list.push_back(compiled(pattern));
        return list;
    }();
    const std::string_view leads =
        "\xc2\xdf\xe0\xed\xef\xf0\xf4\xf8\xff\x80\xbf"
        "aZ";
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 40, 'a');
        for (char& byte : bytes)
            if (random() % 3 == 0) byte = leads[random() % leads.size()];
        if (i % 2 == 0) bytes += leads[random() % leads.size()];
        const std::string_view text = memory.put(bytes);
        const bool is_utf8 = text::find_invalid_utf8(text) == text.size();
        for (const Pattern& pattern : searches)
            if (pattern.search(text) == Result::match) BOOST_TEST_REQUIRE(is_utf8, i);
    }
}

// Any bytes: no crash, and what is a pattern compiles or says why not.
BOOST_AUTO_TEST_CASE(mutations_of_patterns) {
    std::mt19937 random(20240229);
    std::size_t good = 0, all = 0;
    for (const Case& each : patterns)
        for (int i = 0; i < 200; ++i) {
            std::string pattern = each.text("pattern");
            const std::size_t at = random() % (pattern.size() + 1);
            const char byte = static_cast<char>(random() % (i % 4 == 0 ? 256 : 128));
            if (at < pattern.size() && i % 2 == 0)
                pattern[at] = byte;
            else
                pattern.insert(at, 1, byte);
            const std::vector<char> exact(pattern.begin(), pattern.end()); // so that a sanitizer sees its end
            const std::string_view view(exact.data(), exact.size());
            const auto result = Pattern::compile(view);
            const bool supported = std::holds_alternative<Pattern>(result);
            ++all;
            good += supported ? 1U : 0U;
            if (supported) std::get<Pattern>(result).search(view);
            const auto* error = std::get_if<PatternError>(&result);
            BOOST_TEST(
                (supported || !schema::is_pattern(view) || error->reason.starts_with("not supported: ")));
            BOOST_TEST((supported || error->offset <= view.size()));
        }
    BOOST_TEST(good > all / 10);
    BOOST_TEST(good < all);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
