#include "validator/schema/dialect/keyword_table.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "validator/json/document.hpp"
#include "validator/schema/dialect/metaschemas.hpp"

namespace {

using namespace understudy;
using namespace understudy::schema;

BOOST_AUTO_TEST_SUITE(keyword_table)

BOOST_AUTO_TEST_CASE(no_row_has_an_empty_cell) {
    std::set<std::pair<std::string_view, unsigned>> seen;
    for (const Keyword& row : keywords()) {
        BOOST_TEST_CONTEXT(row.word) {
            BOOST_TEST(!row.word.empty());
            BOOST_TEST(row.drafts != 0);
            BOOST_TEST((row.role != Role{}));
            BOOST_TEST((row.holds != Holds{}));
            BOOST_TEST((row.words.wording != Wording{}));
            BOOST_TEST((row.comparison != Comparison{}));
            BOOST_TEST((row.answer != Answer{}));
            BOOST_TEST((row.generation != Generation{}));
            for (unsigned draft = 0; draft < 6; ++draft)
                if (has(row, static_cast<Draft>(draft)))
                    BOOST_TEST(seen.emplace(row.word, draft).second, "two rows for draft " << draft);
        }
    }
    BOOST_TEST(seen.size() > 150U);
}

BOOST_AUTO_TEST_CASE(the_cells_of_a_row_agree) {
    for (const Keyword& row : keywords()) {
        const bool constrains = row.role == Role::assertion || row.role == Role::applicator;
        const bool is_said = row.words.wording != Wording::unsaid && row.words.wording != Wording::elsewhere;
        BOOST_TEST_CONTEXT(row.word) {
            BOOST_TEST(is_said == !row.words.before.empty());
            if (row.role == Role::applicator || row.holds != Holds::nothing)
                BOOST_TEST((row.role != Role::assertion));
            // What constrains is said, compared and generated; only discriminator chooses and does not
            // constrain.
            if (constrains && row.word != "discriminator") {
                BOOST_TEST((row.words.wording != Wording::unsaid));
                BOOST_TEST((row.comparison != Comparison::not_compared));
                BOOST_TEST((row.generation != Generation::unneeded));
            }
            if (row.role == Role::assertion && row.word != "discriminator") BOOST_TEST(row.rule.has_value());
            if (row.answer != Answer::unanswered) BOOST_TEST(row.rule.has_value());
            const bool is_shown_with_rule =
                row.comparison == Comparison::listed || row.comparison == Comparison::upper_limit ||
                row.comparison == Comparison::lower_limit || row.comparison == Comparison::switched ||
                row.comparison == Comparison::exact;
            if (is_shown_with_rule) BOOST_TEST(row.rule.has_value());
        }
    }
}

// In a meta-schema's `properties` stand the keywords of its vocabulary.
std::size_t missing_keywords(const json::EmbeddedFile& file, Draft draft) {
    const auto document = json::Document::parse(std::string(file.name), std::string(file.text));
    const json::Value* properties = document.root().find("properties");
    std::size_t count = 0;
    for (const json::Member& member : properties->members) {
        if (member.value.find("deprecated") != nullptr)
            continue; // of another draft, and no vocabulary has it
        const json::Value* comment = member.value.find("$comment");
        if (comment != nullptr && comment->text.find("is no longer a keyword") != std::string_view::npos)
            continue; // so 2019-09 says of `dependencies`
        const Keyword* row = find_keyword(member.name, draft);
        BOOST_TEST((row != nullptr && has(*row, draft)), file.name << " has " << member.name);
        ++count;
    }
    return count;
}

BOOST_AUTO_TEST_CASE(every_keyword_of_a_published_vocabulary_has_a_row) {
    std::size_t count = 0;
    for (const json::EmbeddedFile& file : metaschemas()) {
        const std::string_view name = file.name;
        Draft draft = Draft::draft2020_12;
        for (const auto& [part, its] : {std::pair{"draft4.", Draft::draft4},
                                        {"draft6.", Draft::draft6},
                                        {"draft7.", Draft::draft7},
                                        {"draft2019-09.", Draft::draft2019_09}})
            if (name.find(part) != std::string_view::npos) draft = its;
        count += missing_keywords(file, draft);
    }
    BOOST_TEST(count > 120U);
}

BOOST_AUTO_TEST_CASE(a_keyword_is_found_as_its_draft_has_it) {
    BOOST_TEST((find_keyword("items", Draft::draft7)->holds == Holds::either));
    BOOST_TEST((find_keyword("items", Draft::draft2020_12)->holds == Holds::schema));
    BOOST_TEST(!has(*find_keyword("nullable", Draft::draft2020_12), Draft::draft2020_12));
    BOOST_TEST(find_keyword("maxlength", Draft::draft2020_12) == nullptr);
    BOOST_TEST(find_keyword("", Draft::draft2020_12) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
