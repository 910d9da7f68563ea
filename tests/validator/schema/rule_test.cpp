#include "validator/schema/dialect/rule.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

namespace {

using namespace understudy::schema;

BOOST_AUTO_TEST_SUITE(rule)

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
