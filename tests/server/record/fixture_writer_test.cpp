#include "server/record/fixture_writer.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <random>
#include <system_error>
#include <thread>

#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using record::FixtureWriter;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(fixture_writer)

BOOST_AUTO_TEST_CASE(a_second_recording_gets_a_number) {
    const TemporaryFolder folder;
    const std::string to = folder.path() + "/new/fixtures";
    const FixtureWriter writer(to, false);
    BOOST_TEST(writer.write("noxus", "r1", "1").file == to + "/noxus/r1.json");
    BOOST_TEST(writer.write("noxus", "r1", "2").file == to + "/noxus/r1-2.json");
    BOOST_TEST(writer.write("noxus", "r1", "3").file == to + "/noxus/r1-3.json");
    BOOST_TEST(json::read_file(to + "/noxus/r1.json") == "1");
    BOOST_TEST(FixtureWriter(to, true).write("noxus", "r1", "4").file == to + "/noxus/r1.json");
    BOOST_TEST(json::read_file(to + "/noxus/r1.json") == "4");
    for (const auto& entry : fs::directory_iterator(to + "/noxus"))
        BOOST_TEST(entry.path().filename().string().starts_with("r1"),
                   entry.path()); // nothing unfinished is left
}

BOOST_AUTO_TEST_CASE(a_recording_is_written_once_and_another_of_the_run_is_named) {
    constexpr const char* kEarly = "2026-01-02T03:04:05.000Z";
    constexpr const char* kLate = "2026-01-02T03:04:05.001Z";
    struct Row {
        bool replaces;
        std::string there, added;
        std::string file, same_run;
        bool is_known;
    };
    const auto fixture = [](const char* run, const char* at, const char* responses) {
        return R"({"run_id": ")" + std::string(run) + R"(", "recorded": {"at": ")" + at +
               R"("}, "responses": [)" + "\n    " + responses + "\n  ]\n}\n";
    };
    const std::string old = fixture("r1", kEarly, "{},\n    {}");
    for (const Row& row : std::vector<Row>{
             {false, old, old, "r1.json", "", true},
             {true, old, old, "r1.json", "", true},
             {false, old, fixture("r1", kEarly, "{}"), "r1.json", "", true}, // its end was not recovered
             {true, old, fixture("r1", kEarly, "{}"), "r1.json", "", true},
             {false, old, fixture("r1", kEarly, "{},\n    []"), "r1-2.json", "r1.json", false},
             {false, old, fixture("r1", kLate, "{},\n    {}"), "r1-2.json", "r1.json", false},
             {true, old, fixture("r1", kLate, "{},\n    {}"), "r1.json", "", false},
             {true, fixture("r1", kLate, "{}"), old, "r1-2.json", "r1.json", false}, // the newer one stays
             {false, fixture("r/1", kEarly, "{},\n    {}"), old, "r1-2.json", "", false},
             {true, fixture("r/1", kEarly, "{},\n    {}"), old, "r1-2.json", "", false},
             {false, "{", old, "r1-2.json", "", false},
             {true, "{", old, "r1.json", "", false}}) {
        const TemporaryFolder folder;
        const std::string to = folder.path() + "/api/";
        folder.write("api/r1.json", row.there);
        const auto written = FixtureWriter(folder.path(), row.replaces).write("api", "r1", row.added);
        BOOST_TEST(written.file == to + row.file);
        BOOST_TEST(written.is_known == row.is_known);
        BOOST_TEST(written.same_run == (row.same_run.empty() ? "" : to + row.same_run));
        if (!row.is_known) BOOST_TEST(json::read_file(written.file) == row.added);
        if (row.file != "r1.json" || row.is_known) BOOST_TEST(json::read_file(to + "r1.json") == row.there);
    }
}

BOOST_AUTO_TEST_CASE(an_id_is_no_path) {
    for (const auto& [id, name] :
         std::vector<std::pair<std::string, std::string>>{{"../../etc/passwd", "_./.._etc_passwd"},
                                                          {"a/b", "a_b"},
                                                          {"", "_"},
                                                          {".hidden", "_hidden"},
                                                          {"..", "_."},
                                                          {std::string("a\0b", 3), "a_b"},
                                                          {"r\xc3\xa9", "r__"},
                                                          {std::string(500, 'x'), std::string(200, 'x')}}) {
        const std::string found = record::file_name(id);
        BOOST_TEST(found.find('/') == std::string::npos);
        BOOST_TEST(!found.starts_with("."));
        if (name.find('/') == std::string::npos) BOOST_TEST(found == name);
    }
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_had_is_named) {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "");
    BOOST_CHECK_EXCEPTION(FixtureWriter(file + "/below", false), std::system_error,
                          [&](const std::system_error& error) {
                              return std::string(error.what()).find(file + "/below") != std::string::npos;
                          });
    BOOST_CHECK_THROW(FixtureWriter("/proc/nowhere", false), std::system_error);
}

// A process that writes without end is killed: what it has named is whole.
BOOST_AUTO_TEST_CASE(killed_at_any_moment_it_leaves_whole_files) {
    const TemporaryFolder folder;
    const std::string whole(300'000, 'x');
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        const ::pid_t child = ::fork();
        if (child == 0) {
            const FixtureWriter writer(folder.path(), false);
            for (unsigned number = 0;; ++number) writer.write("api", "run", std::to_string(number) + whole);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000)); // some moment
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        if (!fs::exists(folder.path() + "/api")) continue;
        FixtureWriter(folder.path(), false).remove_unfinished();
        for (const auto& entry : fs::directory_iterator(folder.path() + "/api")) {
            BOOST_REQUIRE(entry.path().extension() == ".json");
            BOOST_REQUIRE(json::read_file(entry.path()).ends_with(whole));
            fs::remove(entry);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
