#include <boost/test/unit_test.hpp>

#include "server/mock/journal.hpp"

namespace {

using namespace understudy;
using namespace understudy::mock;

std::vector<std::string> targets(const Journal& journal) {
    std::vector<std::string> all;
    journal.newest_first([&](const JournalEntry& entry) {
        all.emplace_back(entry.target);
        return true;
    });
    return all;
}

void add(Journal& journal, std::string_view target, std::span<const http::Field> fields = {}) {
    journal.add({"GET", target, "host", fields, "body"}, {});
}

BOOST_AUTO_TEST_SUITE(journal)

BOOST_AUTO_TEST_CASE(the_oldest_goes_first_and_is_counted) {
    const CredentialMask mask;
    Journal journal(3, mask);
    BOOST_TEST(targets(journal).empty());
    for (const char* target : {"/1", "/2"}) add(journal, target);
    BOOST_TEST(targets(journal) == (std::vector<std::string>{"/2", "/1"}), boost::test_tools::per_element());
    for (const char* target : {"/3", "/4", "/5"}) add(journal, target);
    BOOST_TEST(targets(journal) == (std::vector<std::string>{"/5", "/4", "/3"}),
               boost::test_tools::per_element());
    BOOST_TEST(journal.dropped() == 2U);
    BOOST_TEST(journal.total() == 5U);
    journal.clear();
    BOOST_TEST(journal.size() == 0U);
    BOOST_TEST(journal.dropped() == 0U);
    add(journal, "/6");
    BOOST_TEST(targets(journal) == std::vector<std::string>{"/6"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_journal_of_none_counts_only) {
    const CredentialMask mask;
    Journal journal(0, mask);
    add(journal, "/1");
    BOOST_TEST(journal.size() == 0U);
    BOOST_TEST(journal.dropped() == 1U);
}

BOOST_AUTO_TEST_CASE(an_entry_has_what_was_asked_but_no_credential_and_no_body) {
    const CredentialMask mask({"X-Pass"});
    Journal journal(1, mask);
    const http::Field fields[] = {{"Accept", "text/plain"}, {"Authorization", "Bearer hush"},
                                  {"x-pass", "hush"},       {"X-Api-Key", "hush"},
                                  {"Cookie", "id=hush"},    {"X-Empty", ""}};
    add(journal, "/runs?limit=5&api_key=hush&a%70i_key=hush&flag#hush", fields);
    journal.newest_first([&](const JournalEntry& entry) {
        BOOST_TEST(entry.method == "GET");
        BOOST_TEST(entry.target == "/runs?limit=5&api_key=***&a%70i_key=***&flag#hush");
        BOOST_TEST(entry.field("accept") == "text/plain");
        BOOST_TEST(entry.field("AUTHORIZATION") == "***");
        BOOST_TEST(entry.has_field("X-Empty"));
        BOOST_TEST(!entry.has_field("X-Absent"));
        BOOST_TEST(entry.fields.find("hush") == std::string_view::npos);
        BOOST_TEST(entry.body_size == 4U);
        return true;
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
