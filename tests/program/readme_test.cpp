// What README.md and the pages of docs/ say to type works. A block that is fenced as ```sh test is run by a
// shell, in a copy of the files that it may speak of, with the program on the PATH; ```sh test exit=1 must
// end with that status. The blocks of a project that uses the library are package_test.cpp's.

#include <stdlib.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <regex>

#include "tests/program/process.hpp"
#include "tests/program/readme.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy::test;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(readme)

BOOST_AUTO_TEST_CASE(marked_blocks_are_found) {
    const auto blocks = marked_blocks(
        "# x\n```sh\nno\n```\n```sh test\na\nb\n```\ntext\n```sh test exit=3\nc\n```\n```json\n{}\n```\n"
        "```sh tests\nno\n```\n```cpp test file=a.cpp\n\nd\n```\n```test\nno\n```\n");
    BOOST_TEST_REQUIRE(blocks.size() == 3U);
    BOOST_TEST(blocks[0].language == "sh");
    BOOST_TEST(blocks[0].text == "a\nb\n");
    BOOST_TEST(blocks[0].line == 6U);
    BOOST_TEST(blocks[0].exit == 0);
    BOOST_TEST(blocks[0].file == "");
    BOOST_TEST(blocks[1].text == "c\n");
    BOOST_TEST(blocks[1].exit == 3);
    BOOST_TEST(blocks[2].language == "cpp");
    BOOST_TEST(blocks[2].text == "\nd\n");
    BOOST_TEST(blocks[2].file == "a.cpp");
    BOOST_CHECK_THROW(marked_blocks("```sh test exti=1\n"), std::runtime_error);
}

/// README.md and the pages of docs/.
std::vector<std::string> documents() {
    std::vector<std::string> files = {"README.md"};
    for (const auto& entry : fs::recursive_directory_iterator(source("docs")))
        if (entry.path().extension() == ".md")
            files.push_back(fs::relative(entry.path(), source("")).string());
    std::sort(files.begin(), files.end());
    return files;
}

void run_blocks(const std::string& document, const std::string& tree, const std::string& path,
                std::size_t& count) {
    for (const Block& block : marked_blocks(understudy::json::read_file(source(document)))) {
        if (block.language != "sh") continue;
        const Ended ended = run({.command = {"/bin/sh", "-e", "-c", block.text},
                                 .input = {},
                                 .folder = tree,
                                 .environment = {path}});
        BOOST_TEST(ended.code == block.exit, document << ":" << block.line << ": " << ended.out << ended.err);
        ++count;
    }
}

BOOST_AUTO_TEST_CASE(each_marked_block_does_what_it_says) {
    const TemporaryFolder folder;
    const std::string tree = folder.file("tree");
    fs::create_directories(tree);
    for (const char* part : {"README.md", "docs", "examples", "fixtures", "schemas"})
        fs::copy(source(part), tree + "/" + part, fs::copy_options::recursive);
    fs::create_directory(folder.file("bin"));
    fs::create_symlink(understudy_program(), folder.file("bin/understudy"));
    const std::string path = "PATH=" + folder.file("bin") + ":" + ::getenv("PATH");
    std::size_t count = 0;
    for (const std::string& document : documents()) run_blocks(document, tree, path, count);
    BOOST_TEST(count >= 30U); // a document whose blocks are not found would be green for nothing
}

BOOST_AUTO_TEST_CASE(the_readme_is_short) {
    const std::string text = understudy::json::read_file(source("README.md"));
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') <= 150);
}

// A path in backquotes, `server/mock/mock.hpp`, is one of the tree. NAME, {a,b} and * stand for others.
BOOST_AUTO_TEST_CASE(the_documents_name_files_that_exist) {
    const std::regex path(
        "`((?:cli|server|validator|tests|examples|schemas|cmake|bench|docs)/[A-Za-z0-9_./-]*)`");
    std::vector<std::string> files = documents();
    files.insert(files.end(), {"CONTRIBUTING.md", "SECURITY.md"});
    std::size_t count = 0;
    for (const std::string& file : files) {
        const std::string text = understudy::json::read_file(source(file));
        for (std::sregex_iterator each(text.begin(), text.end(), path), end; each != end; ++each) {
            const std::string named = (*each)[1];
            if (named.find("NAME") != std::string::npos) continue;
            BOOST_TEST(fs::exists(source(named)), file << " names " << named);
            ++count;
        }
    }
    BOOST_TEST(count > 50U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
