#include "validator/intake/fixture.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "tests/validator/case_file.hpp"
#include "tests/validator/intake/damaged_fixture.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using intake::Fixture;
namespace data = boost::unit_test::data;

std::string what_is_wrong(const std::string& text) {
    try {
        Fixture::parse("f.json", text);
    } catch (const json::LoadError& error) {
        return error.what();
    }
    return "nothing";
}

const std::vector<Case> errors = load_cases("intake/fixture_errors.json");

std::vector<std::string> fixture_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source("fixtures")))
        if (entry.is_regular_file() && entry.path().extension() == ".json")
            files.push_back(entry.path().string());
    return files;
}

BOOST_AUTO_TEST_SUITE(fixture)

BOOST_DATA_TEST_CASE(refuses, data::make(errors), each) {
    BOOST_TEST(what_is_wrong(damaged_fixture(each)) == "f.json:" + each.text("error"));
}

BOOST_AUTO_TEST_CASE(reads_what_was_recorded) {
    const Fixture fixture = Fixture::parse("f.json", good_fixture());
    BOOST_TEST(fixture.file() == "f.json");
    BOOST_TEST(fixture.api() == "noxus");
    BOOST_TEST(fixture.run_id() == "r-1");
    BOOST_TEST_REQUIRE(fixture.responses().size() == 2U);
    BOOST_TEST(fixture.responses()[0].at_ms == 0U);
    BOOST_TEST(fixture.responses()[1].at_ms == 50U);
    BOOST_TEST(fixture.responses()[0].observed.status == 200U);
    BOOST_TEST(fixture.responses()[1].observed.status == 404U);
    BOOST_TEST(fixture.responses()[0].observed.body == "{}");
    BOOST_TEST(fixture.responses()[1].observed.body == "{\"a\": [1]}");
    BOOST_TEST(fixture.error("/responses/1/body/a", "reason").what() ==
               std::string("f.json:7:47: /responses/1/body/a: reason"));
    BOOST_TEST(fixture.error("/nowhere", "reason").what() == std::string("f.json:1:1: /nowhere: reason"));
}

BOOST_AUTO_TEST_CASE(a_body_may_be_any_value) {
    for (const char* body : {"null", "true", "1.50", "\"a\\u0041\"", "[ ]", "{ }"}) {
        std::string text = good_fixture();
        text.replace(text.find("{}"), 2, body);
        const Fixture fixture = Fixture::parse("f.json", text);
        BOOST_TEST(fixture.responses()[0].observed.body == body);
    }
}

// Whole numbers may be written with a point or an exponent (JSON Schema Core §4.2.3).
BOOST_AUTO_TEST_CASE(a_body_may_be_bytes) {
    const intake::Fixture copy = [] {
        return intake::Fixture::parse("f.json",
                                      R"({"understudy_fixture": 1, "api": "a", "run_id": "r", "responses": [
                {"status": 200, "base64": "6Tsx"}, {"status": 200, "base64": ""}, {"status": 200, "base64": "/x=="}]})");
    }();
    BOOST_TEST(copy.responses()[0].observed.body == "\xe9;1");
    BOOST_TEST(copy.responses()[1].observed.body == "");
    BOOST_TEST(copy.responses()[2].observed.body == "\xff");
    BOOST_TEST((copy.responses()[0].json == nullptr));
}

BOOST_AUTO_TEST_CASE(numbers_are_read_by_value) {
    std::string text = good_fixture();
    text.replace(text.find("\"at_ms\": 0"), 10, "\"at_ms\": 10.0");
    text.replace(text.find("\"at_ms\": 50"), 11, "\"at_ms\": 1.5e3");
    text.replace(text.find("\"status\": 200"), 13, "\"status\": 2.01e2");
    text.replace(text.find("\"status\": 404"), 13, "\"status\": 40400e-2");
    const Fixture fixture = Fixture::parse("f.json", text);
    BOOST_TEST(fixture.responses()[0].at_ms == 10U);
    BOOST_TEST(fixture.responses()[1].at_ms == 1500U);
    BOOST_TEST(fixture.responses()[0].observed.status == 201U);
    BOOST_TEST(fixture.responses()[1].observed.status == 404U);
}

BOOST_AUTO_TEST_CASE(fields_keep_their_order) {
    std::string text = good_fixture();
    text.replace(text.find("\"body\": {}"), 10, "\"headers\": {\"B\": \"1\", \"a\": \"\"}, \"body\": {}");
    const Fixture fixture = Fixture::parse("f.json", text);
    const auto& headers = fixture.responses()[0].observed.fields.value();
    BOOST_TEST_REQUIRE(headers.size() == 3U);
    BOOST_TEST(headers[2].name == "content-type");
    BOOST_TEST(headers[2].value == "application/json");
    BOOST_TEST(fixture.document()->text().substr(headers[0].offset, 3) == "\"1\"");
    BOOST_TEST(std::string(headers[0].name) + "=" + std::string(headers[0].value) == "B=1");
    BOOST_TEST(std::string(headers[1].name) + "=" + std::string(headers[1].value) == "a=");
}

BOOST_AUTO_TEST_CASE(every_fixture_of_the_project_is_of_the_format) {
    std::size_t count = 0;
    for (const std::string& file : fixture_files()) {
        const std::string text = json::read_file(file);
        const bool drifted = file.find("/drifted/") != std::string::npos;
        if (drifted && !intake::is_fixture(text)) continue; // a response by itself
        BOOST_CHECK_NO_THROW(Fixture::parse(file, text));
        ++count;
    }
    BOOST_TEST(count > 50U);
}

BOOST_AUTO_TEST_CASE(a_fixture_is_known_however_damaged) {
    for (const char* text : {"{\"understudy_fixture\": 1}", " \r\n\t{\"understudy_fixture\"",
                             "{\"a\":1,\"understudy_fixture\":"})
        BOOST_TEST(intake::is_fixture(text), text);
    for (const Case& each : errors)
        if (!each.has("text")) BOOST_TEST(intake::is_fixture(damaged_fixture(each)), each.name());
    for (const char* text :
         {"", " ", "[{\"understudy_fixture\": 1}]", "{\"understudy\": 1}", "{}", "\"understudy_fixture\""})
        BOOST_TEST(!intake::is_fixture(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
