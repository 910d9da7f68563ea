#include "tests/validator/golden.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/validator/case_file.hpp"

namespace understudy::test {

void check_golden(std::string_view name, const std::string& text) {
    const std::string file = source("tests/golden/" + std::string(name));
    const char* mode = std::getenv("UNDERSTUDY_GOLDEN");
    if (mode != nullptr && std::string_view(mode) == "write") {
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file, std::ios::binary) << text;
        say_skipped("1 comparison: " + std::string(name) + " is written anew");
        return;
    }
    BOOST_TEST_CONTEXT(file << "; UNDERSTUDY_GOLDEN=write writes it anew")
    BOOST_TEST(text == json::read_file(file));
}

} // namespace understudy::test
