// `understudy record` as a user has it: the mock stands for the API.

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/program/background.hpp"
#include "tests/program/process.hpp"
#include "tests/server/record/canaries.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/intake/fixture.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

const std::string kRun = "11111111-1111-4111-8111-111111111111";
constexpr const char* kKey = "canary-4f9dkq83jfk2";

std::vector<std::string> files(const std::string& folder) {
    std::vector<std::string> all;
    if (!fs::exists(folder)) return all;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) all.push_back(entry.path().string());
    std::sort(all.begin(), all.end());
    return all;
}

/// A GET with the key, of a URL; its body, or nothing where it did not come.
std::string get(const std::string& url) {
    const Ended ended = run({.command = {"curl", "-sS", "--noproxy", "*", "--max-time", "10", "-H",
                                         "X-API-Key: " + std::string(kKey), "-H",
                                         "Authorization: Bearer " + std::string(kKey), url},
                             .input = {},
                             .folder = {},
                             .environment = {}});
    return ended.code == 0 ? ended.out : "";
}

BOOST_AUTO_TEST_SUITE(record)

// Record, serve, record again: the same life; and what is recorded conforms.
BOOST_AUTO_TEST_CASE(what_is_recorded_is_replayed_and_cannot_be_told_apart) {
    const TemporaryFolder folder;
    for (const std::string api : {"noxus", "happyrobot", "duckie"}) {
        const auto record = [&](const Background& mock, const std::string& to) {
            const Ended ended =
                run({.command = {understudy_program(), "record", "--api", api, "--to", to, "--base-url",
                                 mock.url(api), "--run-id", kRun, "--follow", "--interval", "0"},
                     .input = {},
                     .folder = {},
                     .environment = {
                         "NOXUS_API_KEY=" + std::string(kKey), "HAPPYROBOT_API_KEY=" + std::string(kKey),
                         "DUCKIE_API_KEY=" + std::string(kKey), "UNDERSTUDY_PSEUDONYM_KEY=tests"}});
            BOOST_TEST(ended.code == 0, ended.out << ended.err);
            BOOST_TEST((ended.out + ended.err).find("canary") == std::string::npos);
        };
        const std::string first = folder.path() + "/first-" + api, second = folder.path() + "/second-" + api;
        {
            const Background mock({understudy_program(), "serve", "--listen", "127.0.0.1:0"});
            record(mock, first);
        }
        const Background replay(
            {understudy_program(), "serve", "--listen", "127.0.0.1:0", "--fixtures", first});
        record(replay, second);
        const auto lives = [&](const std::string& in) {
            const std::string file = in + "/" + api + "/" + kRun + ".json";
            const auto fixture = intake::Fixture::parse(file, json::read_file(file));
            std::vector<std::string> bodies;
            for (const auto& response : fixture.responses())
                bodies.push_back(std::to_string(response.observed.status) +
                                 std::string(response.observed.body));
            return bodies;
        };
        BOOST_TEST(lives(first).size() > 2U);
        // Redaction of what is redacted makes other pseudonyms, so the states are compared, and the number of
        // responses.
        BOOST_TEST(lives(first).size() == lives(second).size());
        const Ended checked = run({.command = {understudy_program(), "check", "--fail-on", "warning", first},
                                   .input = {},
                                   .folder = {},
                                   .environment = {}});
        BOOST_TEST(checked.code == 0, checked.out);
    }
    for (const std::string& file : files(folder.path()))
        BOOST_TEST(json::read_file(file).find("canary") == std::string::npos, file);
}

const std::string kThreads = "threads=" UNDERSTUDY_SOURCE "/tests/data/mock_contracts/threads.openapi.json";

Ended understudy(std::vector<std::string> command) {
    command.insert(command.begin(), understudy_program());
    return run({.command = std::move(command), .input = {}, .folder = {}, .environment = {}});
}

/// What `folder` has recorded: a line for each fixture, its ids and the states of its life.
std::string recorded(const std::string& folder) {
    std::string text;
    for (const std::string& file : files(folder)) {
        const auto fixture = intake::Fixture::parse(file, json::read_file(file));
        text += file.substr(folder.size()) + ":";
        for (const auto& [name, value] : fixture.path()) text += " " + name + "=" + value;
        text += " " + fixture.run_id();
        for (const auto& response : fixture.responses())
            if (const json::Value* status = response.json->find("status"))
                text += " " + std::string(status->text);
        text += "\n";
    }
    return text;
}

// Two runs of one id, in two threads: recorded in each way, they are replayed each at its own path.
BOOST_AUTO_TEST_CASE(a_run_below_its_parent_is_recorded_replayed_and_checked) {
    const TemporaryFolder folder;
    const std::string polled = folder.path() + "/polled", proxied = folder.path() + "/proxied",
                      archived = folder.path() + "/archived";
    {
        const Background mock(
            {understudy_program(), "serve", "--listen", "127.0.0.1:0", "--contract", kThreads, "--generate"});
        const std::vector<std::string> record = {
            "record",     "--contract",        kThreads,    "--api",    "threads",    "--to", polled,
            "--base-url", mock.url("threads"), "--replace", "--follow", "--interval", "0",    "--run-id"};
        for (const std::vector<std::string>& ids : {std::vector<std::string>{"t1/r1"},
                                                    {"r1", "--path", "thread_id=t/2"},
                                                    {"r1", "--path", "thread_id=t/2"}}) {
            std::vector<std::string> command = record;
            command.insert(command.end(), ids.begin(), ids.end());
            const Ended ended = understudy(command);
            BOOST_TEST(ended.code == 0, ended.out << ended.err);
        }
    }
    // The last recording has replaced the one of the same run, which by then was at its end.
    BOOST_TEST(recorded(polled) ==
               "/threads/r1-2.json: thread_id=t/2 r1 done\n"
               "/threads/r1.json: thread_id=t1 r1 queued done\n");
    const Background replay({understudy_program(), "serve", "--listen", "127.0.0.1:0", "--contract", kThreads,
                             "--fixtures", polled});
    for (const char* ids : {"t1/r1", "t%2F2/r1"}) {
        const Ended ended = understudy({"check", "--live", "--contract", kThreads, "--api", "threads",
                                        "--follow", "--interval", "0", "--fail-on", "warning", "--base-url",
                                        replay.url("threads"), "--run-id", ids});
        BOOST_TEST(ended.code == 0, ended.out << ended.err);
        BOOST_TEST(ended.out.find(" checked, no drift") != std::string::npos, ended.out);
    }
    {
        const Background recorder({understudy_program(), "record", "--contract", kThreads, "--api", "threads",
                                   "--to", proxied, "--listen", "127.0.0.1:0", "--base-url",
                                   replay.url("threads")});
        for (const char* path : {"/threads/t1/runs/r1.json", "/threads/t%2F2/runs/r1.json"})
            BOOST_TEST(get(recorder.url("threads") + path).find("\"done\"") != std::string::npos);
    }
    BOOST_TEST(recorded(proxied) ==
               "/threads/r1-2.json: thread_id=t/2 r1 done\n"
               "/threads/r1.json: thread_id=t1 r1 done\n");
    const std::string har = folder.write("session.har", R"({"log": {"version": "1.2", "entries": [
      {"startedDateTime": "2026-01-02T03:04:05.000Z", "time": 0, "request": {"method": "GET", "url": "https://api.example.test/v1/threads/t3/runs/r1.json"},
       "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "application/json"}],
                    "content": {"text": "{\"id\": \"r1\", \"thread_id\": \"t3\", \"status\": \"done\"}"}}}]}})");
    const Ended ended =
        understudy({"record", "--contract", kThreads, "--api", "threads", "--to", archived, "--har", har});
    BOOST_TEST(ended.code == 0, ended.out << ended.err);
    BOOST_TEST(recorded(archived) == "/threads/r1.json: thread_id=t3 r1 done\n");
}

// What record writes, serve serves.
BOOST_AUTO_TEST_CASE(a_run_that_is_recorded_twice_is_served_as_it_was_recorded_last) {
    const TemporaryFolder folder;
    const std::string file = folder.path() + "/noxus/" + kRun;
    for (const std::string count : {"1", "2"}) {
        const Background mock({understudy_program(), "serve", "--listen", "127.0.0.1:0"});
        std::vector<std::string> command = {
            understudy_program(), "record",     "--api",           "noxus",    "--to",
            folder.path(),        "--base-url", mock.url("noxus"), "--run-id", kRun};
        if (count == "2") command.insert(command.end(), {"--follow", "--interval", "0"});
        const Ended ended = run({.command = command,
                                 .input = {},
                                 .folder = {},
                                 .environment = {"NOXUS_API_KEY=" + std::string(kKey)}});
        BOOST_TEST(ended.code == 0, ended.err);
        const std::string line =
            "understudy record: " + file + "-2.json and " + file +
            ".json are recordings of one run: serve plays the newest (--replace keeps one)\n";
        BOOST_TEST(ended.err == (count == "1" ? "" : line));
    }
    const std::string err = folder.file("err");
    const Background replay({"/bin/sh", "-c", "exec \"$@\" 2> '" + err + "'", "sh", understudy_program(),
                             "serve", "--listen", "127.0.0.1:0", "--fixtures", folder.path()});
    std::set<std::string> bodies;
    for (int i = 0; i < 9; ++i) bodies.insert(get(replay.url("noxus") + "/v1/runs/" + kRun));
    BOOST_TEST(bodies.size() > 1U); // the first recording has one response
    BOOST_TEST(json::read_file(err) ==
               "understudy serve: noxus: the newest recording of each run plays; `Prefer: "
               "example=NAME` asks for 1 earlier one: " +
                   kRun + "\n");
}

BOOST_AUTO_TEST_CASE(a_proxy_on_all_addresses_tells_clients_here_one_that_they_can_use) {
    const TemporaryFolder folder;
    const Background proxy({understudy_program(), "record", "--api", "noxus", "--to", folder.path(),
                            "--base-url", "https://example.invalid", "--listen", "0.0.0.0:0"});
    BOOST_TEST(proxy.url("noxus").starts_with("http://127.0.0.1:"), proxy.url("noxus"));
}

// What a client got of a URL through a recorder, its status behind it.
std::string ask(const std::string& url, std::vector<std::string> more = {}) {
    std::vector<std::string> command = {"curl",       "-sS",
                                        "--noproxy",  "*",
                                        "--max-time", "20",
                                        "-w",         " %{http_code}",
                                        "-H",         "X-API-Key: " + std::string(kKey),
                                        "-H",         "Authorization: Bearer " + std::string(kKey)};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(url);
    return run({.command = command, .input = {}, .folder = {}, .environment = {}}).out;
}

std::vector<std::string> recorder_of(const std::string& to, const std::vector<std::string>& urls,
                                     const std::string& err, const std::string& before = "") {
    std::vector<std::string> command = {"/bin/sh",
                                        "-c",
                                        before + "exec \"$@\" 2> '" + err + "'",
                                        "sh",
                                        understudy_program(),
                                        "record",
                                        "--to",
                                        to,
                                        "--listen",
                                        "127.0.0.1:0"};
    for (const std::string& url : urls) command.insert(command.end(), {"--base-url", url});
    return command;
}

BOOST_AUTO_TEST_CASE(several_apis_are_recorded_at_once_by_prefix) {
    const TemporaryFolder folder;
    const std::string to = folder.path() + "/to";
    const std::vector<std::string> apis = {"duckie", "happyrobot", "noxus"};
    {
        const Background mock(
            {understudy_program(), "serve", "--listen", "127.0.0.1:0", "--advance", "none"});
        std::vector<std::string> urls;
        for (const std::string& api : apis) urls.push_back(api + "=" + mock.url(api));
        const Background recorder(recorder_of(to, urls, folder.file("err")));
        for (const std::string& api : apis) {
            const std::string path = (api == "noxus" ? "/v1/runs/" : "/runs/") + kRun;
            // A run that has ended is written, and its end that comes again is the same one.
            for (int i = 0; i < 5; ++i)
                BOOST_TEST(ask(recorder.url(api) + path) == ask(mock.url(api) + path));
        }
    }
    for (const std::string& api : apis) BOOST_TEST(fs::exists(to + "/" + api + "/" + kRun + ".json"), api);
    BOOST_TEST(files(to).size() == apis.size());
}

// Forty kinds of secret in a body that comes compressed, in query, cookies and credentials.
BOOST_AUTO_TEST_CASE(no_secret_that_passes_comes_to_rest_anywhere) {
    const TemporaryFolder folder;
    const std::string to = folder.path() + "/to", err = folder.file("err");
    const auto life = intake::Fixture::parse(
        "life", json::read_file(std::string(UNDERSTUDY_SOURCE "/fixtures/noxus/life-completed.json")));
    std::string body(life.responses().back().observed.body);
    std::string planted, plain, inner;
    for (const Canary& canary : canaries) {
        const std::string text = canary.before + canary.secret + canary.after;
        json::write_string("k" + std::to_string(planted.size()), planted);
        planted += ": ";
        json::write_string(text, planted);
        planted += ", ";
        plain.clear();
        json::write_string(text, plain);
        inner.clear();
        json::write_string("{\"content\": " + plain + "}", inner);
        planted += "\"j" + std::to_string(planted.size()) + "\": " + inner + ", ";
    }
    const std::string input = "\"input\":";
    const std::size_t at = body.find("{", body.find(input) + input.size()) + 1;
    const bool is_empty = body.find_first_not_of(" \n", at) == body.find('}', at);
    if (is_empty) planted.resize(planted.size() - 2);
    body.insert(at, planted);
    folder.write("mock.json", R"({"understudy_fixture": 1, "api": "noxus", "run_id": ")" + kRun +
                                  R"(", "responses": [{"status": 200, "body": )" + body + "}]}");
    {
        const Background mock(
            {understudy_program(), "serve", "--listen", "127.0.0.1:0", "--fixtures", folder.path()});
        const Background recorder(recorder_of(to, {"noxus=" + mock.url("noxus")}, err));
        const std::string reply =
            ask(recorder.url("noxus") + "/v1/runs/" + kRun + "?api_key=canary-query&token=canary-token",
                {"--compressed", "-b", "session=canary-cookie", "-D", folder.file("head")});
        BOOST_TEST(reply.ends_with(" 200"));
        BOOST_TEST(reply.find(canaries.front().secret) != std::string::npos); // the client has it all
        BOOST_TEST(json::read_file(folder.file("head")).find("gzip") != std::string::npos);
    }
    BOOST_TEST(files(to).size() == 1U);
    std::string stored = json::read_file(err);
    for (const std::string& file : files(to)) stored += json::read_file(file);
    BOOST_TEST(stored.find("workflow_id") != std::string::npos);
    BOOST_TEST(stored.find("canary") == std::string::npos);
    for (const Canary& canary : canaries)
        BOOST_TEST(stored.find(canary.secret) == std::string::npos, canary.kind);
}

// The client has its replies whatever becomes of the recording.
BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_told_of_and_the_client_goes_on) {
    const Background mock({understudy_program(), "serve", "--listen", "127.0.0.1:0", "--advance", "none"});
    const std::string path = "/v1/runs/" + kRun;
    const std::string good = ask(mock.url("noxus") + path);
    BOOST_TEST(good.ends_with(" 200"));
    const TemporaryFolder folder;
    const std::string to = folder.path() + "/to", err = folder.file("err");
    {
        // No file may have more than a block: as on a disk that is full.
        const Background recorder(
            recorder_of(to, {"noxus=" + mock.url("noxus")}, err, "ulimit -f 1; trap '' XFSZ; "));
        for (int i = 0; i < 3; ++i) BOOST_TEST(ask(recorder.url("noxus") + path) == good);
    }
    BOOST_TEST(json::read_file(err).find("File too large") != std::string::npos, json::read_file(err));
    BOOST_TEST(json::read_file(err).find(to) != std::string::npos, json::read_file(err));
    for (const std::string& file : files(to))
        BOOST_TEST(!file.ends_with(".json"), file); // no part of a fixture
}

BOOST_AUTO_TEST_CASE(a_folder_that_may_not_be_written_is_told_of_at_once) {
    const TemporaryFolder folder;
    const std::string copy = understudy_program_for_nobody(folder.path());
    const std::string to = folder.path() + "/to";
    fs::create_directory(to);
    fs::permissions(
        to, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    const Ended ended = run({.command = {copy, "record", "--to", to, "--listen", "127.0.0.1:0"},
                             .input = {},
                             .folder = {},
                             .environment = {},
                             .as_nobody = true});
    BOOST_TEST(ended.code == 2);
    BOOST_TEST(ended.out == "");
    BOOST_TEST(ended.err.find(to) != std::string::npos, ended.err);
    BOOST_TEST(ended.err.find("Permission denied") != std::string::npos, ended.err);
}

BOOST_AUTO_TEST_CASE(an_archive_becomes_fixtures) {
    const TemporaryFolder folder;
    const std::string har = folder.write("session.har", R"({"log": {"version": "1.2", "entries": [
      {"startedDateTime": "2026-01-02T03:04:05.000Z", "time": 0, "request": {"method": "GET", "url": "http://127.0.0.1:1/happyrobot/api/v1/runs/x?key=canary"},
       "response": {"status": 404, "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "Set-Cookie", "value": "canary"}],
                    "content": {"text": "{\"message\": \"not yet\"}"}}},
      {"startedDateTime": "2026-01-02T03:04:06.500Z", "time": 0, "request": {"method": "GET", "url": "http://127.0.0.1:1/happyrobot/api/v1/runs/x"},
       "response": {"status": 404, "headers": [{"name": "Content-Type", "value": "application/json"}],
                    "content": {"text": "{\"message\": \"gone\"}"}}},
      {"request": {"method": "GET", "url": "https://cdn.example.com/a.js?token=canary"}, "response": {"status": 200, "headers": []}}]}})");
    const Ended ended =
        run({.command = {understudy_program(), "record", "--to", folder.path() + "/out", "--har", har},
             .input = {},
             .folder = {},
             .environment = {}});
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(ended.out == folder.path() + "/out/happyrobot/x.json: 2 responses\n");
    BOOST_TEST(ended.err ==
               "understudy record: not recorded, because no operation that gets a run matches: GET "
               "https://cdn.example.com/a.js\n");
    const std::string file = folder.path() + "/out/happyrobot/x.json";
    const auto fixture = intake::Fixture::parse(file, json::read_file(file));
    BOOST_TEST(fixture.responses()[1].at_ms == 1500U);
    BOOST_TEST(json::read_file(file).find("canary") == std::string::npos);
    const Ended checked =
        run({.command = {understudy_program(), "check", har}, .input = {}, .folder = {}, .environment = {}});
    BOOST_TEST(checked.code == 0, checked.out);
    BOOST_TEST(checked.out.find("2 documents checked, no drift") != std::string::npos, checked.out);
    BOOST_TEST(checked.err.find("1 entry matches no operation of happyrobot and was not checked: GET "
                                "https://cdn.example.com/a.js\n") != std::string::npos,
               checked.err);
}

BOOST_AUTO_TEST_CASE(only_answers_of_the_api_are_states_of_a_run_in_the_order_of_their_times) {
    const TemporaryFolder folder;
    const auto entry = [](const char* second, const std::string& response) {
        return R"({"startedDateTime": "2026-01-02T03:04:0)" + std::string(second) +
               R"(.000Z", "time": 0, "request": {"method": "GET", "url": "http://127.0.0.1/happyrobot/api/v1/runs/x"},
                  "response": )" +
               response + "}, ";
    };
    const auto answer = [](const std::string& content) {
        return R"({"status": 404, "headers": [{"name": "Content-Type", "value": "application/json"}],
                   "content": )" +
               content + "}";
    };
    const std::string har = folder.write(
        "session.har", R"({"log": {"version": "1.2", "entries": [)" +
                           entry("3", answer(R"({"text": "{\"message\": \"third\"}"})")) +
                           entry("1", answer(R"({"text": "{\"message\": \"first\"}"})")) +
                           entry("2", answer(R"({"text": "6Tsx", "encoding": "base64"})")) +
                           entry("4", R"({"status": 304, "headers": []})") +
                           entry("5", R"({"status": 204, "headers": []})") +
                           entry("6", R"({"status": 0, "headers": []})") +
                           entry("7", answer(R"({"size": 9})")) + entry("8", "null") +
                           entry("9", R"({"status": 0, "_error": "net::ERR_ABORTED"})") + "null]}}");
    const Ended ended =
        run({.command = {understudy_program(), "record", "--to", folder.path() + "/out", "--har", har},
             .input = {},
             .folder = {},
             .environment = {}});
    BOOST_TEST(ended.out.starts_with(folder.path() + "/out/happyrobot/x.json: 3 responses\n"), ended.out);
    for (const char* said : {"1 entry not recorded: not-modified", "1 entry not recorded: no-content",
                             "2 entries not recorded: no-response", "1 entry not recorded: body-not-stored",
                             "1 entry not recorded: aborted", "1 entry not recorded: damaged",
                             "#/log/entries/2: the body is not UTF-8: its bytes are stored in Base64"})
        BOOST_TEST(ended.err.find(said) != std::string::npos, said << " is not in " << ended.err);
    const std::string file = folder.path() + "/out/happyrobot/x.json";
    const auto fixture = intake::Fixture::parse(file, json::read_file(file));
    BOOST_TEST_REQUIRE(fixture.responses().size() == 3U);
    BOOST_TEST(fixture.responses()[0].observed.body.find("first") != std::string::npos);
    BOOST_TEST(fixture.responses()[1].observed.body == "\xe9;1");
    BOOST_TEST(fixture.responses()[1].at_ms == 1000U);
    BOOST_TEST(fixture.responses()[2].observed.body.find("third") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_told_before_anything_is_done) {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "");
    const std::string bad =
        folder.write("bad.json", R"({"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
      "servers": [{"url": "https://bad.example.test"}], "paths": {"/runs/{id}": {"get": {"parameters": [
      {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}], "responses": {"200": {"description": "",
      "content": {"application/json": {"schema": {"type": "object", "properties": {"owner": {"type": "string",
      "x-personal": "nam"}}}}}}}}}}})");
    for (const auto& [arguments, error] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{}, "where to? Name a folder with --to"},
             {{"--to", folder.path()}, "which API? Name it with --api"},
             {{"--to", file + "/x", "--api", "noxus"}, "--to: " + file + "/x: Not a directory"},
             {{"--to", folder.path(), "--listen", "nowhere"}, "--listen: "},
             {{"--to", folder.path(), "--har", "x", "--listen", "127.0.0.1:0"},
              "--har and --listen: give one of them"},
             {{"--to", folder.path(), "--har", "x", "--run-id", "1"}, "--har and --run-id: give one of them"},
             {{"--to", folder.path(), "--run-ids", "x", "--listen", "127.0.0.1:0"},
              "--listen and --run-ids: give one of them"},
             {{"--to", folder.path(), "--listen", "127.0.0.1:0", "--base-url", "http://127.0.0.1:1"},
              "--base-url: for which API? Name it: --base-url duckie=URL"},
             {{"--to", folder.path(), "--listen", "127.0.0.1:0", "--base-url", "other=http://127.0.0.1:1"},
              "--base-url: there is no API \"other\" here"},
             {{"--to", folder.path(), "--listen", "127.0.0.1:0", "--base-url", "noxus=ftp://127.0.0.1:1"},
              "--base-url: "},
             {{"--to", folder.path(), "--contract", bad, "--api", "bad", "--listen", "127.0.0.1:0"},
              "bad: x-personal of owner: expected name, phone, email or transcript; found \"nam\""},
             {{"--to", folder.path(), "--api", "noxus", "--run-id", "11111111-1111-4111-8111-111111111111",
               "--ca-file", "/nowhere.pem", "--base-url", "https://127.0.0.1:1"},
              "--ca-file /nowhere.pem: expected certificates in PEM"}}) {
        std::vector<std::string> command = {understudy_program(), "record"};
        command.insert(command.end(), arguments.begin(), arguments.end());
        const Ended ended = run({.command = command,
                                 .input = {},
                                 .folder = {},
                                 .environment = {"NOXUS_API_KEY=" + std::string(kKey)}});
        BOOST_TEST(ended.code == 2);
        BOOST_TEST(ended.err.starts_with("understudy record: " + error), ended.err);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
