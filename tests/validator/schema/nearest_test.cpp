#include "validator/schema/nearest.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

#include "validator/schema/rule.hpp"

namespace {

using namespace understudy::schema;

BOOST_AUTO_TEST_SUITE(nearest_)

constexpr auto kWords =
    std::to_array<std::string_view>({"api", "format", "max-findings", "status", "show-values"});

BOOST_AUTO_TEST_CASE(a_typing_error_is_understood) {
    BOOST_TEST(nearest("fromat", kWords) == "format");
    BOOST_TEST(nearest("foramt", kWords) == "format"); // two letters swapped are one error
    BOOST_TEST(nearest("pai", kWords) == "api");
    BOOST_TEST(nearest("statsu", kWords) == "status");
    BOOST_TEST(nearest("forma", kWords) == "format");
    BOOST_TEST(nearest("formats", kWords) == "format");
    BOOST_TEST(nearest("FORMAT", kWords) == "format");
    BOOST_TEST(nearest("max-finding", kWords) == "max-findings");
    BOOST_TEST(nearest("maxfindings", kWords) == "max-findings");
    BOOST_TEST(nearest("show-value", kWords) == "show-values");
    BOOST_TEST(nearest("ap", kWords) == "api");
    BOOST_TEST(nearest("api", kWords) == "api");
}

BOOST_AUTO_TEST_CASE(another_word_is_not) {
    for (const char* word : {"", "x", "xyz", "quiet", "verbose", "frmtxx", "a"})
        BOOST_TEST(nearest(word, kWords) == "", word);
    BOOST_TEST(nearest(std::string(100000, 'a'), kWords) == "");
    BOOST_TEST(nearest("format", {}) == "");
}

BOOST_AUTO_TEST_CASE(the_fewest_edits_win_and_then_the_first) {
    constexpr auto kNear = std::to_array<std::string_view>({"abcdx", "abcde", "abcdy"});
    BOOST_TEST(nearest("abcde", kNear) == "abcde");
    BOOST_TEST(nearest("abcdz", kNear) == "abcdx");
}

BOOST_AUTO_TEST_CASE(rules_and_evidence_have_their_names) {
    constexpr auto kNames = std::to_array<std::string_view>({"body.malformed",
                                                             "type.mismatch",
                                                             "null.unexpected",
                                                             "enum.unknown-value",
                                                             "value.unlisted",
                                                             "length.exceeded",
                                                             "length.short",
                                                             "format.invalid",
                                                             "pattern.mismatch",
                                                             "number.out-of-range",
                                                             "array.size",
                                                             "array.not-unique",
                                                             "object.size",
                                                             "value.mismatch",
                                                             "schema.mismatch",
                                                             "property.missing",
                                                             "property.undocumented",
                                                             "property.one-way",
                                                             "status.undocumented",
                                                             "content-type.unexpected",
                                                             "header.missing",
                                                             "header.invalid",
                                                             "lifecycle.illegal-move",
                                                             "link.broken"});
    for (std::size_t i = 0; i < kNames.size(); ++i) BOOST_TEST(rule_name(static_cast<Rule>(i)) == kNames[i]);
    for (const Evidence evidence : {Evidence::documented, Evidence::published, Evidence::inferred})
        BOOST_TEST((parse_evidence(evidence_name(evidence)) == evidence));
    for (const char* word : {"", "Documented", "documented ", "document", "guessed"})
        BOOST_TEST(!parse_evidence(word).has_value(), word);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
