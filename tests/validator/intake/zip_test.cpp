#include "validator/intake/zip.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/zip_file.hpp"
#include "validator/intake/decoder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

constexpr std::size_t kNoLimit = std::size_t{1} << 40U;

std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
    const TemporaryFolder folder;
    write_zip(folder.file("a.zip"), files);
    return json::read_file(folder.file("a.zip"));
}

BOOST_AUTO_TEST_SUITE(zip)

BOOST_AUTO_TEST_CASE(its_files_are_read_by_name) {
    const std::string bytes = zipped({{"b", std::string(100'000, 'x')}, {"a/c", ""}, {"a", "text"}});
    BOOST_TEST(intake::Zip::is_zip(bytes));
    const intake::Zip zip("a.zip", bytes);
    BOOST_TEST(zip.names() == (std::vector<std::string>{"b", "a/c", "a"}), boost::test_tools::per_element());
    BOOST_TEST(zip.read("a", kNoLimit).value() == "text");
    BOOST_TEST(zip.read("b", kNoLimit).value() == std::string(100'000, 'x'));
    BOOST_TEST(zip.read("a/c", kNoLimit).value() == "");
    BOOST_TEST(!zip.read("A", kNoLimit).has_value());
    BOOST_CHECK_THROW(zip.read("b", 1000), intake::DecodingError);
}

BOOST_AUTO_TEST_CASE(a_bomb_is_refused) {
    const std::string bytes = zipped({{"b", std::string(std::size_t{100} << 20, '\0')}});
    BOOST_CHECK_THROW(intake::Zip("a.zip", bytes).read("b", kNoLimit), intake::DecodingError);
}

// Any byte changed and any end cut off: an error, or the files as they were. Never a crash.
BOOST_AUTO_TEST_CASE(damage_is_an_error) {
    const std::string whole = zipped({{"a", "text text text"}, {"b", "more"}});
    const auto read_all = [&](const std::string& bytes) {
        try {
            const intake::Zip zip("a.zip", bytes);
            for (const std::string& name : zip.names()) zip.read(name, kNoLimit);
        } catch (const intake::DecodingError& error) {
            BOOST_TEST(std::string(error.what()).starts_with("a.zip: "));
        }
    };
    for (std::size_t size = 0; size < whole.size(); ++size) read_all(whole.substr(0, size));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char byte : {'\x00', '\x7f', '\xff'}) {
            std::string damaged = whole;
            damaged[at] = byte;
            read_all(damaged);
        }
    BOOST_CHECK_THROW(intake::Zip("a.zip", whole.substr(0, whole.size() / 2)), intake::DecodingError);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
