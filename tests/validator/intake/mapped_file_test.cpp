#include "validator/intake/mapped_file.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <system_error>

#include "tests/validator/temporary_folder.hpp"
#include "validator/intake/text_reader.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/tree_builder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using intake::MappedFile;

constexpr std::size_t kLong = std::size_t{17} << 20; // longer than what is read into memory

std::string long_json() {
    std::string text = "[1";
    while (text.size() < kLong)
        text += ",\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";
    return text + "]";
}

bool says_changed(const std::system_error& error) {
    return std::string_view(error.what()).find("long.json: changed while it was read") !=
           std::string_view::npos;
}

BOOST_AUTO_TEST_SUITE(mapped_file)

BOOST_AUTO_TEST_CASE(a_short_file_is_not_mapped) {
    const TemporaryFolder folder;
    BOOST_TEST((MappedFile::open(folder.write("short.json", "[]"), 3) == nullptr));
    BOOST_TEST((MappedFile::open(folder.path(), 0) == nullptr));
    BOOST_CHECK_THROW(MappedFile::open(folder.file("none.json"), 3), std::system_error);
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_is_reported_and_can_still_be_read) {
    for (const std::size_t left : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, kLong / 2, kLong - 1}) {
        const TemporaryFolder folder;
        const std::string name = folder.write("long.json", std::string(kLong, 'x'));
        const auto file = MappedFile::open(name, kLong);
        BOOST_TEST_REQUIRE((file != nullptr));
        file->check();
        std::filesystem::resize_file(name, left);
        const std::string_view text = file->text();
        BOOST_TEST(std::count(text.begin(), text.end(), 'x') <= static_cast<std::ptrdiff_t>(left));
        BOOST_CHECK_EXCEPTION(file->check(), std::system_error, says_changed);
        BOOST_CHECK_EXCEPTION(file->passed(kLong), std::system_error, says_changed);
    }
}

// What is behind the end is never parsed.
BOOST_AUTO_TEST_CASE(a_file_that_shrinks_while_it_is_parsed_ends_the_parsing) {
    const TemporaryFolder folder;
    const std::string name = folder.write("long.json", long_json());
    const auto file = MappedFile::open(name, kLong);
    json::Reader reader;
    json::TreeBuilder tree(reader);
    const auto shrink = [&](std::size_t offset) {
        std::filesystem::resize_file(name, kLong / 3);
        file->passed(offset);
    };
    BOOST_CHECK_EXCEPTION(reader.read(file->text(), tree, shrink), std::system_error, says_changed);
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_between_its_pieces_is_reported) {
    const TemporaryFolder folder;
    const std::string name = folder.write("long.json", long_json());
    intake::BlockReader reader(name, std::size_t{1} << 30);
    intake::Block block;
    BOOST_TEST_REQUIRE(reader.next(block));
    const auto shrink = [&](const intake::Text& text) {
        BOOST_TEST((text.mapped != nullptr));
        std::filesystem::resize_file(name, 10);
    };
    BOOST_CHECK_EXCEPTION(intake::read_texts(block, 1, shrink), std::system_error, says_changed);
}

BOOST_AUTO_TEST_CASE(more_files_than_can_be_mapped_are_read_otherwise) {
    const TemporaryFolder folder;
    const std::string name = folder.write("a.json", "[1,2]");
    std::vector<std::shared_ptr<MappedFile>> files;
    while (auto file = MappedFile::open(name, 1)) files.push_back(std::move(file));
    BOOST_TEST(files.size() == 16U);
    files.pop_back();
    BOOST_TEST((MappedFile::open(name, 1) != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
