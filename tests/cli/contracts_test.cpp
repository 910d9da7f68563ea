#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/embedded.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

Outcome contracts(const cli::Arguments& arguments) {
    return run(cli::contracts, arguments);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The line of a table that begins with a word, its runs of spaces made one.
std::string row(const std::string& table, const std::string& first) {
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string joined, word;
        while (words >> word) joined += (joined.empty() ? "" : " ") + word;
        if (joined.starts_with(first + " ")) return joined;
    }
    return "no line begins with " + first;
}

BOOST_AUTO_TEST_SUITE(contracts_)

BOOST_AUTO_TEST_CASE(are_listed) {
    const Outcome outcome = contracts({});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(outcome.err == "");
    BOOST_TEST(row(outcome.out, "NAME") == "NAME TITLE VERSION RUN");
    BOOST_TEST(row(outcome.out, "duckie") ==
               "duckie Duckie runs 0.1.0 GET https://app.useduckie.ai/api/v1/runs/{run_id}");
    BOOST_TEST(row(outcome.out, "happyrobot") ==
               "happyrobot HappyRobot runs 0.1.0 GET https://platform.happyrobot.ai/api/v1/runs/{run_id}");
    BOOST_TEST(row(outcome.out, "noxus") == "noxus Noxus runs 0.1.0 GET /v1/runs/{run_id}");
}

BOOST_AUTO_TEST_CASE(one_is_explained_field_by_field) {
    const Outcome outcome = contracts({"noxus"});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(contains(outcome.out, "GET /v1/runs/{run_id} -> 200 application/json"));
    BOOST_TEST(row(outcome.out, "PATH") == "PATH TYPE NULLABLE REQUIRED CONSTRAINT EVIDENCE SOURCE");
    BOOST_TEST(
        row(outcome.out, "status")
            .starts_with(
                "status string required one of queued, running, failed, completed, stopped documented"));
    BOOST_TEST(
        row(outcome.out, "progress").starts_with("progress integer at least 0; at most 100 type: published"));
    BOOST_TEST(row(outcome.out, "workflow.last_run_at")
                   .starts_with("workflow.last_run_at string null format date-time"));
    BOOST_TEST(row(outcome.out, "workflow.meta.tags[]").starts_with("workflow.meta.tags[] anything"));
}

BOOST_AUTO_TEST_CASE(another_response_is_explained_too) {
    const Outcome outcome = contracts({"--status", "422", "noxus"});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(row(outcome.out, "detail[].loc[]").starts_with("detail[].loc[] string or integer"));
    const Outcome wrong = contracts({"--status", "204", "noxus"});
    BOOST_TEST(wrong.code == 2);
    BOOST_TEST(wrong.err == "--status 204: noxus documents 200, 401, 403, 404, 422\n");
}

BOOST_AUTO_TEST_CASE(a_reference_that_leads_nowhere_is_explained_as_it_stands) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("t.json", R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {
        "/a/{b}": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "properties": {"c": {"$ref": "#/nowhere"}, "d": {"$ref": "#/paths/~1a~1{b}/get/responses/200/content/application~1json/schema/properties/d"}, "e": {"type": "string"}}}}}}}}}}})");
    const Outcome outcome = contracts({"--contract", file, "t"});
    BOOST_TEST(outcome.code == 0, outcome.err);
    for (const char* field : {"c ", "d ", "e "})
        BOOST_TEST(outcome.out.find(field) != std::string::npos, outcome.out);
    BOOST_TEST(run(cli::drift, {"diff", file, file}).code == 0);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_refused) {
    BOOST_TEST(contracts({"nokus"}).code == 2);
    BOOST_TEST(contains(contracts({"nokus"}).err, "did you mean \"noxus\"?"));
    BOOST_TEST(contracts({"noxus", "duckie"}).code == 2);
    BOOST_TEST(contracts({"--stat", "200"}).code == 2);
    BOOST_TEST(contains(contracts({"--statsu", "200"}).err, "did you mean --status?"));
    BOOST_TEST(contracts({"--help"}).code == 0);
}

BOOST_AUTO_TEST_CASE(those_of_the_program_are_the_files_of_the_tree) {
    std::size_t count = 0;
    for (const contract::EmbeddedFile& file : contract::embedded_schemas()) {
        BOOST_TEST((json::read_file(source("schemas/" + std::string(file.name))) == file.text), file.name);
        ++count;
    }
    BOOST_TEST(count >= 5U);
    for (const std::string& name : contract::Catalog().names())
        BOOST_CHECK_NO_THROW(contract::embedded_schema(name + ".openapi.json"));
    BOOST_CHECK_THROW(contract::embedded_schema("noxus"), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(those_of_the_program_say_nothing_that_is_not_checked) {
    contract::Catalog catalog;
    for (const std::string& name : catalog.names()) catalog.get(name);
    BOOST_TEST(catalog.notes() == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_of_a_users_takes_the_place_of_one_of_the_programs) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("mine.json", R"({"openapi":"3.1.0","info":{"title":"Mine","version":"7"},
        "servers":[{"url":"https://example.com"}],"paths":{"/things/{id}":{"get":{"responses":{}}}}})");
    BOOST_TEST(row(contracts({"--contract", file}).out, "mine") ==
               "mine Mine 7 GET https://example.com/things/{id}");
    BOOST_TEST(row(contracts({"--contract", "noxus=" + file}).out, "noxus") ==
               "noxus Mine 7 GET https://example.com/things/{id}");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
