// JSON that is held whole is read the same at any size: around the size from which a text that is checked is
// read in pieces (json::Limits::window: 4 MiB), the names and strings at its start are still what they were.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <functional>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

const std::string contract =
    R"({"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/jobs/{id}":{"get":
{"operationId":"getJob","parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}],
"responses":{"200":{"description":"d","content":{"application/json":{"schema":{"type":"object",
"required":["status"],"properties":{"status":{"enum":["queued","completed"]},"owner":{"type":"string","x-personal":"name"}}}}}}}}}}})";
const std::string schema =
    R"({"type":"object","required":["status"],"properties":{"status":{"enum":["queued"]}}})";
const std::string fixture =
    R"({"understudy_fixture":1,"api":"jobs","run_id":"1","responses":[{"at_ms":0,"status":200,
"headers":{"content-type":"application/json"},"body":{"status":"paused","owner":"Ann"}}]})";
const std::string har =
    R"({"log":{"version":"1.2","creator":{"name":"c","version":"1"},"entries":[{"startedDateTime":
"2026-01-01T00:00:00Z","request":{"method":"GET","url":"https://a.test/jobs/1","headers":[]},"response":{"status":200,
"headers":[{"name":"Content-Type","value":"application/json"}],"content":{"mimeType":"application/json",
"text":"{\"status\":\"paused\"}"}}}]}})";
const std::string overlay = R"({"overlay":"1.0.0","info":{"title":"t","version":"1"},"actions":[{"target":
"$..status","update":{"enum":["paused"]}}]})";

// The same value with white space before its end: `size` bytes in all.
std::string padded(std::string text, std::size_t size) {
    if (size != 0) text.insert(text.rfind('}'), size - text.size(), ' ');
    return text;
}

struct Kind {
    const char* name;
    std::function<Outcome(const TemporaryFolder&, std::size_t)> run; ///< with that document of so many bytes
};
std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << kind.name;
}

Outcome check(const TemporaryFolder& folder, cli::Arguments arguments) {
    const cli::Arguments first = {"--api", "jobs", "--contract", "jobs=" + folder.file("api.json")};
    arguments.insert(arguments.begin(), first.begin(), first.end());
    return run(cli::check, arguments);
}

const std::vector<Kind> kinds = {
    {"contract",
     [](const TemporaryFolder& folder, std::size_t size) {
         folder.write("api.json", padded(contract, size));
         return check(folder, {folder.write("body.json", R"({"status":"paused"})")});
     }},
    {"schema",
     [](const TemporaryFolder& folder, std::size_t size) {
         return run(cli::check, {"--schema", folder.write("schema.json", padded(schema, size)),
                                 folder.write("body.json", R"({"status":"paused"})")});
     }},
    {"HAR",
     [](const TemporaryFolder& folder, std::size_t size) {
         folder.write("api.json", contract);
         return check(folder, {folder.write("a.har", padded(har, size))});
     }},
    {"fixture",
     [](const TemporaryFolder& folder, std::size_t size) {
         folder.write("api.json", contract);
         return check(folder, {folder.write("fixture.json", padded(fixture, size))});
     }},
    {"summary",
     [](const TemporaryFolder& folder, std::size_t size) {
         folder.write("api.json", contract);
         check(folder,
               {folder.write("body.json", R"({"status":"paused"})"), "--summary", folder.file("sum.json")});
         return run(
             cli::drift,
             {"merge", folder.write("sum.json", padded(json::read_file(folder.file("sum.json")), size))});
     }},
    {"baseline",
     [](const TemporaryFolder& folder, std::size_t size) {
         folder.write("api.json", contract);
         const std::string body = folder.write("body.json", R"({"status":"paused"})");
         check(folder, {body, "--baseline", folder.file("base.json"), "--update-baseline"});
         folder.write("base.json", padded(json::read_file(folder.file("base.json")), size));
         return check(folder, {body, "--baseline", folder.file("base.json")});
     }},
    {"overlay",
     [](const TemporaryFolder& folder, std::size_t size) {
         const std::string api = folder.write("api.json", contract);
         return run(cli::contracts, {"jobs", "--contract", "jobs=" + api, "--apply",
                                     folder.write("overlay.json", padded(overlay, size))});
     }},
};

BOOST_AUTO_TEST_SUITE(large_documents)

BOOST_DATA_TEST_CASE(are_read_as_small_ones_are, data::make(kinds), kind) {
    const TemporaryFolder folder;
    const Outcome small = kind.run(folder, 0);
    BOOST_TEST(small.err == "");
    BOOST_TEST(small.out != "");
    const std::size_t border = std::size_t{4} << 20;
    for (const std::size_t size : {border - 1, border, border + 1, 2 * border + 1}) {
        const Outcome large = kind.run(folder, size);
        BOOST_TEST(large.code == small.code, size << large.err);
        BOOST_TEST(large.out == small.out, size);
        BOOST_TEST(large.err == "", size);
    }
}

// A name that is not found in its body would be stored as it came.
BOOST_AUTO_TEST_CASE(names_are_replaced_in_large_bodies) {
    const std::size_t border = std::size_t{4} << 20;
    for (const std::size_t size : {border - 1, border, border + 1}) {
        const TemporaryFolder folder;
        std::string archive = har;
        const std::string text = json::quoted(padded(R"({"status":"queued","owner":"Ann Example"})", size));
        const std::string body = R"("{\"status\":\"paused\"}")";
        archive.replace(archive.find(body), body.size(), text);
        const Outcome outcome =
            run(cli::record,
                {"--api", "jobs", "--contract", "jobs=" + folder.write("api.json", contract), "--har",
                 folder.write("a.har", archive), "--to", folder.file("out"), "--max-body", "8000000"});
        BOOST_TEST(outcome.code == 0, outcome.err);
        const std::string stored = json::read_file(folder.file("out/jobs/1.json"));
        BOOST_TEST(stored.find("queued") != std::string::npos);
        BOOST_TEST(stored.find("Ann Example") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
