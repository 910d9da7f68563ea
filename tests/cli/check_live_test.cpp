#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/live/fault_server.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

constexpr const char* kCanary = "canary-key";

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string body(const std::string& state) {
    return R"({"id": "r1", "state": ")" + state + R"("})";
}

/// A contract with a life of its own, and its credential in the environment.
struct Api {
    Api() { ::setenv("MINE_API_KEY", kCanary, 1); }
    ~Api() { ::unsetenv("MINE_API_KEY"); }

    TemporaryFolder folder;
    std::string contract =
        folder.write("mine.json", R"({"openapi": "3.1.0", "info": {"title": "Mine", "version": "1"},
  "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer", "x-credentials": {"env": "MINE_API_KEY"}}}},
  "paths": {"/runs/{id}": {"get": {"security": [{"key": []}],
    "x-lifecycle": {"field": "/state", "states": ["new", "going", "done"], "terminal": ["done"], "moves": {"new": ["going"], "going": ["done"]}},
    "responses": {
      "200": {"description": "d", "headers": {"X-Version": {"schema": {"type": "integer"}}}, "content": {"application/json": {"schema":
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "state": {"enum": ["new", "going", "done"]}}}}}},
      "404": {"description": "d", "content": {"application/json": {"schema": {"type": "object", "required": ["error"]}}}},
      "500": {"description": "d", "content": {"application/json": {"schema": {"type": "object", "required": ["error"]}}}}}}}}})");

    Outcome check(const std::string& url, cli::Arguments more) const {
        cli::Arguments all = {"--live", "--contract", contract, "--api", "mine", "--base-url", url};
        if (std::find(more.begin(), more.end(), "--interval") == more.end())
            all.insert(all.end(), {"--interval", "0"});
        all.insert(all.end(), more.begin(), more.end());
        const Outcome outcome = run(cli::check, all);
        BOOST_TEST(!contains(outcome.out + outcome.err, "canary"), outcome.out << outcome.err);
        return outcome;
    }
    Outcome check(const FaultServer& server, const cli::Arguments& more) const {
        return check(server.url(), more);
    }
};

BOOST_FIXTURE_TEST_SUITE(check_live, Api)

BOOST_AUTO_TEST_CASE(a_response_is_held_against_the_contract) {
    const FaultServer server({good(body("new"))});
    const Outcome outcome = check(server, {"--run-id", "r1"});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(contains(outcome.out, "1 document checked, no drift"), outcome.out);
    BOOST_TEST(contains(server.requests().front(), "GET /runs/r1 HTTP/1.1\r\n"));
    BOOST_TEST(contains(server.requests().front(), "Authorization: Bearer canary-key\r\n"));
}

BOOST_AUTO_TEST_CASE(status_fields_and_body_drift_apart) {
    const FaultServer server(
        {good(body("canary-key"), "Content-Type: application/json\r\nX-Version: two\r\n"),
         good("{}", "Content-Type: application/json\r\n", "404 Not Found"),
         good("teapot", "Content-Type: text/plain\r\n", "418 I'm a teapot"),
         good("<html>", "Content-Type: text/html\r\n")});
    const Outcome outcome = check(
        server, {"--run-id", "a", "--run-id", "b", "--run-id", "c", "--run-id", "d", "--concurrency", "1"});
    BOOST_TEST(outcome.code == 1);
    for (const char* part :
         {"header.invalid        expected integer; found a string  (documented; 1 of 4 documents) at "
          "/runs/a:1:1",
          "enum.unknown-value    expected one of new, going, done; found (a credential)  (documented; 1 "
          "document) at /runs/a:1:23",
          "property.missing      expected a required property; found nothing  (documented; 1 of 4 documents) "
          "at "
          "/runs/b:1:2",
          "status.undocumented   expected one of the documented statuses 200, 404, 500; found status 418",
          "content-type.unexpected expected application/json; found text/html", "in 4 of 4 documents"})
        BOOST_TEST(contains(outcome.out, part), outcome.out << "\nlacks " << part);
}

BOOST_AUTO_TEST_CASE(a_run_is_followed_to_its_end) {
    const FaultServer server({good(body("new")), good(body("going")), good(body("new")), good(body("done"))});
    const Outcome outcome = check(server, {"--run-id", "r1", "--follow"});
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(
        contains(
            outcome.out,
            "state\n  error   lifecycle.illegal-move expected one of going, done after going; found new  "
            "(documented; 1 of 4 documents) at /runs/r1#3:1:23"),
        outcome.out);
    BOOST_TEST(contains(outcome.out, "in 1 of 4 documents"), outcome.out);
    BOOST_TEST(server.requests().size() == 4U);
    BOOST_TEST(server.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_that_does_not_end_is_no_drift) {
    const FaultServer server({good(body("going"))});
    const Outcome outcome = check(server, {"--run-id", "r1", "--follow", "--timeout", "0"});
    BOOST_TEST(outcome.code == 3);
    BOOST_TEST(contains(outcome.out, "run.unfinished        /runs/r1#1: still going when --timeout ran out"),
               outcome.out);
}

BOOST_AUTO_TEST_CASE(durations_have_units_or_are_seconds) {
    const FaultServer server({good(body("going"))});
    for (const char* most : {"0ms", "5ms", "0.005", "0s"}) {
        const Outcome outcome =
            check(server, {"--run-id", "r1", "--follow", "--interval", "10ms", "--timeout", most});
        BOOST_TEST(outcome.code == 3);
        BOOST_TEST(contains(outcome.out, "run.unfinished"), outcome.out);
    }
}

// Network failures are reported, and so is drift.
BOOST_AUTO_TEST_CASE(a_fault_is_no_drift_and_hides_none) {
    const FaultServer server({good(body("odd")), {"", Ending::reset}});
    const Outcome outcome = check(server, {"--run-id", "a", "--run-id", "b", "--concurrency", "1",
                                           "--attempts", "2", "--format", "json"});
    BOOST_TEST(outcome.code == 3);
    BOOST_TEST(contains(outcome.out, "\"rule\": \"enum.unknown-value\""), outcome.out);
    BOOST_TEST(
        contains(outcome.out,
                 "\"verdict\": \"network.reset\",\n      \"document\": \"/runs/b\",\n      \"detail\": "
                 "\"the connection was reset (after 2 attempts)\""),
        outcome.out);
}

// Every form tells what could not be had, and escapes what it tells.
BOOST_AUTO_TEST_CASE(each_form_of_report_tells_of_faults) {
    const FaultServer server({{"", Ending::close}});
    for (const auto& [format, part] : std::vector<std::pair<const char*, const char*>>{
             {"text",
              "network.closed        /runs/a%3Cb%3E: the connection was closed before a response began"},
             {"json", "\"verdict\": \"network.closed\""},
             {"sarif", "\"executionSuccessful\": false"},
             {"junit",
              "<error type=\"network.closed\" message=\"the connection was closed before a response "
              "began\"/>"},
             {"github",
              "::error title=network.closed::/runs/a%253Cb%253E: the connection was closed before a response "
              "began"},
             {"markdown", " | network.closed | the connection was closed before a response began |"}}) {
        const Outcome outcome = check(server, {"--run-id", "a<b>", "--attempts", "1", "--format", format});
        BOOST_TEST(outcome.code == 3);
        BOOST_TEST(contains(outcome.out, part), outcome.out);
    }
}

// An error that the API documents is held against what it documents; a page of something before the API is
// not.
BOOST_AUTO_TEST_CASE(a_servers_error_is_checked_where_the_api_has_made_it) {
    const FaultServer server({good("{}", "Content-Type: application/json\r\n", "500 Internal Server Error"),
                              good("<html>", "Content-Type: text/html\r\n", "500 Internal Server Error"),
                              good("<html>", "Content-Type: text/html\r\n", "502 Bad Gateway"),
                              good("{}", "Location: https://example.com/canary\r\n", "302 Found"),
                              good("{}", "", "401 Unauthorized")});
    const Outcome outcome = check(server, {"--run-id", "a", "--run-id", "b", "--run-id", "c", "--run-id", "d",
                                           "--run-id", "e", "--concurrency", "1", "--attempts", "1"});
    BOOST_TEST(outcome.code == 3);
    for (const char* part :
         {"http.server-error     /runs/a: status 500\n", "http.server-error     /runs/b: status 500\n",
          "http.server-error     /runs/c: status 502\n",
          "http.redirect         /runs/d: status 302: Understudy does not follow redirects\n",
          "http.unauthorized     /runs/e: status 401: the API does not accept the credential\n",
          "property.missing      expected a required property; found nothing  (documented; 1 document) at "
          "/runs/a:1:2",
          "1 error, 0 warnings in 1 of 1 document"})
        BOOST_TEST(contains(outcome.out, part), outcome.out << "\nlacks " << part);
}

BOOST_AUTO_TEST_CASE(reports_are_in_the_order_of_the_runs_whoever_is_first) {
    std::string ids, expected;
    for (int i = 0; i < 20; ++i) {
        ids += (i % 3 == 0 ? "\n# a comment\n" : "") + ("r" + std::to_string(i)) + "\r\n";
        expected += "/runs/r" + std::to_string(i) + "\n";
    }
    const FaultServer server({good("{}")});
    const Outcome outcome =
        check(server, {"--run-ids", folder.write("ids", ids), "--concurrency", "1", "--format", "json"});
    std::string found;
    const std::size_t end = outcome.out.find("\"drift\": [");
    for (std::size_t at = 0; (at = outcome.out.find("\"document\": \"", at)) < end;) {
        at += 13;
        found += outcome.out.substr(at, outcome.out.find('"', at) - at) + "\n";
    }
    BOOST_TEST(found == expected);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_told_before_anything_is_asked_for) {
    const FaultServer server({good("{}")});
    for (const auto& [arguments, error] : std::vector<std::pair<cli::Arguments, std::string>>{
             {{}, "which run? Name it with --run-id, or a file of ids with --run-ids"},
             {{"--run-id", ""}, "--run-id: expected 1 to 1024 bytes"},
             {{"--run-id", "a", "b.json"}, "--live and INPUT: give one of them"},
             {{"--run-id", "a", "--rate", "-1"}, "--rate: expected 0 to 1000000"},
             {{"--run-id", "a", "--rate", "nan"}, "--rate: expected 0 to 1000000"},
             {{"--run-id", "a", "--concurrency", "0"}, "--concurrency: expected 1 to 256; found 0"},
             {{"--run-id", "a", "--attempts", "0"}, "--attempts: expected 1 to 100; found 0"},
             {{"--run-id", "a", "--ca-file", "/nowhere.pem"},
              "--ca-file /nowhere.pem: expected certificates in PEM: No such file or directory"},
             {{"--run-id", "a", "--timeout", "-1"},
              "--timeout: expected a duration, 250ms, 10s, 2m or 1h; found \"-1\""},
             {{"--run-id", "a", "--interval", "1 s"},
              "--interval: expected a duration, 250ms, 10s, 2m or 1h; found \"1 s\""},
             {{"--run-id", "a", "--request-timeout", "0"},
              "--request-timeout: expected a duration above 0, as in 250ms, 10s, 2m or 1h; found 0"},
             {{"--run-id", "a", "--key-file", folder.write("empty", "")},
              "--key-file " + folder.path() +
                  "/empty: expected lines of NAME=VALUE, or one line: the key"}}) {
        const Outcome outcome = check(server, arguments);
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(outcome.err == error + "\n");
    }
    ::unsetenv("MINE_API_KEY");
    BOOST_TEST(check(server, {"--run-id", "a"}).code == 2);
    BOOST_TEST(server.connections() == 0U);
    BOOST_TEST(run(cli::check, {"--api", "noxus", "--follow", "x.json"}).err == "--follow needs --live\n");
}

/// What --run-id and --path say of a path with two ids: the request's target, or the error.
struct Ids {
    cli::Arguments arguments;
    std::string expected;
};
const std::vector<Ids> several_ids = {
    {{"--run-id", "t1/r1"}, "/v1/threads/t1/runs/r1.json"},
    {{"--run-id", "t%2F1/r%201"}, "/v1/threads/t%2F1/runs/r%201.json"},
    {{"--path", "thread_id=t1", "--run-id", "r1"}, "/v1/threads/t1/runs/r1.json"},
    {{"--path", "thread_id=t=/", "--run-id", "r%/2"}, "/v1/threads/t%3D%2F/runs/r%25%2F2.json"},
    {{"--path", "run_id=r1", "--run-id", "t1"}, "/v1/threads/t1/runs/r1.json"},
    {{"--path", "run_id=r1", "--path", "thread_id=t1"}, "/v1/threads/t1/runs/r1.json"},
    {{"--run-id", "r1"},
     "--run-id: GET /threads/{thread_id}/runs/{run_id}.json expects thread_id/run_id; found \"r1\": give "
     "them "
     "all, or the others with --path thread_id=…"},
    {{"--run-id", "t1/r1/x"},
     "--run-id: GET /threads/{thread_id}/runs/{run_id}.json expects thread_id/run_id; found \"t1/r1/x\": "
     "give "
     "them all, or the others with --path thread_id=…"},
    {{"--run-id", "t1/"},
     "--run-id: GET /threads/{thread_id}/runs/{run_id}.json expects thread_id/run_id; found \"t1/\": give "
     "them "
     "all, or the others with --path thread_id=…"},
    {{"--path", "thread_id=t1"}, "which run? Name it with --run-id, or a file of ids with --run-ids"},
    {{"--path", "run_id=r1", "--path", "thread_id=t1", "--run-id", "r1"},
     "--run-id: --path names every id of GET /threads/{thread_id}/runs/{run_id}.json"},
    {{"--path", "thread=t1", "--run-id", "r1"},
     "--path: expected one of thread_id, run_id, the parameters in GET "
     "/threads/{thread_id}/runs/{run_id}.json; found thread"},
    {{"--path", "thread_id", "--run-id", "r1"}, "--path: expected NAME=VALUE; found \"thread_id\""},
    {{"--path", "thread_id=", "--run-id", "r1"}, "--path thread_id: expected 1 to 1024 bytes"},
    {{"--path", "thread_id=t1", "--path", "thread_id=t2", "--run-id", "r1"},
     "--path thread_id: expected one value; found two"},
    {{"--path", "thread_id=x", "--run-id", "r1"},
     "--path thread_id: expected a match of ^t; found a string of 1 character"},
    {{"--path", "thread_id=t1", "--run-id", "r1", "--run-id", "x"},
     "--run-id \"x\": run_id: expected a match of ^r; found a string of 1 character"},
    {{"--run-id", "t1/x"},
     "--run-id \"t1/x\": run_id: expected a match of ^r; found a string of 1 character"},
};

BOOST_AUTO_TEST_CASE(a_path_may_have_several_ids) {
    for (const auto& [arguments, expected] : several_ids) {
        const FaultServer server({good(R"({"id": "r1", "thread_id": "t1", "status": "done"})")});
        cli::Arguments all = {"--live",
                              "--contract",
                              "threads=" + source("tests/data/mock_contracts/threads.openapi.json"),
                              "--api",
                              "threads",
                              "--base-url",
                              server.url() + "/v1"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const Outcome outcome = run(cli::check, all);
        if (!expected.starts_with('/')) {
            BOOST_TEST(outcome.err == expected + "\n");
            BOOST_TEST(outcome.code == 2);
            BOOST_TEST(server.connections() == 0U);
            continue;
        }
        BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
        BOOST_TEST_REQUIRE(server.requests().size() == 1U);
        BOOST_TEST(server.requests().front().starts_with("GET " + expected + " HTTP/1.1\r\n"),
                   server.requests().front());
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
