// Exchanges as NDJSON, as proxies and gateways log them.

#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
#include "validator/json/document.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

const std::string kUrl = "https://api.example.com/v1/runs/11111111-1111-4111-8111-111111111111?key=canary";

std::vector<std::string> life() {
    std::vector<std::string> bodies;
    const json::Document document = json::Document::load(source("fixtures/noxus/life-completed.json"));
    for (const json::Value& response : document.root().find("responses")->elements)
        json::write_compact(*response.find("body"), bodies.emplace_back());
    return bodies;
}

std::string quoted(const std::string& text) {
    std::string json;
    json::write_string(text, json);
    return json;
}

std::string line(const std::string& body, const std::string& url = kUrl) {
    return R"({"startedAt":"2026-11-01T00:00:00Z","request":{"method":"GET","url":")" + url +
           R"("},"response":{"status":200,"headers":{"content-type":["application/json"]},"body":)" + body +
           "}}\n";
}

BOOST_AUTO_TEST_SUITE(exchanges)

BOOST_AUTO_TEST_CASE(lines_are_held_against_the_operations_that_they_were_with) {
    const TemporaryFolder folder;
    std::string text;
    for (const std::string& body : life())
        text += line(body) + line(quoted(body)); // as JSON, and as its text
    const Outcome good = run(cli::check, {"--fail-on", "warning", folder.write("a.ndjson", text)});
    BOOST_TEST(good.code == 0, good.out << good.err);
    text += line(R"({"status": "paused"})");
    text += line("{}", "https://api.example.com/other?key=canary");
    text += "{\"request\":\n";
    text +=
        R"({"timestamp":"2026-11-02T00:00:00Z","request":{"method":"get","uri":"/v1/runs/x"},"response":{"statusCode":404,)"
        R"("headers":[{"name":"Content-Type","value":"text/html"}],"bodyText":"<p>gone"}})";
    for (const char* jobs : {"1", "3"}) {
        const Outcome bad =
            run(cli::check, {"--format", "json", "--jobs", jobs, folder.write("b.ndjson", text)});
        BOOST_TEST(bad.code == 1);
        const json::Document report = json::Document::parse("report", bad.out);
        const std::size_t lines = 2 * life().size();
        BOOST_TEST(report.at("/documents")->text == std::to_string(lines + 2));
        BOOST_TEST(report.at("/unchecked/0/kind")->text == "damaged");
        BOOST_TEST(report.at("/unchecked/0/places/0/document")->text ==
                   folder.path() + "/b.ndjson:" + std::to_string(lines + 3));
        BOOST_TEST(report.at("/unchecked/1/kind")->text == "no-operation");
        std::vector<std::string> rules;
        for (const json::Value& finding : report.at("/findings")->elements) {
            const std::string rule(finding.find("rule")->text);
            if (rule != "property.missing" && rule != "lifecycle.illegal-move")
                rules.push_back(rule + " " + std::string(finding.find("line")->text));
        }
        BOOST_TEST(
            rules == (std::vector<std::string>{"enum.unknown-value " + std::to_string(lines + 1),
                                               "content-type.unexpected " + std::to_string(lines + 4)}),
            boost::test_tools::per_element());
        BOOST_TEST(bad.err.find("1 entry matches no operation of noxus and was not checked: GET "
                                "https://api.example.com/other\n") != std::string::npos,
                   bad.err);
        BOOST_TEST((bad.out + bad.err).find("canary") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_run_is_followed_by_the_url) {
    const TemporaryFolder folder;
    const auto bodies = life();
    const Outcome back =
        run(cli::check,
            {"--fail-on", "warning", folder.write("a.ndjson", line(bodies.back()) + line(bodies.front()))});
    BOOST_TEST(back.code == 1);
    BOOST_TEST(back.out.find("lifecycle.illegal-move") != std::string::npos, back.out);
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_exchange_is_named_and_the_rest_is_checked) {
    const TemporaryFolder folder;
    const std::string good = line(life().front());
    for (const auto& [text, error] : std::vector<std::pair<std::string, std::string>>{
             {"7", "damaged, cannot be read: FILE:2 /request: expected an object; found nothing"},
             {"{}", "damaged, cannot be read: FILE:2 /request: expected an object; found nothing"},
             {"{\"request\":", "damaged, cannot be read: FILE:2 column 12: not JSON: cut off before its end"},
             {R"({"request":{"method":"GET"},"response":{}})",
              "damaged, cannot be read: FILE:2 /request/url: expected a string; found nothing"},
             {R"({"request":{"method":"GET","url":"/"},"response":{"status":"OK"}})",
              "1 entry matches no operation of"},
             {R"({"request":{"method":"GET","url":"/v1/runs/1"},"response":{"status":"OK"}})",
              "damaged, cannot be read: FILE:2 /response/status: expected a status; found a string"},
             {R"({"request":{"method":"GET","url":"/v1/runs/1"},"response":{"status":0}})",
              "no-response, no response came: FILE:2\n"},
             {R"({"request":{"method":"GET","url":"/v1/runs/1"},"response":null})",
              "no-response, no response came: FILE:2 /response: expected an object; found null"}})
        for (const std::string& all : {good + text + "\n" + good, text + "\n" + good + good}) {
            const std::string file = folder.write("a.ndjson", all);
            const Outcome outcome = run(cli::check, {"--api", "noxus", file});
            std::string said = error;
            const std::string place = all.starts_with(good) ? ":2" : "";
            if (const std::size_t at = said.find("FILE:2"); at != std::string::npos)
                said.replace(at, 6, file + place);
            BOOST_TEST(outcome.code == (said.find(" no operation ") == std::string::npos ? 3 : 0));
            BOOST_TEST(outcome.err.find(said) != std::string::npos, outcome.err << " lacks " << said);
            BOOST_TEST(outcome.out.find("2 documents checked, no drift") != std::string::npos, outcome.out);
        }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
