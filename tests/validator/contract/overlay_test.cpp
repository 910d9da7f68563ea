#include "validator/contract/overlay.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "tests/validator/case_file.hpp"
#include "validator/contract/json_path.hpp"
#include "validator/json/canonical.hpp"
#include "validator/json/write.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

std::string compact(const json::Document& document) {
    std::string text;
    json::write_compact(document.root(), text);
    return text;
}

// Whatever the order of members is.
std::string canonical(const json::Document& document) {
    std::string bytes;
    json::append_canonical(document.root(), bytes);
    return bytes;
}

std::string applied(const std::string& document, const std::string& actions) {
    const auto target = json::Document::parse("api.json", document);
    const std::string overlay =
        R"({"overlay":"1.0.0","info":{"title":"t","version":"1"},"actions":[)" + actions + "]}";
    return compact(json::Document::parse("out", contract::apply_overlay(target, "o.json", overlay)));
}

BOOST_AUTO_TEST_SUITE(overlay)

BOOST_AUTO_TEST_CASE(the_public_sets_come_out_as_they_should) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    const fs::path sets = fs::path(folder != nullptr ? folder : UNDERSTUDY_SUITES) / "overlay";
    if (!fs::exists(sets)) return say_skipped("1 suite absent: overlays");
    std::size_t count = 0;
    for (const auto& set : fs::directory_iterator(sets)) {
        if (!set.is_directory()) continue;
        ++count;
        const auto read = [&](const char* name) { return json::read_file((set.path() / name).string()); };
        const auto before = json::parse_document("openapi.yaml", read("openapi.yaml"));
        const auto after = json::parse_document("output.yaml", read("output.yaml"));
        const std::string text = contract::apply_overlay(before, "overlay.yaml", read("overlay.yaml"));
        BOOST_TEST(canonical(json::Document::parse("out", text)) == canonical(after), set.path());
    }
    BOOST_TEST(count == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_there_is_merged_appended_to_or_replaced) {
    const std::string document = R"({"a":{"b":1,"c":[1]},"d":[1,2]})";
    BOOST_TEST(applied(document, R"({"target":"$.a","update":{"b":2,"e":{"f":null}}})") ==
               R"({"a":{"b":2,"c":[1],"e":{"f":null}},"d":[1,2]})");
    BOOST_TEST(applied(document, R"({"target":"$","update":{"a":{"c":[2]}}})") ==
               R"({"a":{"b":1,"c":[1,2]},"d":[1,2]})");
    BOOST_TEST(applied(document, R"({"target":"$.d","update":[3]})") ==
               R"({"a":{"b":1,"c":[1]},"d":[1,2,[3]]})");
    BOOST_TEST(applied(document, R"({"target":"$.a.b","update":"x"})") ==
               R"({"a":{"b":"x","c":[1]},"d":[1,2]})");
    BOOST_TEST(applied(document, R"({"target":"$.none","update":"x"},{"target":"$.d[*]","remove":true})") ==
               R"({"a":{"b":1,"c":[1]},"d":[]})");
    BOOST_TEST(
        applied(document, R"({"target":"$.d[?(@ == 2)]","remove":true},{"target":"$..c","remove":true})") ==
        R"({"a":{"b":1},"d":[1]})");
}

BOOST_AUTO_TEST_CASE(values_within_what_is_removed_may_be_removed_too) {
    BOOST_TEST(applied(R"({"a":{"x":1},"x":{"x":{"x":1},"y":[{"x":1},{"x":2}]},"z":[{"x":1}]})",
                       R"({"target":"$..x","remove":true})") == R"({"a":{},"z":[{}]})");
}

// A change moves what is inside of what it changes: each of these read or changed freed memory.
BOOST_AUTO_TEST_CASE(values_within_what_changes_are_changed_too) {
    const std::string nested = R"({"items":{"items":{"items":{"type":"a"}},"l":[[1],[[2]]]}})";
    BOOST_TEST(applied(nested, R"({"target":"$..items","update":{"x":1,"y":2,"z":3}})") ==
               R"({"items":{"items":{"items":{"type":"a","x":1,"y":2,"z":3},"x":1,"y":2,"z":3},)"
               R"("l":[[1],[[2]]],"x":1,"y":2,"z":3}})");
    BOOST_TEST(applied(nested, R"({"target":"$..[?(@.items)]","update":{"n":null}})") ==
               R"({"items":{"items":{"items":{"type":"a"},"n":null},"l":[[1],[[2]]],"n":null}})");
    BOOST_TEST(
        applied(nested, R"({"target":"$..l..*","update":{"n":0}})") ==
        R"({"items":{"items":{"items":{"type":"a"}},"l":[[{"n":0},{"n":0}],[[{"n":0},{"n":0}],{"n":0}]]}})");
    BOOST_TEST(applied(nested, R"({"target":"$..*","remove":true})") == "{}");
    BOOST_TEST(applied(R"([[1,2],[3,[4,5]],6])", R"({"target":"$..[0]","remove":true})") == "[[[5]],6]");
    BOOST_TEST(applied(R"({"a":{"b":{}}})", R"({"target":"$..*","update":{"b":{"b":{}}}})") ==
               R"({"a":{"b":{"b":{"b":{}}}}})");
}

BOOST_AUTO_TEST_CASE(a_document_that_would_grow_without_end_is_refused) {
    const auto document = json::Document::parse("api.json", R"({"a":{"b":{}}})");
    std::string actions;
    for (int i = 0; i < 60; ++i)
        actions += std::string(i == 0 ? "" : ",") + R"({"target":"$..*","update":{"x":{"y":[{}]}}})";
    const auto says = [](const json::LoadError& error) {
        return error.reason().find("more than 2000000 values") != std::string::npos &&
               error.pointer().starts_with("/actions/");
    };
    BOOST_CHECK_EXCEPTION(
        contract::apply_overlay(document, "o.json",
                                R"({"overlay":"1.0.0","info":{},"actions":[)" + actions + "]}"),
        json::LoadError, says);
}

BOOST_AUTO_TEST_CASE(paths_lead_to_what_they_say) {
    auto document = json::Document::parse(
        "d", R"({"a":[{"n":"x","k":1},{"n":"y"},{"n":"x","it's":true}],"b":{"a":[null]}})");
    json::Value root = document.root();
    const auto selected = [&](const std::string& path) {
        std::string text;
        for (const json::Value* each : contract::select(root, path)) {
            json::write_compact(*each, text);
            text += " ";
        }
        return text;
    };
    BOOST_TEST(selected("$.a[1].n") == "\"y\" ");
    BOOST_TEST(selected("$.a[-1].n") == "\"x\" ");
    BOOST_TEST(selected("$['a'][*][\"n\"]") == "\"x\" \"y\" \"x\" ");
    BOOST_TEST(selected("$..a[0].k") == "1 ");
    BOOST_TEST(selected("$.a[?(@.n == 'x')].k") == "1 ");
    BOOST_TEST(selected("$.a[?@.n != \"x\"].n") == "\"y\" ");
    BOOST_TEST(selected("$.a[?(@.k)].n") == "\"x\" ");
    BOOST_TEST(selected("$.a[?(@.k == 1.0)].n") == "\"x\" ");
    BOOST_TEST(selected("$.a[?(@['it\\'s'] == true)].n") == "\"x\" ");
    BOOST_TEST(selected("$.b.a[?(@ == null)]") == "null ");
    BOOST_TEST(selected("$.b.*[0]") == "null ");
    BOOST_TEST(selected("$.none[9]..x") == "");
    BOOST_TEST(selected(contract::json_path(root, "/a")) == selected("$.a"));
    BOOST_TEST(contract::json_path(root, "/a/1/n") == "$['a'][1]['n']");
    BOOST_TEST(contract::json_path(root, "/paths/~1a~0b/it's\\") == "$['paths']['/a~b']['it\\'s\\\\']");
    for (const char* path : {"", "a", "$a", "$.", "$[", "$['a'", "$['a", "$[x]", "$[?(@.a ==)]", "$[?(a)]",
                             "$[?(@.a == 1]", "$.a[1:2]", "$.a b", "$..", "$[?@.a && @.b]"})
        BOOST_CHECK_THROW(contract::select(root, path), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(what_is_no_overlay_is_refused_with_its_place) {
    const auto document = json::Document::parse("api.json", "{}");
    const std::string head = R"({"overlay":"1.0.0","info":{},"actions":)";
    const std::vector<std::pair<std::string, std::string>> bad = {
        {"", "o.json:1:1: not JSON"},
        {"{}", "/overlay: expected a string; found nothing"},
        {R"({"overlay":"2.0.0","info":{},"actions":[]})",
         "/overlay: expected Overlay 1; found version \"2.0.0\""},
        {R"({"overlay":1})", "/overlay: expected a string; found another type"},
        {head + "{}}", "/actions: expected an array; found another type"},
        {head + "[]}", "/actions: expected an action; found none"},
        {head + "[{}]}", "/actions/0/target: expected a string; found nothing"},
        {head + R"([{"target":"$.a"}]})",
         "/actions/0/target: expected update, or remove: true; found neither"},
        {head + R"([{"target":"$","update":{}},{"target":"$.a[","remove":true}]})",
         "/actions/1/target: expected a name in quotes"},
        {head + R"([{"target":"$","remove":true}]})", "/actions/0/target: the root cannot be removed"},
    };
    for (const auto& [text, reason] : bad) {
        const auto says = [&, &reason = reason](const json::LoadError& error) {
            BOOST_TEST_MESSAGE(error.what());
            return std::string(error.what()).find(reason) != std::string::npos;
        };
        BOOST_CHECK_EXCEPTION(contract::apply_overlay(document, "o.json", text), json::LoadError, says);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
