// The engine against itself: documents that are checked as they are read, and documents that are kept whole,
// over schemas and instances that chance makes. UNDERSTUDY_SEED repeats a run.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/schema/random_schema.hpp"
#include "tests/validator/seed.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using schema::Draft;
namespace data = boost::unit_test::data;

const std::vector<Draft> drafts = {Draft::draft2020_12, Draft::draft2019_09, Draft::draft7,
                                   Draft::draft6,       Draft::draft4,       Draft::openapi_3_0};

/// A schema compiled as a document of a draft, with all that it needs.
struct Compiled {
    Compiled(const std::string& text, Draft draft, bool report_undocumented)
        : document(std::make_shared<const json::Document>(json::Document::parse("schema.json", text))),
          registry({}, draft),
          program(compile(draft, report_undocumented)) {}

    schema::Program compile(Draft draft, bool report_undocumented) {
        const schema::Resource& resource = registry.add_schema("schema:///", document, draft);
        schema::CompilerOptions options;
        options.report_undocumented = report_undocumented;
        options.is_openapi = draft == Draft::openapi_3_0;
        return schema::Compiler(registry, options, notes)
            .compile({&document->root(), &resource, "", nullptr});
    }

    std::shared_ptr<const json::Document> document;
    schema::Registry registry;
    schema::Notes notes;
    schema::Program program;
};

// Some letters as escapes: a name or a word is what it is, however it is written.
std::string escaped(std::string text, Dice& dice) {
    if (!dice.once_in(3)) return text;
    for (std::size_t at = 0; (at = text.find("\"a", at)) != std::string::npos; at += 3)
        if (dice.once_in(2)) text.replace(at + 1, 1, "\\u0061");
    return text;
}

struct Tally {
    std::size_t schemas = 0, instances = 0, valid = 0, breaches = 0;
    int wrong = 0;
};

void hold(const schema::Program& program, const Tree& schema, const std::string& text, Dice& dice,
          Tally& tally) {
    const bool show_names = dice.once_in(2);
    for (int round = 0; round < 6; ++round) {
        const Tree instance = random_instance(dice, schema);
        const std::string json = escaped(write(instance, "").text, dice);
        const auto streamed = breaches(program, json, {{}, show_names, false});
        const auto whole = breaches(program, json, {{}, show_names, true});
        ++tally.instances;
        tally.valid += streamed.empty() ? 1U : 0U;
        tally.breaches += streamed.size();
        if (streamed == whole) continue;
        ++tally.wrong;
        BOOST_TEST_CONTEXT("schema " << text << "\ninstance " << json)
        BOOST_TEST(streamed == whole, boost::test_tools::per_element());
        return;
    }
}

BOOST_AUTO_TEST_SUITE(random_schemas)

BOOST_DATA_TEST_CASE(a_document_read_and_one_kept_whole_have_the_same_breaches, data::xrange(drafts.size()),
                     at) {
    const Draft draft = drafts[at];
    constexpr int kRounds = 600;
    Dice dice(seed() + static_cast<unsigned>(draft));
    Tally tally;
    for (int round = 0; round < kRounds && tally.wrong < 3; ++round) {
        const Tree schema = random_schema(dice, draft);
        const std::string text = write(schema, "").text;
        std::optional<Compiled> compiled;
        try {
            compiled.emplace(text, draft, dice.once_in(2));
        } catch (const json::LoadError&) {
            continue; // its references go round
        }
        ++tally.schemas;
        hold(compiled->program, schema, text, dice, tally);
    }
    std::cout << "random: " << draft_name(draft) << ": " << tally.schemas << " schemas of " << kRounds << ", "
              << tally.instances << " instances, " << tally.valid << " of them valid, " << tally.breaches
              << " breaches alike" << std::endl;
    if (tally.wrong != 0) return;
    BOOST_TEST(tally.schemas > kRounds / 2U);
    BOOST_TEST(tally.valid > tally.instances / 10);
    BOOST_TEST(tally.valid < tally.instances * 9 / 10);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
