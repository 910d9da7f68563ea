// Bodies that are not one JSON text: sequences, which are checked item by item, and all others.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
#include "validator/json/document.hpp"
#include "validator/json/write.hpp"
#include "validator/text/base64.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Strings = std::vector<std::string>;
namespace data = boost::unit_test::data;

const std::string kLines = "application/x-ndjson", kEvents = "text/event-stream",
                  kRecords = "application/json-seq", kText = "text/plain", kJson = "application/json";

// Each media type is documented with a schema of its own at a path of its own.
const std::string kContract = R"(openapi: VERSION
info: {title: Feeds, version: "1"}
servers: [{url: "https://api.example.test/v1"}]
paths:
  /jobs/{id}: {get: {responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}}}}
  /lines/{id}: {get: {responses: {"200": {description: d, content: {application/x-ndjson: {schema: {$ref: "#/components/schemas/Job"}}}}}}}
  /arrays/{id}: {get: {responses: {"200": {description: d, content: {application/x-ndjson: {schema: {type: array, items: {type: integer}}}}}}}}
  /items/{id}: {get: {responses: {"200": {description: d, content: {application/x-ndjson: {itemSchema: {type: integer}, schema: {type: string}}}}}}}
  /any/{id}: {get: {responses: {"200": {description: d, content: {"*/*": {schema: {$ref: "#/components/schemas/Job"}}}}}}}
  /free/{id}: {get: {responses: {"200": {description: d, content: {application/x-ndjson: {}}}}}}
  /records/{id}: {get: {responses: {"200": {description: d, content: {application/json-seq: {schema: {type: integer}}}}}}}
  /chunks/{id}: {get: {responses: {"200": {description: d, content: {text/event-stream: {schema: {$ref: "#/components/schemas/Job"}}}}}}}
  /words/{id}: {get: {responses: {"200": {description: d, content: {text/event-stream: {schema: {type: string, maxLength: 8}}}}}}}
  /events/{id}: {get: {responses: {"200": {description: d, content: {text/event-stream: {itemSchema: {
    type: object, required: [event], properties: {event: {enum: [start, end]}, id: {type: string, maxLength: 2}, retry: {type: integer, maximum: 5}, data: {type: string, maxLength: 8}}}}}}}}}
  /objects/{id}: {get: {responses: {"200": {description: d, content: {text/event-stream: {itemSchema: {
    type: object, properties: {data: {$ref: "#/components/schemas/Job"}}}}}}}}}
  /contents/{id}: {get: {responses: {"200": {description: d, content: {text/event-stream: {itemSchema: {
    type: object, properties: {data: {type: string, contentMediaType: application/json, contentSchema: {$ref: "#/components/schemas/Job"}}}}}}}}}}
  /text/{id}: {get: {responses: {"200": {description: d, headers: {X-Page: {schema: {type: integer}}}, content: {text/plain: {schema: {type: string}}}}, "204": {description: d}}}}
components: {schemas: {Job: {type: object, properties: {n: {type: integer}}}}}
)";

std::string contract(const std::string& version) {
    std::string text = kContract;
    return text.replace(text.find("VERSION"), 7, version);
}

std::string exchange(const std::string& path, const std::string& type, const std::string& body,
                     const std::string& more = "", const std::string& status = "200") {
    return R"({"request":{"method":"GET","url":"https://api.example.test/v1/)" + path +
           R"(/1"},"response":{"status":)" + status + R"(,"headers":{"content-type":")" + type + "\"" + more +
           "},\"body\":" + json::quoted(body) + "}}\n";
}

struct Row {
    std::string name, path, type, body;
    std::string documents;  // empty: there is no report
    Strings findings = {};  // `ITEM POINTER RULE @LINE:COLUMN`
    Strings unchecked = {}; // `KIND COUNT`
    std::string version = "3.1.0";
};
std::ostream& operator<<(std::ostream& stream, const Row& row) {
    return stream << row.name;
}

const std::vector<Row> rows = {
    {"lines that conform", "lines", kLines, "{\"n\":1}\n{\"n\":2}", "1"},
    {"a line that breaks the schema",
     "lines",
     kLines,
     "{\"n\":1}\r\n\n{\"n\":\"x\"}\n{\"n\":2}\n",
     "1",
     {"line 3 /n type.mismatch @3:6"}},
    {"a damaged line among others",
     "lines",
     kLines,
     "{\"n\":\n{\"n\":\"x\"}\n",
     "1",
     {"line 1 /n body.malformed @1:6", "line 2 /n type.mismatch @2:6"}},
    {"a body with a parameter in its type",
     "lines",
     kLines + "; charset=utf-8",
     "{\"n\":\"x\"}",
     "1",
     {"line 1 /n type.mismatch @1:6"}},
    {"no line", "lines", kLines, "\n \r\n", "", {}, {"no-item 1"}},
    {"no body", "lines", kLines, "", "", {}, {"no-item 1"}},
    {"a schema of all lines", "arrays", kLines, "1\n\"x\"", "1", {"line 2  type.mismatch @2:1"}},
    {"a schema of a line that is an array",
     "arrays",
     kLines,
     "[1]\n[\"x\"]",
     "1",
     {"line 2 /0 type.mismatch @2:2"}},
    {"the same by OpenAPI 3.2", "arrays", kLines, "1\n[1]", "1", {"line 2  type.mismatch @2:1"}, {}, "3.2.0"},
    {"the schema of items comes first",
     "items",
     kLines,
     "1\n\"x\"",
     "1",
     {"line 2  type.mismatch @2:1"},
     {},
     "3.2.0"},
    {"lines of a range", "any", kLines, "{\"n\":1}\n{\"n\":\"x\"}", "1", {"line 2 /n type.mismatch @2:6"}},
    {"text of a range", "any", kText, "{\"n\":\"x\"}", "", {}, {"media-type 1"}},
    {"lines without a schema", "free", kLines, "{", "", {}, {"media-type 1"}},
    {"records",
     "records",
     kRecords,
     "\x1e"
     "1\n\x1e\x1e"
     "\"x\"\n",
     "1",
     {"record 2  type.mismatch @2:3"}},
    {"a record that may be cut off",
     "records",
     kRecords,
     "\x1e"
     "1\n\x1e"
     "2",
     "1",
     {"record 2  body.malformed @2:3"}},
    {"data that are JSON",
     "chunks",
     kEvents,
     ": ping\n\ndata: {\"n\":1}\n\ndata:{\"n\":\ndata:\"x\"}\n\n",
     "1",
     {"event 2 /n type.mismatch @5:6"}},
    {"lines that end in CR",
     "chunks",
     kEvents,
     "data: {\"n\":1}\r\rdata: {\"n\":\"x\"}\r\r",
     "1",
     {"event 2 /n type.mismatch @1:27"}},
    {"data that are not", "chunks", kEvents, "data: {\"n\":1}\n\ndata: [DONE]\n\n", "1", {}, {"item 1"}},
    {"nothing but such data", "chunks", kEvents, "data: [DONE]\n\n", "", {}, {"no-item 1", "item 1"}},
    {"damaged data",
     "chunks",
     kEvents,
     "data: {\"n\":\n\ndata: {\"n\":1}\n\n",
     "1",
     {"event 1 /n body.malformed @1:12"}},
    {"an event without its end",
     "chunks",
     kEvents,
     "data: {\"n\":1}\n\ndata: {\"n\":\"x\"}\n",
     "1",
     {},
     {"item 1"}},
    {"an event without data", "chunks", kEvents, "event: a\nid: 1\n\n", "", {}, {"no-item 1"}},
    {"data that are text",
     "words",
     kEvents,
     "data: [DONE]\n\ndata: {\"n\":1}\n\ndata: 123456789\n\n",
     "1",
     {"event 3  length.exceeded @5:7"}},
    {"whole events",
     "events",
     kEvents,
     "\xef\xbb\xbf"
     "event: start\nid: 1\nretry: 005\ndata: [DONE]\n\ndata: 1\n\n",
     "1",
     {"event 2 /event property.missing @6:7"},
     {},
     "3.2.0"},
    {"fields of events",
     "events",
     kEvents,
     "event: stop\nid: 123\nretry: 6\nretry: x\nid: a\\u0000\ndata: 123456789\n\n",
     "1",
     {"event 1 /data length.exceeded @6:7", "event 1 /event enum.unknown-value @6:7",
      "event 1 /id length.exceeded @6:7", "event 1 /retry number.out-of-range @6:7"},
     {},
     "3.2.0"},
    {"whole events with JSON",
     "objects",
     kEvents,
     "data: {\"n\":1}\n\ndata: {\"n\":\"x\"}\n\ndata: [DONE]\n\n",
     "1",
     {"event 2 /data/n type.mismatch @3:7"},
     {"item 1"},
     "3.2.0"},
    {"content of data",
     "contents",
     kEvents,
     "data: {\"n\":1}\n\ndata: {\"n\":\"x\"}\n\ndata: end\n\n",
     "1",
     {"event 2 /data/n type.mismatch @3:12", "event 3 /data body.malformed @5:7"},
     {},
     "3.2.0"},
    {"text", "text", kText, "good", "", {}, {"media-type 1"}},
};

Strings found_in(const json::Document& report) {
    Strings found;
    const auto text = [](const json::Value& value, const char* name) {
        const json::Value* member = value.find(name);
        return member == nullptr ? std::string() : std::string(member->text);
    };
    for (const json::Value& each : report.at("/findings")->elements)
        found.push_back(text(each, "item") + " " + text(each, "pointer") + " " + text(each, "rule") + " @" +
                        text(each, "line") + ":" + text(each, "column"));
    return found;
}

Strings unchecked_in(const json::Document& report) {
    Strings found;
    if (const json::Value* list = report.at("/unchecked"))
        for (const json::Value& each : list->elements)
            found.push_back(std::string(each.find("kind")->text) + " " +
                            std::string(each.find("count")->text));
    return found;
}

BOOST_AUTO_TEST_SUITE(sequences)

BOOST_DATA_TEST_CASE(items_are_checked, data::make(rows), row) {
    const TemporaryFolder folder;
    const std::string api = "feeds=" + folder.write("feeds.yaml", contract(row.version));
    const std::string text = exchange(row.path, row.type, row.body);
    const Outcome alone =
        run(cli::check, {"--format", "json", "--contract", api, folder.write("in.ndjson", text)});
    BOOST_TEST(alone.code == (row.documents.empty()  ? 3
                              : row.findings.empty() ? 0
                                                     : 1),
               alone.out << alone.err);
    BOOST_TEST(alone.out.empty() == row.documents.empty());
    if (row.documents.empty()) BOOST_TEST(alone.err.find("not checked") != std::string::npos, alone.err);
    // Beside a body that is checked.
    const std::string both = text + exchange("jobs", kJson, "{\"n\":1}");
    const Outcome outcome =
        run(cli::check, {"--format", "json", "--contract", api, folder.write("both.ndjson", both)});
    const json::Document report = json::Document::parse("report", outcome.out);
    BOOST_TEST(report.at("/documents")->text == std::to_string(row.documents.empty() ? 1 : 2));
    BOOST_TEST(found_in(report) == row.findings, boost::test_tools::per_element());
    BOOST_TEST(unchecked_in(report) == row.unchecked, boost::test_tools::per_element());
    const Outcome form = run(cli::check, {"--schema", source("schemas/formats/report.schema.json"),
                                          folder.write("report.json", outcome.out)});
    BOOST_TEST(form.code == 0, form.out);
}

// However an input writes the body down.
BOOST_AUTO_TEST_CASE(items_are_checked_in_every_input) {
    const TemporaryFolder folder;
    const std::string body = "{\"n\":1}\n{\"n\":\"x\"}\n";
    const std::string head =
        R"({"understudy_fixture":1,"api":"feeds","run_id":"1","recorded":{"at":"2026-01-05T10:00:00Z"},"responses":[{"at_ms":0,"status":200)";
    const std::string type = R"(,"headers":{"content-type":"application/x-ndjson"})";
    const std::string har =
        R"({"log":{"version":"1.2","creator":{"name":"t","version":"1"},"entries":[{"startedDateTime":
      "2026-01-05T10:00:00Z","request":{"method":"GET","url":"https://api.example.test/v1/lines/1","headers":[]},"response":{"status":
      200,"headers":[{"name":"Content-Type","value":"application/x-ndjson"}],"content":{"mimeType":"x","text":)" +
        json::quoted(body) + "}}}]}}";
    const std::vector<std::pair<std::string, std::string>> inputs = {
        {"a.json", head + type + ",\"text\":" + json::quoted(body) + "}]}"},
        {"b.json", head + type + ",\"base64\":" + json::quoted(text::to_base64(body)) + "}]}"},
        {"c.json", head + ",\"text\":" + json::quoted(body) + "}]}"}, // no header field is known
        {"d.har", har},
    };
    std::string lines_only = contract("3.1.0");
    const std::size_t jobs = lines_only.find("  /jobs"), lines = lines_only.find("  /lines");
    const std::size_t arrays = lines_only.find("  /arrays"), components = lines_only.find("components:");
    lines_only =
        lines_only.substr(0, jobs) + lines_only.substr(lines, arrays - lines) + lines_only.substr(components);
    const std::string api = "feeds=" + folder.write("feeds.yaml", lines_only);
    for (const auto& [name, text] : inputs) {
        const Outcome outcome =
            run(cli::check, {"--format", "json", "--contract", api, folder.write(name, text)});
        BOOST_TEST_REQUIRE(outcome.code == 1, name << outcome.err);
        const json::Document report = json::Document::parse("report", outcome.out);
        BOOST_TEST(found_in(report) == Strings{"line 2 /n type.mismatch @2:6"},
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(every_format_names_the_item_and_what_was_not_checked) {
    const TemporaryFolder folder;
    const Strings base = {
        "--contract", "feeds=" + folder.write("feeds.yaml", contract("3.1.0")), "--fail-on", "never",
        folder.write("in.ndjson", exchange("lines", kLines, "{\"n\":1}\n{\"n\":\"x\"}") +
                                      exchange("text", kText, "a") + exchange("text", kText, "b"))};
    const std::vector<std::tuple<std::string, std::string, std::string>> formats = {
        {"text", "in.ndjson:2:6, line 2", "media-type      2"},
        {"json", "\"item\": \"line 2\"", "\"media-type\""},
        {"ndjson", "\"line 2\"", ""},
        {"sarif", "line 2: /n: expected", ""},
        {"junit", "2:6, line 2", ": 2 media-type"},
        {"github", "line 2: /n: expected", ""},
        {"markdown", "line 2", "| media-type | 2 |"},
        {"html", "\"line 2\"", "\"media-type\""},
        {"summary", "\"line 2\"", "\"media-type\""}};
    for (const auto& [format, item, unchecked] : formats) {
        Strings arguments = base;
        arguments.insert(arguments.end(), {"--format", format});
        std::string out = run(cli::check, arguments).out;
        if (format == "markdown")
            for (std::size_t at = 0; (at = out.find("&#44;", at)) != std::string::npos;)
                out.replace(at, 5, ",");
        BOOST_TEST(out.find(item) != std::string::npos, format << out);
        BOOST_TEST(out.find(unchecked) != std::string::npos, format << out);
    }
}

// The head of a body that nobody looks at is checked, and a response without content is not such a body.
BOOST_AUTO_TEST_CASE(a_head_is_checked_whatever_the_body_is) {
    const TemporaryFolder folder;
    const std::string api = "feeds=" + folder.write("feeds.yaml", contract("3.1.0"));
    const std::string bad = exchange("text", kText, "a", R"(,"x-page":"one")");
    const Outcome finding = run(cli::check, {"--contract", api, folder.write("a.ndjson", bad)});
    BOOST_TEST(finding.code == 1, finding.out << finding.err);
    const Outcome warned =
        run(cli::check, {"--contract", api, "--fail-on", "never", folder.write("a.ndjson", bad)});
    BOOST_TEST(warned.code == 3, warned.out << warned.err);
    const Outcome empty = run(
        cli::check, {"--contract", api, folder.write("b.ndjson", exchange("text", kText, "", "", "204"))});
    BOOST_TEST(empty.code == 0, empty.out << empty.err);
}

// A file of lines, where the operation documents nothing but lines.
BOOST_AUTO_TEST_CASE(a_file_of_items_is_checked_for_the_operation_that_is_named) {
    const TemporaryFolder folder;
    const std::string file = folder.write("lines.ndjson", "{\"n\": 1}\n{\"n\": \"x\"}\n{\"n\": 3}\n");
    const auto check = [&](const std::string& path, cli::Arguments more = {}) {
        cli::Arguments all = {"--contract", folder.write("feeds.yaml", contract("3.0.3")), "--operation",
                              "GET " + path, file};
        all.insert(all.end(), more.begin(), more.end());
        return run(cli::check, all);
    };
    const Outcome lines = check("/lines/{id}");
    BOOST_TEST(lines.code == 1, lines.err);
    BOOST_TEST(lines.out.find("expected integer; found a string") != std::string::npos, lines.out);
    BOOST_TEST(lines.out.find("lines.ndjson:2:") != std::string::npos, lines.out);
    BOOST_TEST(check("/lines/{id}", {"--threads", "2"}).out == lines.out);
    const Outcome text = check("/text/{id}");
    BOOST_TEST(text.code == 2);
    BOOST_TEST(
        text.err.find("documents no JSON body for this response, and no sequence") != std::string::npos,
        text.err);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
