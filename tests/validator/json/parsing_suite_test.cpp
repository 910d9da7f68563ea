// JSONTestSuite, where it is: what is JSON is read, what is not is refused, and by all that read.

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/tree_builder.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace fs = std::filesystem;

class Ignored final : public EventHandler {
public:
    void null(const char*) override {}
    void boolean(const char*, bool) override {}
    void number(const char*, std::string_view) override {}
    void string(const char*, std::string_view) override {}
    void start_object(const char*) override {}
    void key(const char*, std::string_view) override {}
    void end_object(const char*) override {}
    void start_array(const char*) override {}
    void end_array(const char*) override {}
};

bool is_read(std::string_view text, EventHandler& events, Reader& reader) {
    const auto error = reader.read(text, events);
    if (error) BOOST_TEST(error->offset <= text.size(), error->reason);
    return !error;
}

bool is_read_alone(std::string_view text) {
    Reader reader;
    Ignored ignored;
    return is_read(text, ignored, reader);
}

bool is_built(std::string_view text) {
    Reader reader;
    TreeBuilder builder(reader);
    const bool is_whole = is_read(text, builder, reader);
    if (is_whole) BOOST_TEST(!builder.is_open());
    return is_whole;
}

// A document refuses more: a name given twice.
bool is_document(const std::string& text) {
    try {
        Document::parse("x", text);
        return true;
    } catch (const LoadError& error) {
        return error.reason().ends_with("is given twice in one object");
    }
}

std::vector<fs::path> files(char kind) {
    const char* suites = std::getenv("UNDERSTUDY_SUITES");
    const fs::path path =
        fs::path(suites != nullptr ? suites : UNDERSTUDY_SUITES) / "json-parsing/test_parsing";
    std::vector<fs::path> files;
    if (!fs::exists(path)) return files;
    for (const auto& entry : fs::directory_iterator(path))
        if (entry.path().filename().string().starts_with(std::string(1, kind) + "_"))
            files.push_back(entry.path());
    return files;
}

void all_are(char kind, bool expected, std::size_t count) {
    const auto texts = files(kind);
    if (texts.empty()) return say_skipped("1 suite absent: JSONTestSuite");
    BOOST_TEST(texts.size() == count);
    for (const fs::path& file : texts) {
        const std::string text = read_file(file.string());
        BOOST_TEST(is_read_alone(text) == expected, file);
        BOOST_TEST(is_built(text) == expected, file);
        BOOST_TEST(is_document(text) == expected, file);
    }
}

BOOST_AUTO_TEST_SUITE(parsing_suite)

BOOST_AUTO_TEST_CASE(what_is_json_is_read) {
    all_are('y', true, 95);
}

BOOST_AUTO_TEST_CASE(what_is_not_is_refused) {
    all_are('n', false, 188);
}

BOOST_AUTO_TEST_CASE(what_is_open_is_the_same_to_all_that_read) {
    const auto texts = files('i');
    if (texts.empty()) return say_skipped("1 suite absent: JSONTestSuite");
    BOOST_TEST(texts.size() == 35U);
    std::size_t accepted = 0;
    for (const fs::path& file : texts) {
        const std::string text = read_file(file.string());
        const bool expected = is_read_alone(text);
        accepted += expected ? 1U : 0U;
        // Numbers are kept as they are written, 500 arrays are not too deep; the rest is no Unicode, or has a
        // mark.
        const std::string name = file.filename().string();
        BOOST_TEST(expected == (name.starts_with("i_number") || name.starts_with("i_structure_500")), file);
        BOOST_TEST(is_built(text) == expected, file);
        BOOST_TEST(is_document(text) == expected, file);
    }
    std::cout << "JSONTestSuite: " << accepted << " of " << texts.size() << " open texts are read"
              << std::endl;
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
