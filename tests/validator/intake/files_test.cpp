#include "validator/intake/files.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <system_error>

#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Files = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(a_file_stands_for_itself_whatever_its_name) {
    const TemporaryFolder folder;
    for (const char* name : {"a.json", "a", "a.txt", "a b.json", "ü.json"}) {
        const std::string file = folder.write(name, "1");
        BOOST_TEST(intake::find_files(file) == Files{file}, boost::test_tools::per_element());
    }
    BOOST_TEST(intake::find_files("-") == Files{"-"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_folder_stands_for_its_documents_by_name) {
    const TemporaryFolder folder;
    Files expected = {folder.write("b/c/d.json", ""), folder.write("a.ndjson", ""),
                      folder.write("z.json", ""), folder.write("b/x y.jsonl", ""),
                      folder.write("b.json", "")};
    Files others;
    for (const char* other :
         {"a.txt", "json", "a.json.bak", "b/.json", "b/c/README.md", "a.json.zip", "a.zip"})
        others.push_back(folder.write(other, ""));
    std::filesystem::create_directory(folder.file("folder.json"));
    std::sort(expected.begin(), expected.end());
    std::sort(others.begin(), others.end());
    Files found_others;
    BOOST_TEST(intake::find_files(folder.path(), &found_others) == expected,
               boost::test_tools::per_element());
    BOOST_TEST(found_others == others, boost::test_tools::per_element());
    BOOST_TEST(intake::find_files(folder.file("folder.json")).empty());
}

BOOST_AUTO_TEST_CASE(case_means_nothing_and_archives_come_first) {
    const TemporaryFolder folder;
    Files expected = {folder.write("B.HAR", ""),    folder.write("c.har.ZIP", ""),
                      folder.write("d.har", ""),    folder.write("z.Har.gz", ""),
                      folder.write("A.JSON", ""),   folder.write("b.Json.Gz", ""),
                      folder.write("c.NDJSON", ""), folder.write("d.jsonL.ZST", "")};
    BOOST_TEST(intake::find_files(folder.path()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_passed_over_in_a_folder) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.json", "");
    std::filesystem::create_symlink("a.json", folder.file("link.json"));
    std::filesystem::create_symlink("nowhere", folder.file("broken.json"));
    std::filesystem::create_symlink(".", folder.file("around"));
    BOOST_TEST(::mkfifo(folder.file("pipe.json").c_str(), 0600) == 0);
    BOOST_TEST(intake::find_files(folder.path()) == (Files{file, folder.file("link.json")}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_named) {
    const TemporaryFolder folder;
    std::filesystem::create_symlink("loop", folder.file("loop"));
    for (const std::string& name :
         {folder.file("none"), folder.file("none/a.json"), folder.file("loop"), std::string()}) {
        try {
            intake::find_files(name);
            BOOST_ERROR(name);
        } catch (const std::system_error& error) {
            BOOST_TEST(std::string(error.what()).find(name) != std::string::npos, error.what());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
