#include "validator/check/header_check.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "validator/contract/parameter_value.hpp"

namespace {

using namespace understudy;
using contract::HeaderField;

constexpr const char* kContract =
    R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
  "responses": {
    "200": {"description": "d",
      "headers": {
        "X-Limit": {"required": true, "schema": {"type": "integer", "minimum": 1}},
        "X-Reset": {"required": true, "x-evidence": "inferred", "schema": {"type": "string", "format": "date-time"}},
        "X-Tags": {"schema": {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2}},
        "X-Either": {"schema": {"type": ["integer", "string"], "maximum": 5, "maxLength": 2}},
        "X-Flag": {"schema": {"type": "boolean"}},
        "X-Any": {},
        "Content-Type": {"required": true, "schema": {"type": "integer"}}},
      "content": {
        "application/json": {"schema": {"type": "object"}},
        "application/problem+json": {"schema": {"type": "object", "required": ["title"]}},
        "application/vnd.runs+json; version=2": {"schema": {"type": "array"}},
        "text/plain": {"schema": {"type": "string"}},
        "application/*": {"schema": {"type": "integer"}}}},
    "202": {"description": "d", "content": {"application/json": {"schema": {"type": "object"}}}},
    "204": {"description": "d"}}}}}})";

struct Sink : schema::BreachSink {
    void add(schema::Breach&& breach) override {
        all.push_back(std::string(schema::rule_name(breach.rule)) + " " + breach.path + " @" +
                      std::to_string(breach.offset) + " " +
                      std::string(schema::evidence_name(breach.evidence)) + ": expected " + breach.expected +
                      "; found " + breach.found);
        BOOST_TEST(breach.pointer.empty());
        BOOST_TEST(!breach.has_value); // a field's value is nobody's business
    }
    std::vector<std::string> all;
};

struct Fixture {
    contract::Contract contract = contract::Contract::parse("t", "t.json", kContract);
    Sink sink;

    const contract::Response& response(unsigned status) const {
        return *contract.operation(contract.routes().front()).response(status);
    }
    // What is found in these fields, and in no other.
    std::vector<std::string> found(unsigned status, std::vector<HeaderField> fields) {
        sink.all.clear();
        check::check_header(response(status), fields, sink);
        return sink.all;
    }
    std::vector<std::string> found_beside_good(HeaderField field) {
        return found(200, {{"Content-Type", "application/json"},
                           {"x-limit", "7"},
                           {"X-RESET", "2026-01-02T03:04:05Z"},
                           field});
    }
    // The media type of the schema that the body is held against.
    std::string held_against(unsigned status, std::string_view content_type) {
        sink.all.clear();
        std::vector<HeaderField> fields = {{"content-type", content_type}};
        if (content_type.empty()) fields.clear();
        const schema::Program* schema = check::check_header(response(status), fields, sink).schema;
        for (const contract::MediaType& media : response(status).content)
            if (media.schema.get() == schema && schema != nullptr) return media.range;
        BOOST_TEST(schema == nullptr);
        return "";
    }
    bool complains_of_content_type() const {
        return !sink.all.empty() && sink.all.back().starts_with("content-type.unexpected");
    }
};

using Strings = std::vector<std::string>;

BOOST_FIXTURE_TEST_SUITE(head, Fixture)

BOOST_AUTO_TEST_CASE(what_is_as_documented_is_not_told_of) {
    for (const HeaderField field : std::vector<HeaderField>{{"X-Tags", "a"},
                                                            {"X-Tags", "a, b"},
                                                            {"X-Tags", ""},
                                                            {"X-Either", "5"},
                                                            {"X-Either", "12"}, // a string of two
                                                            {"X-Either", "ab"},
                                                            {"X-Flag", "true"},
                                                            {"X-Any", "\xff anything"},
                                                            {"X-Unknown", "x"}})
        BOOST_TEST(found_beside_good(field) == Strings(), field.name << ": " << field.value);
    BOOST_TEST(found(204, {}) == Strings());
    BOOST_TEST(found(204, {{"content-type", "image/png"}}) == Strings());
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
    BOOST_TEST(found(200, {{"content-type", "application/json"}}) ==
                   (Strings{"header.missing (header) X-Limit @0 documented: expected a required header "
                            "field; found nothing",
                            "header.missing (header) X-Reset @0 inferred: expected a required header field; "
                            "found nothing"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_value_is_held_against_its_schema) {
    const auto one = [&](HeaderField field) {
        const Strings all = found_beside_good(field);
        return all.size() == 1 ? all.front() : std::to_string(all.size()) + " breaches";
    };
    BOOST_TEST(one({"X-Flag", "yes", 33}) ==
               "header.invalid (header) X-Flag @33 documented: expected boolean; found a string");
    BOOST_TEST(one({"X-Tags", "a,c", 4}) ==
               "header.invalid (header) X-Tags @4 documented: expected one of a, b; "
               "found a string of 1 character");
    BOOST_TEST(one({"X-Tags", "a,b,a"}) ==
               "header.invalid (header) X-Tags @0 documented: expected at most 2 elements; found an array of "
               "3 elements");
    BOOST_TEST(
        one({"X-Either", "123"}) ==
        "header.invalid (header) X-Either @0 documented: expected at most 2 characters; found a string of 3 "
        "characters");
    // Fields of one name are one list: 7, 1.
    BOOST_TEST(one({"X-Limit", "1"}) ==
               "header.invalid (header) X-Limit @0 documented: expected integer; found a string");
    for (const char* limit :
         {"0", "1.5", "", "07", "+7", "0x7", "7 ", "1e400", "many", "\xff\xfe", "\"7\"", "[7]"}) {
        const Strings all = found(200, {{"content-type", "application/json"},
                                        {"X-Limit", limit, 9},
                                        {"X-Reset", "2026-01-02T03:04:05Z"}});
        const bool is_whole = std::string(limit) == "1e400"; // and a large one
        BOOST_TEST(all.size() == (is_whole ? 0U : 1U), limit);
    }
}

BOOST_AUTO_TEST_CASE(the_content_type_says_what_the_body_is_held_against) {
    for (const auto& [content_type, range] : std::vector<std::pair<const char*, const char*>>{
             {"application/json", "application/json"},
             {"Application/JSON; charset=utf-8", "application/json"},
             {"application/problem+json", "application/problem+json"},
             {"application/vnd.runs+json;version=2", "application/vnd.runs+json; version=2"},
             {"application/vnd.runs+json", "application/*"},
             {"text/plain", ""},
             {"application/octet-stream", ""}}) {
        BOOST_TEST(held_against(200, content_type) == range, content_type);
        BOOST_TEST(!complains_of_content_type(), content_type);
    }
}

BOOST_AUTO_TEST_CASE(a_content_type_that_is_not_documented_is_told_of) {
    for (const auto& [content_type, range, words] :
         std::vector<std::tuple<const char*, const char*, const char*>>{
             {"", "application/json", "nothing"},
             {"text/html; name=Ann", "", "text/html"},
             {"application/hal+json", "application/json", "another media type"},
             {"4111111111111111/x", "", "another media type"},
             {"a b c", "", "another media type"}}) {
        BOOST_TEST(held_against(202, content_type) == range, content_type);
        BOOST_TEST_REQUIRE(complains_of_content_type(), content_type);
        BOOST_TEST(sink.all.back() ==
                   "content-type.unexpected (header) Content-Type @0 documented: expected "
                   "application/json; found " +
                       std::string(words));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
