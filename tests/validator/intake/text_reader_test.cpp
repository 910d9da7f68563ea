#include "validator/intake/text_reader.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Lines = std::vector<std::string>;
namespace data = boost::unit_test::data;

constexpr std::size_t kNoLimit = std::size_t{1} << 40U;

// `LINE [whole] BYTES`
Lines read(const std::string& file, std::size_t limit = kNoLimit) {
    Lines texts;
    intake::read_texts(file, limit, [&](const intake::Text& text) {
        texts.push_back(std::to_string(text.line) + (text.is_whole_file ? " whole " : " ") +
                        std::string(text.bytes));
    });
    return texts;
}

const std::vector<Case> cases = load_cases("intake/texts.json");

BOOST_AUTO_TEST_SUITE(text_reader)

BOOST_DATA_TEST_CASE(tells_json_and_ndjson_apart, data::make(cases), each) {
    const TemporaryFolder folder;
    const std::string file = folder.write(each.text("file", "input"), each.text("bytes"));
    BOOST_TEST(read(file) == each.texts("texts"), boost::test_tools::per_element());
}

// A file is read in chunks of 262144 bytes.
constexpr std::size_t kChunk = std::size_t{1} << 18U;

BOOST_AUTO_TEST_CASE(one_huge_line_whatever_chunk_it_ends_in) {
    const TemporaryFolder folder;
    for (const std::size_t chunks : {1U, 2U, 5U})
        for (const int off : {-3, -2, -1, 0, 1, 2}) {
            const std::size_t size = chunks * kChunk + static_cast<std::size_t>(off + 3) - 3;
            const std::string line = "\"" + std::string(size - 2, 'x') + "\"";
            BOOST_TEST((read(folder.write("a", line)) == Lines{"1 whole " + line}));
            BOOST_TEST((read(folder.write("a", line + "\n")) == Lines{"1 whole " + line + "\n"}));
            BOOST_TEST(
                (read(folder.write("a", line + "\n" + line + "\n")) == Lines{"1 " + line, "2 " + line}));
            BOOST_TEST((read(folder.write("a", line + "\r\n1")) == Lines{"1 " + line + "\r", "2 1"}));
            BOOST_TEST((read(folder.write("a.ndjson", line)) == Lines{"1 " + line}));
        }
}

BOOST_AUTO_TEST_CASE(many_lines_across_chunks) {
    const TemporaryFolder folder;
    std::string bytes;
    Lines expected;
    for (std::size_t i = 1; i < 3000; ++i) {
        std::string line = "{\"n\":\"";
        line.append(std::string(i % 700, 'y')).append("\"}");
        bytes.append(line).append("\n");
        expected.push_back(std::to_string(i) + " " + line);
        if (i % 100 == 0) bytes.insert(bytes.size() - line.size() - 1, "");
    }
    BOOST_TEST((read(folder.write("a", bytes)) == expected));
    BOOST_TEST((read(folder.write("a.ndjson", bytes)) == expected));
}

BOOST_AUTO_TEST_CASE(blank_lines_over_chunks) {
    const TemporaryFolder folder;
    const std::string blank = repeated("\n", 2 * kChunk + 7);
    BOOST_TEST((read(folder.write("a", "{}" + blank)) == Lines{"1 whole {}" + blank}));
    BOOST_TEST((read(folder.write("a", "{}" + blank + "1\n")) ==
                Lines{"1 {}", std::to_string(2 * kChunk + 8) + " 1"}));
    BOOST_TEST((read(folder.write("a", blank + "{}\n1")) ==
                Lines{std::to_string(2 * kChunk + 8) + " {}", std::to_string(2 * kChunk + 9) + " 1"}));
}

BOOST_AUTO_TEST_CASE(a_text_longer_than_the_limit_is_cut_past_it) {
    const TemporaryFolder folder;
    const std::size_t limit = 2 * kChunk;
    const std::string huge = "\"" + std::string(10 * kChunk, 'x') + "\"";
    const Lines whole = read(folder.write("a", huge), limit);
    BOOST_TEST_REQUIRE(whole.size() == 1U);
    BOOST_TEST(whole.front().size() > limit);
    BOOST_TEST(whole.front().size() <= limit + 2 * kChunk);
    const Lines lines = read(folder.write("a.ndjson", "1\n" + huge + "\n3\n" + huge + "\n5"), limit);
    BOOST_TEST_REQUIRE(lines.size() == 5U);
    BOOST_TEST(lines[0] == "1 1");
    BOOST_TEST(lines[1].size() > limit);
    BOOST_TEST(lines[1].size() <= limit + 2 * kChunk);
    BOOST_TEST(lines[2] == "3 3");
    BOOST_TEST(lines[4] == "5 5");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named) {
    const TemporaryFolder folder;
    const auto reason = [](const std::string& file) {
        try {
            read(file);
        } catch (const std::system_error& error) {
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    BOOST_TEST(reason(folder.file("none")) == folder.file("none") + ": No such file or directory");
    BOOST_TEST(reason(folder.path()) == folder.path() + ": Is a directory");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
