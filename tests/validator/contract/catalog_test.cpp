#include "validator/contract/catalog.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Names = std::vector<std::string>;

const std::string own = R"({"openapi":"3.1.0","info":{"title":"Mine","version":"7"},"paths":{}})";

std::string what_is_wrong(contract::Catalog& catalog, const std::string& name) {
    try {
        catalog.get(name);
    } catch (const json::LoadError& error) {
        return error.what();
    }
    return "nothing";
}

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_AUTO_TEST_CASE(begins_with_the_contracts_of_the_program) {
    contract::Catalog catalog;
    BOOST_TEST(catalog.names() == (Names{"duckie", "happyrobot", "noxus"}), boost::test_tools::per_element());
    const auto first = catalog.get("noxus");
    BOOST_TEST(first->title() == "Noxus runs");
    BOOST_TEST(first == catalog.get("noxus"));
    BOOST_TEST(first->document().file() == "noxus.openapi.json (embedded)");
}

BOOST_AUTO_TEST_CASE(takes_a_file_by_its_name_up_to_the_first_dot_or_by_another) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.b/mine.openapi.json", own);
    contract::Catalog catalog;
    catalog.add(file);
    catalog.add("yours=" + file);
    catalog.add("noxus=" + file);
    BOOST_TEST(catalog.names() == (Names{"duckie", "happyrobot", "mine", "noxus", "yours"}),
               boost::test_tools::per_element());
    for (const char* name : {"mine", "yours", "noxus"}) {
        BOOST_TEST(catalog.get(name)->title() == "Mine");
        BOOST_TEST(catalog.get(name)->name() == name);
    }
}

BOOST_AUTO_TEST_CASE(takes_a_file_in_yaml) {
    const TemporaryFolder folder;
    const std::string head = "openapi: 3.1.0\ninfo: {title: Mine, version: '1.0'}\npaths:\n";
    const std::string get = "  /runs/{id}:\n    get:\n      responses:\n        200: {description: A run}\n";
    contract::Catalog catalog;
    catalog.add(folder.write("mine.openapi.yaml", head + get));
    const auto mine = catalog.get("mine");
    BOOST_TEST(mine->version() == "1.0");
    BOOST_TEST(mine->run_operation().path == "/runs/{id}");
    BOOST_TEST_REQUIRE(mine->run_operation().response(200) != nullptr);
    const auto reason = [&](const std::string& text) {
        const std::string file = folder.write("bad.yml", text);
        try {
            catalog.add(file);
        } catch (const json::LoadError& error) {
            return std::string(error.what()).substr(file.size());
        }
        return std::string("nothing");
    };
    BOOST_TEST(reason("openapi: 3.1.0\ninfo:\n  title: T\npaths: no\n") ==
               ":4:8: /paths: expected an object of Path Item Objects");
    BOOST_TEST(reason(head + get + get) == ":8:3: the name \"/runs/{id}\" is given twice in one object");
    BOOST_TEST(reason("{").starts_with(":1:2: not YAML: "));
}

BOOST_AUTO_TEST_CASE(names_the_nearest_of_a_name_that_it_does_not_have) {
    contract::Catalog catalog;
    const std::string there_are =
        ": there is no contract with this name; the contracts are duckie, happyrobot, noxus";
    BOOST_TEST(what_is_wrong(catalog, "noxsu") == "noxsu" + there_are + " (did you mean \"noxus\"?)");
    BOOST_TEST(what_is_wrong(catalog, "HappyRobot") ==
               "HappyRobot" + there_are + " (did you mean \"happyrobot\"?)");
    BOOST_TEST(what_is_wrong(catalog, "ducky") == "ducky" + there_are);
    BOOST_TEST(what_is_wrong(catalog, "") == there_are);
}

BOOST_AUTO_TEST_CASE(refuses_a_file_when_it_is_added) {
    const TemporaryFolder folder;
    contract::Catalog catalog;
    BOOST_CHECK_THROW(catalog.add(folder.file("none.json")), json::LoadError);
    BOOST_CHECK_THROW(catalog.add(folder.write("bad.json", "{")), json::LoadError);
    BOOST_CHECK_THROW(catalog.add(folder.write("old.json", R"({"openapi":"3.0.0"})")), json::LoadError);
    BOOST_TEST(catalog.names().size() == 3U);
}

BOOST_AUTO_TEST_CASE(gathers_what_its_contracts_say_and_nobody_checks) {
    const TemporaryFolder folder;
    contract::Catalog catalog;
    catalog.add(
        "mine=" +
        folder.write(
            "m.json",
            R"({"openapi":"3.1.0","info":{"title":"T","version":"V"},"paths":{"/r/{i}":{"get":{"responses":{
        "200":{"content":{"application/json":{"schema":{"format":"colour"}}}}}}}}})"));
    BOOST_TEST(catalog.notes().empty());
    catalog.get("mine")->run_operation();
    BOOST_TEST(catalog.notes().size() == 1U);
    catalog.get("noxus");
    BOOST_TEST(catalog.notes().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
