// What an archive holds beside the answers of the API, and in whatever form.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
#include "tests/validator/zip_file.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Strings = std::vector<std::string>;
namespace data = boost::unit_test::data;

const std::string kContract = R"({"openapi": "3.0.3", "info": {"title": "Shop", "version": "1"},
  "servers": [{"url": "https://api.example.test/v1"}],
  "paths": {
    "/jobs/{id}": {
      "get": {"operationId": "getJob", "responses": {
        "200": {"description": "d", "headers": {"X-Page": {"required": true, "schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}},
        "204": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}}}},
      "head": {"operationId": "headJob", "responses": {
        "200": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}}}}},
    "/users/{id}": {
      "get": {"operationId": "getUser", "responses": {
        "200": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}},
        "304": {"description": "d"}}}}},
  "components": {"schemas": {"Job": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}})";

const std::string kHead =
    R"("headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "X-Page", "value": "1"}])";

std::string entry(const std::string& response, const std::string& path = "/jobs/1",
                  const std::string& method = "GET",
                  const std::string& server = "https://api.example.test/v1") {
    return R"({"startedDateTime": "2026-01-05T10:00:00Z", "request": {"method": ")" + method +
           R"(", "url": ")" + server + path + R"(", "headers": []}, "response": )" + response + "}";
}

std::string answer(const std::string& body, const std::string& status = "200") {
    return "{\"status\": " + status + ", " + kHead +
           R"(, "content": {"mimeType": "application/json", "text": )" + body + "}}";
}

const std::string kGood = entry(answer(R"("{\"id\": \"1\"}")"));
const std::string kBad = R"("{\"id\": 1}")";

std::string archive(const Strings& entries) {
    std::string text = R"({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": [)";
    for (const std::string& each : entries) text += (each == entries.front() ? "" : ",\n ") + each;
    return text + "]}}";
}

struct Row {
    std::string name;
    std::string file;
    Strings options = {};
    int code = 0;
    std::string documents;  // of the report; empty: there is no report
    Strings unchecked = {}; // `KIND COUNT`
    std::string err = {};   // a part of it
};
std::ostream& operator<<(std::ostream& stream, const Row& row) {
    return stream << row.name;
}

const std::vector<Row> rows = {
    {"a good entry", archive({kGood}), {}, 0, "1"},
    {"an entry that drifts", archive({kGood, entry(answer(kBad))}), {}, 1, "2"},
    {"null",
     archive({kGood, "null"}),
     {},
     0,
     "1",
     {"damaged 1"},
     "/log/entries/1 expected an object; found null"},
    {"an entry without a response",
     archive({kGood, entry("null")}),
     {},
     0,
     "1",
     {"no-response 1"},
     "#/log/entries/1"},
    {"a damaged entry and a drift", archive({"null", entry(answer(kBad))}), {}, 1, "1", {"damaged 1"}},
    {"nothing but damage", archive({"null", "1"}), {}, 3, ""},
    {"damage, and --strict-input", archive({kGood, "null"}), {"--strict-input"}, 3, "1", {"damaged 1"}},
    {"no damage, and --strict-input",
     archive({kGood, entry(R"({"status": 304, "headers": []})")}),
     {"--strict-input"},
     0,
     "1",
     {"not-modified 1"}},
    {"a status in a string",
     archive({kGood, entry(answer(kBad, "\"200\""))}),
     {},
     1,
     "2",
     {"odd 1"},
     "/response/status"},
    {"no headers",
     archive({entry(
         R"({"status": 200, "content": {"text": "{\"id\": \"1\"}", "mimeType": "application/json"}})")}),
     {},
     0,
     "1",
     {"odd 1"}},
    {"no headers and drift",
     archive({entry(R"({"status": 200, "content": {"text": "{}", "mimeType": "application/json"}})")}),
     {},
     1,
     "1",
     {"odd 1"}},
    {"no headers and another type",
     archive({entry(R"({"status": 200, "content": {"text": "<p>", "mimeType": "text/html"}})")}),
     {},
     1,
     "1",
     {"odd 1"}},
    {"status 0", archive({kGood, entry(R"({"status": 0, "headers": []})")}), {}, 0, "1", {"no-response 1"}},
    {"an aborted request",
     archive({kGood, entry(R"({"status": 0, "_error": "net::ERR_ABORTED"})")}),
     {},
     0,
     "1",
     {"aborted 1"}},
    {"a blocked request",
     archive({kGood, entry(R"({"status": 0, "_error": "net::ERR_BLOCKED_BY_CLIENT"})")}),
     {},
     0,
     "1",
     {"blocked 1"}},
    {"a WebSocket",
     archive({kGood, entry(R"({"status": 101, "headers": []})")}),
     {},
     0,
     "1",
     {"web-socket 1"}},
    {"304",
     archive({kGood, entry(R"({"status": 304, "headers": [], "content": {"text": ""}})")}),
     {},
     0,
     "1",
     {"not-modified 1"},
     "#/log/entries/1"},
    {"304 that is documented",
     archive({entry(R"({"status": 304, "headers": []})", "/users/1")}),
     {},
     0,
     "1",
     {"not-modified 1"}},
    {"HEAD",
     archive({entry(R"({"status": 200, "headers": [], "content": {"text": ""}})", "/jobs/1", "HEAD")}),
     {},
     0,
     "1",
     {"head 1"}},
    {"HEAD with a status of its own",
     archive({entry(R"({"status": 500, "headers": []})", "/jobs/1", "HEAD")}),
     {},
     1,
     "1",
     {"head 1"}},
    {"HEAD of what has only a GET",
     archive({kGood, entry(R"({"status": 200, "headers": []})", "/users/1", "HEAD")}),
     {},
     0,
     "1",
     {"head 1"}},
    {"204", archive({entry(R"({"status": 204, "headers": []})")}), {}, 0, "1", {"no-content 1"}},
    {"204 that nobody documents",
     archive({entry(R"({"status": 204, "headers": []})", "/users/1")}),
     {},
     1,
     "1",
     {"no-content 1"}},
    {"a body that is not there",
     archive({kGood, entry("{\"status\": 200, " + kHead + R"(, "content": {"size": 9}})")}),
     {},
     0,
     "2",
     {"body-not-stored 1"}},
    {"a head that drifts above no body",
     archive(
         {kGood,
          entry(
              R"({"status": 200, "headers": [{"name": "X-Page", "value": "x"}], "content": {"size": 9}})")}),
     {},
     1,
     "2",
     {"body-not-stored 1"}},
    {"no body at all",
     archive({entry("{\"status\": 200, " + kHead + "}")}),
     {},
     3,
     "1",
     {"body-not-stored 1"},
     "no body was checked"},
    {"no Base64",
     archive({kGood, entry(answer(R"("{\"id\": \"1\"}", "encoding": "base64")"))}),
     {},
     0,
     "2",
     {"odd 1"}},
    {"no Base64 and no JSON",
     archive({kGood, entry(answer(R"("{{{", "encoding": "base64")"))}),
     {},
     0,
     "2",
     {"body-damaged 1"}},
    {"a mark, and log not first",
     "\xef\xbb\xbf{\"comment\": {\"log\": 1}, " + archive({kGood}).substr(1),
     {},
     0,
     "1"},
    {"cut off",
     archive({kGood, kGood}).substr(0, archive({kGood}).size() + 20),
     {},
     3,
     "1",
     {"damaged 1"},
     "cut off before its end"},
    {"another host",
     archive({entry(answer(kBad), "/jobs/1", "GET", "http://backend:8080/v1")}),
     {},
     3,
     "",
     {},
     "--base-url URL"},
    {"another host that has a name",
     archive({entry(answer(kBad), "/jobs/1", "GET", "http://backend:8080/api")}),
     {"--base-url", "http://backend:8080/api"},
     1,
     "1"},
    {"another host for another API",
     archive({entry(answer(kBad), "/jobs/1", "GET", "http://backend:8080/v1")}),
     {"--base-url", "other=http://backend:8080/v1"},
     3,
     ""},
    {"no URL", archive({kGood}), {"--base-url", "backend"}, 2, "", {}, "--base-url: expected a URL"},
    {"an operation that has nothing to do with it",
     archive({kGood, entry(answer(kBad), "/users/1")}),
     {"--api", "shop", "--operation", "getJob"},
     1,
     "2"},
};

BOOST_AUTO_TEST_SUITE(archives)

BOOST_DATA_TEST_CASE(each_kind_counts_under_its_own_name, data::make(rows), row) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("shop.json", kContract);
    Strings arguments = {"--format", "json", "--contract", contract, folder.write("in.har", row.file)};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    const Outcome outcome = run(cli::check, arguments);
    BOOST_TEST(outcome.code == row.code, outcome.out << outcome.err);
    BOOST_TEST(outcome.err.find(row.err) != std::string::npos, outcome.err);
    BOOST_TEST(outcome.out.empty() == row.documents.empty());
    if (outcome.out.empty()) return;
    const json::Document report = json::Document::parse("report", outcome.out);
    BOOST_TEST(report.at("/documents")->text == row.documents);
    Strings unchecked;
    if (const json::Value* list = report.at("/unchecked"))
        for (const json::Value& each : list->elements)
            unchecked.push_back(std::string(each.find("kind")->text) + " " +
                                std::string(each.find("count")->text));
    BOOST_TEST(unchecked == row.unchecked, boost::test_tools::per_element());
    const Outcome form = run(cli::check, {"--schema", source("schemas/formats/report.schema.json"),
                                          folder.write("report.json", outcome.out)});
    BOOST_TEST(form.code == 0, form.out);
}

// Every format says of which operation a drift is, and adds up each by itself.
BOOST_AUTO_TEST_CASE(a_drift_is_of_its_operation) {
    const TemporaryFolder folder;
    const Strings base = {
        "--contract", folder.write("shop.json", kContract), "--fail-on", "never",
        folder.write("in.har", archive({entry(answer(kBad)), entry(answer(kBad), "/users/1"),
                                        entry(answer(kBad), "/users/2")}))};
    for (const char* format :
         {"text", "json", "ndjson", "sarif", "junit", "github", "markdown", "html", "summary"}) {
        Strings arguments = base;
        arguments.insert(arguments.end(), {"--format", format});
        const std::string out = run(cli::check, arguments).out;
        for (const std::string operation : {"/jobs/", "/users/"}) {
            const bool is_escaped = std::string(format) == "markdown";
            std::string part = is_escaped ? "GET &#47;" + operation.substr(1, operation.size() - 2) + "&#47;"
                                          : "GET " + operation + "{id}";
            BOOST_TEST(out.find(part) != std::string::npos, format << ": " << out);
        }
    }
    Strings arguments = base;
    arguments.insert(arguments.end(), {"--format", "json"});
    const json::Document report = json::Document::parse("report", run(cli::check, arguments).out);
    BOOST_TEST_REQUIRE(report.at("/drift")->elements.size() == 2U);
    BOOST_TEST(report.at("/drift/0/operation")->text == "GET /jobs/{id}");
    BOOST_TEST(report.at("/drift/0/documents")->text == "1");
    BOOST_TEST(report.at("/drift/1/operation")->text == "GET /users/{id}");
    BOOST_TEST(report.at("/drift/1/documents")->text == "2");
    BOOST_TEST(report.at("/operations/1/documents")->text == "2");
    BOOST_TEST(report.at("/operations/1/conforming")->text == "0");
    BOOST_TEST((report.at("/coverage/responses")->find("GET /users/{id} 200") != nullptr));
}

BOOST_AUTO_TEST_CASE(a_baseline_accepts_the_drift_of_one_operation_alone) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("shop.json", kContract);
    const std::string baseline = folder.file("b.json");
    const std::string jobs = folder.write("jobs.har", archive({entry(answer(kBad))}));
    const std::string users = folder.write("users.har", archive({entry(answer(kBad), "/users/1")}));
    BOOST_TEST(
        run(cli::check, {"--contract", contract, "--baseline", baseline, "--update-baseline", jobs}).code ==
        0);
    BOOST_TEST(run(cli::check, {"--contract", contract, "--baseline", baseline, jobs}).code == 0);
    BOOST_TEST(run(cli::check, {"--contract", contract, "--baseline", baseline, users}).code == 1);
    BOOST_TEST(
        run(cli::check, {"--contract", contract, "--baseline", baseline, "--update-baseline", jobs, users})
            .code == 0);
    const Outcome both = run(cli::check, {"--contract", contract, "--baseline", baseline, jobs, users});
    BOOST_TEST(both.code == 0, both.out);
    BOOST_TEST(both.out.find("2 drifts accepted") != std::string::npos, both.out);
    BOOST_TEST(run(cli::check, {"--schema", source("schemas/formats/baseline.schema.json"), baseline}).code ==
               0);
}

BOOST_AUTO_TEST_CASE(sums_of_parts_add_up_to_the_sum_of_the_whole) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("shop.json", kContract);
    const Strings parts = {archive({entry(answer(kBad)), "null"}),
                           archive({entry(answer(kBad), "/users/1"), kGood})};
    for (std::size_t i = 0; i < parts.size(); ++i)
        run(cli::check, {"--contract", contract, "--summary", folder.file(std::to_string(i)),
                         folder.write(std::to_string(i) + ".har", parts[i])});
    run(cli::check, {"--contract", contract, "--summary", folder.file("whole"), folder.file("0.har"),
                     folder.file("1.har")});
    const Outcome merged = run(cli::drift, {"merge", folder.file("1"), folder.file("0")});
    BOOST_TEST(merged.out == json::read_file(folder.file("whole")), merged.err);
    BOOST_TEST(
        run(cli::check, {"--schema", source("schemas/formats/summary.schema.json"), folder.file("whole")})
            .code == 0);
}

const std::string kAttached =
    entry("{\"status\": 200, " + kHead + R"(, "content": {"size": 9, "_file": "bad.json"}})");

BOOST_AUTO_TEST_CASE(bodies_may_be_files_in_the_same_zip) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("shop.json", kContract);
    folder.write("in/notes.txt", "x");
    const std::string zip = folder.file("in/a.HAR.zip");
    write_zip(zip, {{"bad.json", R"({"id": 1})"}, {"har.har", archive({kGood, kAttached})}});
    for (const std::string& input : {zip, folder.file("in")}) {
        const Outcome outcome =
            run(cli::check, {"--contract", contract, "--api", "shop", "--format", "json", input});
        BOOST_TEST(outcome.code == 1, outcome.err);
        const json::Document report = json::Document::parse("report", outcome.out);
        BOOST_TEST(report.at("/findings/0/document")->text == zip + "#/log/entries/1");
        BOOST_TEST(report.at("/findings/0/rule")->text == "type.mismatch");
    }
    write_zip(zip, {{"har.har", archive({kGood, kAttached})}});
    const Outcome lacking = run(cli::check, {"--contract", contract, zip});
    BOOST_TEST(lacking.code == 0);
    BOOST_TEST(lacking.out.find("body-not-stored") != std::string::npos, lacking.out);
    write_zip(zip, {{"readme.txt", "x"}});
    const Outcome empty = run(cli::check, {"--contract", contract, zip});
    BOOST_TEST(empty.code == 3);
    BOOST_TEST(empty.err.find(zip + ": expected a .har file in it; found none") != std::string::npos,
               empty.err);
}

BOOST_AUTO_TEST_CASE(bodies_may_be_files_beside_the_archive) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("shop.json", kContract);
    folder.write("in/z.har", archive({kGood, kAttached}));
    folder.write("in/bad.json", R"({"id": 1})"); // not an input of its own: the archive has it
    folder.write("in/notes.txt", "x");
    folder.write("secret.json", R"({"id": 1})");
    const Outcome outcome =
        run(cli::check, {"--contract", contract, "--api", "shop", "--format", "json", folder.file("in")});
    BOOST_TEST(outcome.code == 1, outcome.err);
    const json::Document report = json::Document::parse("report", outcome.out);
    BOOST_TEST(report.at("/documents")->text == "2");
    BOOST_TEST(report.at("/findings/0/rule")->text == "type.mismatch");
    BOOST_TEST(report.at("/unchecked/0/kind")->text == "not-read");
    BOOST_TEST(report.at("/unchecked/0/count")->text == "1");
    BOOST_TEST(outcome.err.find("1 file is not read, because no input has such a name") != std::string::npos,
               outcome.err);
    // A name does not lead out of the folder.
    for (const std::string& name :
         {std::string("../secret.json"), folder.file("secret.json"), std::string("none")}) {
        std::string away = archive({kGood, kAttached});
        away.replace(away.find("bad.json"), 8, name);
        const Outcome kept = run(cli::check, {"--contract", contract, folder.write("in/z.har", away)});
        BOOST_TEST(kept.code == 0, kept.out);
        BOOST_TEST(kept.out.find("body-not-stored") != std::string::npos, kept.out);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
