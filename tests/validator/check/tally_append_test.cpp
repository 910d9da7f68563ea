// Tallies of parts, appended, against the tally of the whole. UNDERSTUDY_SEED repeats a run.

#include <boost/test/unit_test.hpp>
#include <random>
#include <sstream>

#include "tests/validator/seed.hpp"
#include "validator/check/tally.hpp"

namespace {

using namespace understudy;
using check::Drift;
using check::Finding;
using check::Severity;
using check::Tally;
using schema::Rule;

struct Document {
    unsigned status = 200;
    std::vector<Finding> findings; // their lines are those in the file
};

using Dice = std::mt19937;
using Documents = std::vector<Document>;

Finding any_finding(Dice& dice, std::size_t line) {
    Finding finding;
    finding.rule = dice() % 4 == 0 ? Rule::type_mismatch : Rule::enum_unknown_value;
    finding.severity = dice() % 5 == 0 ? Severity::warning : Severity::error;
    finding.path = std::string(1, dice() % 6 == 0 ? 'a' : 'b');
    finding.found = std::to_string(dice() % 45);
    finding.place.line = line;
    finding.place.column = dice() % 100;
    return finding;
}

Documents any_documents(Dice& dice) {
    Documents documents(dice() % 60);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        documents[i].status = dice() % 4 == 0 ? 404 : 200;
        for (std::size_t left = dice() % 2 * (dice() % 7); left != 0; --left)
            documents[i].findings.push_back(any_finding(dice, i + 1));
    }
    return documents;
}

void add(Tally& tally, const Documents& documents, std::size_t begin, std::size_t end,
         std::size_t lines_before) {
    for (std::size_t i = begin; i < end; ++i) {
        tally.begin_document(documents[i].status);
        for (Finding finding : documents[i].findings) {
            finding.place.line -= lines_before;
            tally.add(finding);
        }
        tally.end_document();
    }
}

std::string shown(const Finding& finding) {
    return finding.path + " " + finding.found + " " + std::string(schema::rule_name(finding.rule)) + " " +
           std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + "\n";
}

std::string shown(const Tally& tally) {
    std::ostringstream out;
    out << tally.documents() << " " << tally.conforming() << " " << tally.count(Severity::error) << " "
        << tally.count(Severity::warning) << "\n";
    for (const auto& [status, documents] : tally.statuses()) out << status << " " << documents << "\n";
    for (const Finding& finding : tally.findings()) out << shown(finding);
    for (const Drift& drift : tally.drift()) {
        out << drift.documents << " " << drift.occurrences << " " << drift.more_values << " first "
            << shown(drift.first);
        for (const std::string& value : drift.values) out << value << " ";
    }
    return out.str();
}

BOOST_AUTO_TEST_SUITE(tally_append)

BOOST_AUTO_TEST_CASE(parts_are_the_whole_wherever_it_is_cut) {
    Dice dice(test::seed());
    std::size_t bounded = 0;
    for (int round = 0; round < 400; ++round) {
        const Documents documents = any_documents(dice);
        const std::size_t most = dice() % 2 == 0 ? dice() % 50 : 1000;
        Tally whole(most);
        add(whole, documents, 0, documents.size(), 0);
        Tally sum(most);
        for (std::size_t begin = 0; begin < documents.size();) {
            const std::size_t end = std::min(documents.size(), begin + 1 + dice() % 20);
            if (dice() % 4 == 0) { // by itself between parts
                add(sum, documents, begin, end, 0);
            } else {
                Tally part(dice() % 2 == 0 ? sum.room() : most);
                add(part, documents, begin, end, begin);
                sum.append(std::move(part), begin);
            }
            begin = end;
        }
        bounded += whole.room() == 0 ? 1U : 0U;
        BOOST_TEST(shown(sum) == shown(whole), "round " << round << ": " << shown(sum) << shown(whole));
    }
    BOOST_TEST(bounded > 50U);
}

BOOST_AUTO_TEST_CASE(the_values_kept_do_not_depend_on_their_order) {
    Drift forwards, backwards;
    for (char c = 'a'; c <= 'z'; ++c) forwards.add_value({c});
    for (char c = 'z'; c >= 'a'; --c) backwards.add_value({c});
    BOOST_TEST(forwards.values == backwards.values, boost::test_tools::per_element());
    BOOST_TEST(*forwards.values.rbegin() == "t");
    BOOST_TEST((forwards.more_values && backwards.more_values));
    for (const char* again : {"a", "t"}) backwards.add_value(again);
    BOOST_TEST(backwards.values.size() == Drift::kMostValues);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
