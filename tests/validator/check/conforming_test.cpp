// What the project itself says conforms does, and what it says drifted does in just that way.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>

#include "tests/validator/case_file.hpp"
#include "tests/validator/observed.hpp"
#include "validator/check/checker.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/intake/fixture.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

std::shared_ptr<const contract::Contract> get_contract(const std::string& api) {
    static contract::Catalog catalog;
    return catalog.get(api);
}

std::vector<std::string> files_in(std::string_view folder, bool drifted) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(source(folder))) {
        const std::string path = entry.path().string();
        const bool is_drifted = path.find("/drifted/") != std::string::npos;
        if (entry.is_regular_file() && path.ends_with(".json") && is_drifted == drifted)
            files.push_back(fs::relative(entry.path(), source("fixtures")).string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

struct Example {
    std::string api;
    std::string status;
    std::string body;
};
std::ostream& operator<<(std::ostream& stream, const Example& example) {
    return stream << example.api << " " << example.status;
}

std::vector<Example> load_examples() {
    std::vector<Example> examples;
    for (const std::string& api : contract::Catalog().names())
        for (const auto& response : get_contract(api)->run_operation().responses)
            examples.push_back({api, response.status, response.example});
    return examples;
}

const std::vector<std::string> fixtures = files_in("fixtures", false);
const std::vector<std::string> drifted = files_in("examples/drifted", true);
const std::vector<Example> examples = load_examples();

std::vector<std::string> messages(const check::Tally& tally) {
    std::vector<std::string> list;
    for (const check::Finding& finding : tally.findings())
        list.push_back(std::string(schema::rule_name(finding.rule)) + " " + finding.document + ": " +
                       finding.message());
    return list;
}

void check_fixture(const intake::Fixture& fixture, check::Tally& tally) {
    const auto contract = get_contract(fixture.api());
    check::Checker checker(contract->run_operation(), {}, tally);
    for (const intake::RecordedResponse& response : fixture.responses()) checker.check(response.observed);
}

BOOST_AUTO_TEST_SUITE(conforming)

BOOST_AUTO_TEST_CASE(there_are_fixtures_and_examples_of_each_api) {
    std::map<std::string, int> whole, wrong, told;
    for (const std::string& file : fixtures) ++whole[file.substr(0, file.find('/'))];
    for (const std::string& file : drifted) ++wrong[fs::path(file).parent_path().filename().string()];
    for (const Example& example : examples) ++told[example.api];
    for (const std::string& api : contract::Catalog().names()) {
        BOOST_TEST(whole[api] > 5, api);
        BOOST_TEST(wrong[api] > 2, api);
        BOOST_TEST(told[api] > 2, api);
    }
}

BOOST_DATA_TEST_CASE(each_fixture, boost::unit_test::data::make(fixtures), file) {
    const std::string path = source("fixtures/" + file);
    const auto fixture = intake::Fixture::parse(file, json::read_file(path));
    BOOST_TEST(fixture.api() == file.substr(0, file.find('/')));
    check::Tally tally(10);
    check_fixture(fixture, tally);
    BOOST_TEST(tally.documents() == fixture.responses().size());
    BOOST_TEST(tally.conforming() == tally.documents());
    BOOST_TEST(messages(tally) == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(each_example_of_a_contract, boost::unit_test::data::make(examples), example) {
    BOOST_TEST_REQUIRE(!example.body.empty());
    check::Tally tally(10);
    check::Checker checker(get_contract(example.api)->run_operation(), {}, tally);
    checker.check(observed("example", example.body, example.body, 1,
                           static_cast<unsigned>(std::stoul(example.status))));
    BOOST_TEST(messages(tally) == std::vector<std::string>(), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(each_drifted_document_has_its_rule_once, boost::unit_test::data::make(drifted), file) {
    const std::string rule = fs::path(file).stem().string();
    const std::string text = json::read_file(source("fixtures/" + file));
    check::Tally tally(10);
    if (intake::is_fixture(text)) {
        check_fixture(intake::Fixture::parse(file, text), tally);
    } else {
        const auto contract = get_contract(fs::path(file).parent_path().filename().string());
        check::Checker(contract->run_operation(), {}, tally).check(test::observed(file, text, text, 1, 200));
    }
    BOOST_TEST_CONTEXT("found: " << (tally.findings().empty() ? "nothing" : messages(tally).front())) {
        BOOST_TEST_REQUIRE(tally.findings().size() == 1U);
        BOOST_TEST(schema::rule_name(tally.findings().front().rule) == rule);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
