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
    BOOST_TEST(writer.write("noxus", "r1", "1") == to + "/noxus/r1.json");
    BOOST_TEST(writer.write("noxus", "r1", "2") == to + "/noxus/r1-2.json");
    BOOST_TEST(writer.write("noxus", "r1", "3") == to + "/noxus/r1-3.json");
    BOOST_TEST(json::read_file(to + "/noxus/r1.json") == "1");
    BOOST_TEST(FixtureWriter(to, true).write("noxus", "r1", "4") == to + "/noxus/r1.json");
    BOOST_TEST(json::read_file(to + "/noxus/r1.json") == "4");
    for (const auto& entry : fs::directory_iterator(to + "/noxus"))
        BOOST_TEST(entry.path().filename().string().starts_with("r1"),
                   entry.path()); // nothing unfinished is left
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
            for (;;) writer.write("api", "run", whole);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000)); // some moment
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        if (!fs::exists(folder.path() + "/api")) continue;
        for (const auto& entry : fs::directory_iterator(folder.path() + "/api")) {
            const bool is_named = entry.path().extension() == ".json";
            if (is_named) BOOST_REQUIRE(fs::file_size(entry) == whole.size());
            fs::remove(entry);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
