// The package that `cmake --install` makes, as another project meets it: the one that docs/library.md shows,
// in the blocks that are fenced as ```LANGUAGE test file=NAME. Its file expected.txt is what it prints.

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "tests/program/process.hpp"
#include "tests/program/readme.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy::test;
namespace fs = std::filesystem;

Ended cmake(std::vector<std::string> arguments, const std::string& folder) {
    arguments.insert(arguments.begin(), UNDERSTUDY_CMAKE);
    return run({.command = arguments,
                .input = {},
                .folder = folder,
                .environment = {"CXXFLAGS", "CMAKE_GENERATOR"},
                .most = std::chrono::minutes(5)}); // a compiler, with sanitizers on
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    BOOST_TEST_REQUIRE(at != std::string::npos, what << " is not in " << text);
    return text.replace(at, what.size(), with);
}

/// A message as it was before CMake broke its lines.
std::string joined(const std::string& text) {
    std::string words;
    for (const char c : text)
        if (const char next = c == '\n' ? ' ' : c; next != ' ' || !words.ends_with(' ')) words += next;
    return words;
}

/// The package in a folder, and beside it the project that uses it.
class Installed {
public:
    Installed() {
        const Ended made = cmake(
            {"--install", UNDERSTUDY_BUILD, "--component", "library", "--prefix", folder_.file("made")}, "");
        BOOST_TEST_REQUIRE(made.code == 0, made.err);
        fs::rename(folder_.file("made"), prefix()); // it may be moved
        for (const Block& block : marked_blocks(understudy::json::read_file(source("docs/library.md"))))
            if (!block.file.empty()) folder_.write("project/" + block.file, block.text);
    }

    std::string prefix() const { return folder_.file("prefix"); }
    std::string project(const std::string& file) const { return folder_.file("project/" + file); }
    std::string config() const {
        for (const auto& entry : fs::recursive_directory_iterator(prefix()))
            if (entry.path().filename() == "understudyConfig.cmake") return entry.path();
        return "";
    }

    Ended configure() const {
        return cmake({"-S.", "-Bbuild", "-G", UNDERSTUDY_GENERATOR, "-DCMAKE_PREFIX_PATH=" + prefix(),
                      std::string("-DCMAKE_CXX_COMPILER=") + UNDERSTUDY_CXX,
                      std::string("-DCMAKE_CXX_FLAGS=") + UNDERSTUDY_CXX_FLAGS},
                     folder_.file("project"));
    }

    Ended build() const { return cmake({"--build", "build"}, folder_.file("project")); }

    /// Writes a file anew with a part of it replaced; what configuring says then. The file is as before after
    /// it.
    Ended configure_with(const std::string& file, const std::string& what, const std::string& with) const {
        const std::string name = fs::relative(file, folder_.path());
        const std::string text = understudy::json::read_file(file);
        folder_.write(name, replaced(text, what, with));
        const Ended ended = configure();
        folder_.write(name, text);
        return ended;
    }

private:
    TemporaryFolder folder_;
};

std::set<std::string> files_in(const std::string& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.insert(entry.path().lexically_relative(folder));
    return files;
}

const Installed& installed() {
    static const Installed one;
    return one;
}

BOOST_AUTO_TEST_SUITE(package)

BOOST_AUTO_TEST_CASE(the_headers_and_two_libraries_are_installed) {
    const std::set<std::string> headers = {"understudy/boost_test.hpp", "understudy/mock.hpp",
                                           "understudy/validator.hpp"};
    BOOST_TEST(files_in(installed().prefix() + "/include") == headers, boost::test_tools::per_element());
    std::size_t archives = 0;
    std::size_t licences = 0;
    for (const std::string& file : files_in(installed().prefix())) {
        if (file.ends_with(".a")) ++archives;
        if (fs::path(file).filename() == "LICENSE") ++licences;
        if (!file.ends_with(".cmake")) continue;
        const std::string text = understudy::json::read_file(installed().prefix() + "/" + file);
        BOOST_TEST(text.find(UNDERSTUDY_BUILD) == std::string::npos, file << " names the build's folder");
        BOOST_TEST(text.find(".a;") == std::string::npos, file << " names a library of this machine");
    }
    BOOST_TEST(archives == 2U);
    BOOST_TEST(licences == 1U);
}

// A program that links it may have a RapidJSON of its own, of another version or with other macros.
BOOST_AUTO_TEST_CASE(the_library_has_no_names_of_rapidjson) {
    for (const std::string& file : files_in(installed().prefix())) {
        if (!file.ends_with(".a")) continue;
        const Ended names =
            run({.command = {UNDERSTUDY_NM, "--defined-only", installed().prefix() + "/" + file},
                 .input = {},
                 .folder = {},
                 .environment = {}});
        BOOST_TEST(names.code == 0);
        const bool is_mock = file.find("mock") != std::string::npos;
        const char* const ours = is_mock ? "10understudy4Mock" : "10understudy9Validator";
        BOOST_TEST(names.out.find(ours) != std::string::npos);
        BOOST_TEST(names.out.find("9rapidjson") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_readmes_project_builds_and_prints_what_is_expected) {
    const Ended configured = installed().configure();
    BOOST_TEST_REQUIRE(configured.code == 0, configured.err);
    const Ended built = installed().build();
    BOOST_TEST_REQUIRE(built.code == 0, built.out << built.err);
    const Ended ended =
        run({.command = {installed().project("build/app")}, .input = {}, .folder = {}, .environment = {}});
    BOOST_TEST(ended.code == 0);
    BOOST_TEST(ended.err == "");
    BOOST_TEST(ended.out == understudy::json::read_file(installed().project("expected.txt")));
}

BOOST_AUTO_TEST_CASE(the_readmes_test_has_the_mock_in_its_own_process) {
    BOOST_TEST_REQUIRE(installed().configure().code == 0);
    const Ended built = installed().build();
    BOOST_TEST_REQUIRE(built.code == 0, built.out << built.err);
    const std::string test = installed().project("build/app_test");
    const Ended ended = run({.command = {test, "--log_level=test_suite", "--color_output=no"},
                             .input = {},
                             .folder = installed().project(""),
                             .environment = {"PATH"}});
    BOOST_TEST(ended.code == 0, ended.out << ended.err);
    BOOST_TEST((ended.out + ended.err).find("Leaving test case \"it_polls_until_the_run_is_done\"") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_the_same_minor_version_is_found) {
    const std::string project = installed().project("CMakeLists.txt");
    const auto asking_for = [&](const std::string& version) {
        return installed().configure_with(project, "find_package(understudy",
                                          "find_package(understudy " + version);
    };
    BOOST_TEST(asking_for(UNDERSTUDY_VERSION).code == 0);
    for (const char* version : {"0.0", "0.99", "1.0"}) {
        const Ended ended = asking_for(version);
        BOOST_TEST(ended.code != 0);
        BOOST_TEST(joined(ended.err).find("compatible with requested version \"" + std::string(version)) !=
                       std::string::npos,
                   ended.err);
    }
}

BOOST_AUTO_TEST_CASE(the_callers_choice_of_static_libraries_is_left_alone) {
    const std::string project = installed().project("CMakeLists.txt");
    const std::string find = "find_package(understudy CONFIG REQUIRED)\n";
    const std::string check = R"(
        if(DEFINED Boost_USE_STATIC_LIBS OR NOT OPENSSL_USE_STATIC_LIBS STREQUAL "NO")
          message(FATAL_ERROR "they were changed")
        endif()
    )";
    const Ended ended =
        installed().configure_with(project, find, "set(OPENSSL_USE_STATIC_LIBS NO)\n" + find + check);
    BOOST_TEST(ended.code == 0, ended.err);
}

BOOST_AUTO_TEST_CASE(a_library_that_is_not_there_is_named) {
    const Ended plain = installed().configure_with(installed().config(), "pcre2-8", "no-such");
    BOOST_TEST(plain.code != 0);
    BOOST_TEST(joined(plain.err).find("linked with libno-such, which was not found: install it") !=
                   std::string::npos,
               plain.err);
    const Ended boost =
        installed().configure_with(installed().config(), "COMPONENTS url", "COMPONENTS no_such");
    BOOST_TEST(boost.code != 0);
    BOOST_TEST(joined(boost.err).find("boost_no_such") != std::string::npos, boost.err);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
