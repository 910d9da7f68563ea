#include "validator/intake/input_format.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "validator/json/error.hpp"

namespace {

using namespace understudy;

// A text of each format: a row without one fails.
const std::map<std::string, std::string, std::less<>> samples = {
    {"fixture", R"({"understudy_fixture": 1, "api": "noxus", "run_id": "r",
        "responses": [{"at_ms": 0, "status": 200, "body": {}}]})"},
    {"HTTP Archive", R"({"log": {"entries": [{"request": {"method": "GET", "url": "/r"},
        "response": {"status": 200, "headers": [], "content": {"text": "{}"}}}]}})"},
    {"exchanges", R"({"request": {"method": "GET", "url": "/r"}, "response": {"status": 200, "body": {}}})"},
    {"mitmproxy flows", R"({"request": {"method": "GET", "host": "h", "path": "/r"},
        "response": {"status_code": 200, "content": "{}"}})"},
};

BOOST_AUTO_TEST_SUITE(input_format)

BOOST_AUTO_TEST_CASE(each_format_is_recognized_by_its_own_text_alone_and_read) {
    BOOST_TEST(!intake::input_formats().empty());
    for (const intake::InputFormat& format : intake::input_formats()) {
        BOOST_TEST_CONTEXT(format.name) {
            const auto sample = samples.find(format.name);
            BOOST_TEST_REQUIRE((sample != samples.end()));
            for (const auto& [name, text] : samples)
                BOOST_TEST(format.recognizes(text) == (name == format.name));
            const intake::Text text{sample->second, 7, !format.is_by_line, nullptr};
            BOOST_TEST((intake::find_input_format(text) == &format));
            intake::Observed observed;
            format.read("file", text, [&](intake::Observed&& each) { observed = std::move(each); });
            BOOST_TEST_REQUIRE(observed.observations.size() == 1U);
            const intake::Observation& observation = observed.observations.front();
            BOOST_TEST(observation.body == "{}");
            BOOST_TEST(observation.status == 200U);
            BOOST_TEST(observation.document.starts_with("file"));
            // What positions are counted in holds the body.
            BOOST_TEST((observation.text.data() <= observation.body.data()));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_no_format_recognizes_is_bodies) {
    for (const char* text : {"", "{", "{}", "[]", "1", R"({"log": 1})", R"({"request": {"method": "GET"}})"})
        for (const bool is_whole_file : {true, false})
            BOOST_TEST((intake::find_input_format({text, 1, is_whole_file, nullptr}) == nullptr), text);
}

BOOST_AUTO_TEST_CASE(a_format_of_whole_files_is_not_looked_for_in_lines) {
    BOOST_TEST((intake::find_input_format({samples.at("fixture"), 1, false, nullptr}) == nullptr));
    BOOST_TEST((intake::find_input_format({samples.at("exchanges"), 1, true, nullptr}) == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
