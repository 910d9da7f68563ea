#include "validator/intake/text_reader.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
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
    std::size_t line = 1;
    intake::BlockReader reader(file, limit);
    for (intake::Block block; reader.next(block);)
        line += intake::read_texts(block, line, [&](const intake::Text& text) {
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

BOOST_AUTO_TEST_CASE(many_texts_of_a_sequence_across_chunks) {
    const TemporaryFolder folder;
    std::string bytes;
    Lines expected;
    for (std::size_t i = 0; i < 3000; ++i) {
        const std::string text = "{\n\"n\":\"" + std::string(i % 700, 'y') + "\"}\n";
        bytes += "\x1e" + text;
        expected.push_back(std::to_string(2 * i + 1) + " " + text);
    }
    BOOST_TEST((read(folder.write("a", bytes)) == expected));
    // One that is too long is cut, and the next is whole.
    const std::string longer(3 * kChunk, 'x');
    const Lines cut = read(folder.write("a", "\x1e\"" + longer + "\"\n\x1e{}\n"), 100);
    BOOST_TEST_REQUIRE(cut.size() == 2U);
    BOOST_TEST(cut.back().ends_with("{}\n"));
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

// The reading end of a terminal whose other end is closed: what was written, and then EIO.
class BrokenInput {
public:
    explicit BrokenInput(const std::string& bytes) : stdin_(::dup(STDIN_FILENO)) {
        const int reader = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (reader < 0 || ::grantpt(reader) != 0 || ::unlockpt(reader) != 0) return;
        const int writer = ::open(::ptsname(reader), O_RDWR | O_NOCTTY);
        termios raw{};
        ::cfmakeraw(&raw);
        works_ = ::tcsetattr(writer, TCSANOW, &raw) == 0 &&
                 ::write(writer, bytes.data(), bytes.size()) == static_cast<::ssize_t>(bytes.size());
        ::close(writer);
        ::dup2(reader, STDIN_FILENO);
        ::close(reader);
    }
    BrokenInput(const BrokenInput&) = delete;
    BrokenInput& operator=(const BrokenInput&) = delete;
    ~BrokenInput() {
        ::dup2(stdin_, STDIN_FILENO);
        ::close(stdin_);
    }
    bool works() const { return works_; }

private:
    int stdin_;
    bool works_ = false;
};

BOOST_AUTO_TEST_CASE(lines_before_the_place_that_cannot_be_read_are_read) {
    const BrokenInput input("1\n2\n\n4\n5");
    if (!input.works()) return say_skipped("1 case: there are no terminals here");
    Lines lines;
    const auto read_all = [&] {
        intake::BlockReader reader("-", kNoLimit);
        for (intake::Block block; reader.next(block);)
            intake::read_texts(block, 1, [&](const intake::Text& text) { lines.emplace_back(text.bytes); });
    };
    BOOST_CHECK_EXCEPTION(read_all(), std::system_error,
                          [](const std::system_error& error) { return error.code() == std::errc::io_error; });
    BOOST_TEST((lines == Lines{"1", "2", "4"}));
}

// Taken away or left, with memory given back or not, a block holds what it should.
BOOST_AUTO_TEST_CASE(blocks_may_be_kept) {
    const TemporaryFolder folder;
    std::string bytes;
    for (std::size_t i = 0; bytes.size() < 9 * kChunk; ++i)
        bytes.append(std::to_string(i)).append(i % 90'000 == 0 ? kChunk : i % 99, 'x').append("\n");
    const std::string file = folder.write("a.ndjson", bytes);
    std::vector<intake::Block> kept;
    std::string read;
    std::size_t lines = 0;
    std::size_t blocks = 0;
    intake::BlockReader reader(file, kNoLimit);
    for (intake::Block block; reader.next(block);) {
        read += block.bytes.text;
        lines += intake::read_texts(block, 1, [](const intake::Text&) {});
        if (++blocks % 3 == 0) continue;
        kept.push_back(std::move(block));
        if (blocks % 3 == 1) block.bytes.buffer = std::move(kept.front().bytes.buffer);
    }
    BOOST_TEST((read == bytes));
    BOOST_TEST(lines == static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
    BOOST_TEST(blocks > 6U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
