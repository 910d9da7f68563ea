// The JSON Schema Test Suite, in the drafts that this program knows: each test with both evaluators.

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "tests/validator/case_file.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;
using json::Value;

fs::path suite_folder() {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    return fs::path(folder != nullptr ? folder : UNDERSTUDY_SUITES) / "json-schema";
}

std::string text_of(const json::Document& document, const Value& value) {
    return std::string(document.text().substr(value.offset, value.end - value.offset));
}

class Count : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

struct Tally {
    std::size_t passed = 0, accepted = 0, refused = 0, aborted = 0;
    std::size_t total() const { return passed + accepted + refused + aborted; }
};

class Suite {
public:
    Suite(std::string folder, schema::Draft draft, bool formats)
        : folder_(std::move(folder)), draft_(draft), formats_(formats) {}

    // What is wrong is said by file, and as "file: group: test".
    Tally run() {
        Tally sum;
        std::set<fs::path> files;
        for (const auto& entry : fs::directory_iterator(suite_folder() / folder_))
            if (entry.path().extension() == ".json") files.insert(entry.path());
        BOOST_TEST(!files.empty());
        for (const fs::path& file : files) {
            const Tally tally = run_file(file);
            if (tally.passed != tally.total())
                std::cout << folder_ << "/" << file.filename().string() << ": pass " << tally.passed
                          << ", false accept " << tally.accepted << ", false reject " << tally.refused
                          << ", abort " << tally.aborted << "\n";
            sum.passed += tally.passed;
            sum.accepted += tally.accepted;
            sum.refused += tally.refused;
            sum.aborted += tally.aborted;
        }
        std::cout << folder_ << ": " << sum.passed << " of " << sum.total() << " (false accept "
                  << sum.accepted << ", false reject " << sum.refused << ", abort " << sum.aborted << ")\n";
        return sum;
    }

    std::set<std::string> failures;

private:
    Tally run_file(const fs::path& file) {
        Tally tally;
        const json::Document document = json::Document::load(file.string());
        for (const Value& group : document.root().elements)
            run_group(document, group, file.stem().string(), tally);
        return tally;
    }

    void run_group(const json::Document& document, const Value& group, const std::string& name,
                   Tally& tally) {
        const Value& tests = *group.find("tests");
        const std::string title = name + ": " + std::string(group.find("description")->text);
        schema::Notes notes;
        schema::Registry registry([&](const std::string& uri) { return remote(uri); }, draft_);
        try {
            auto schema = std::make_shared<const json::Document>(
                json::Document::parse("schema.json", text_of(document, *group.find("schema"))));
            const schema::Resource& resource = registry.add_schema("schema:///", schema, draft_);
            schema::CompilerOptions options;
            options.assert_formats = formats_;
            options.report_undocumented = false;
            schema::Compiler compiler(registry, options, notes);
            const schema::Program program = compiler.compile({&schema->root(), &resource, "", nullptr});
            for (const Value& test : tests.elements)
                run_test(program, text_of(document, *test.find("data")), test.find("valid")->boolean,
                         title + ": " + std::string(test.find("description")->text), tally);
        } catch (const std::exception& error) {
            tally.aborted += tests.elements.size();
            failures.insert(title);
            std::cout << title << ": " << error.what() << "\n";
        }
    }

    void run_test(const schema::Program& program, const std::string& data, bool valid,
                  const std::string& title, Tally& tally) {
        bool both[2] = {};
        for (const bool whole : {false, true}) {
            schema::EvaluatorOptions options;
            options.whole_documents = whole;
            Count count;
            schema::Evaluator(program, options).evaluate(data, count);
            both[whole ? 1 : 0] = count.count == 0;
        }
        BOOST_TEST(both[0] == both[1], title);
        if (both[0] == valid) {
            ++tally.passed;
            return;
        }
        ++(valid ? tally.refused : tally.accepted);
        failures.insert(title);
        if (failures.size() < 60) std::cout << title << (valid ? ": refused\n" : ": accepted\n");
    }

    std::shared_ptr<const json::Document> remote(const std::string& uri) const {
        constexpr std::string_view kServer = "http://localhost:1234/";
        if (!uri.starts_with(kServer)) return nullptr;
        const fs::path file = suite_folder() / "remotes" / uri.substr(kServer.size());
        if (!fs::exists(file)) return nullptr;
        return std::make_shared<const json::Document>(json::Document::load(file.string()));
    }

    std::string folder_;
    schema::Draft draft_;
    bool formats_;
};

bool is_absent() {
    if (fs::exists(suite_folder())) return false;
    say_skipped("1 suite absent: JSON Schema Test Suite");
    return true;
}

BOOST_AUTO_TEST_SUITE(json_schema_suite)

BOOST_AUTO_TEST_CASE(draft_2020_12) {
    if (is_absent()) return;
    const Tally tally = Suite("draft2020-12", schema::Draft::draft2020_12, false).run();
    BOOST_TEST(tally.passed == tally.total());
    BOOST_TEST(tally.total() == 1299U);
}

// How many tests there are depends on the copy.
void run_where_there(const std::string& folder, schema::Draft draft) {
    if (!fs::exists(suite_folder() / folder))
        return say_skipped("1 suite absent: JSON Schema Test Suite, " + folder);
    const Tally tally = Suite(folder, draft, false).run();
    BOOST_TEST(tally.passed == tally.total());
    BOOST_TEST(tally.total() > 500U);
}

BOOST_AUTO_TEST_CASE(draft_2019_09) {
    run_where_there("draft2019-09", schema::Draft::draft2019_09);
}

BOOST_AUTO_TEST_CASE(draft_6) {
    run_where_there("draft6", schema::Draft::draft6);
}

BOOST_AUTO_TEST_CASE(draft_7) {
    if (is_absent()) return;
    const Tally tally = Suite("draft7", schema::Draft::draft7, false).run();
    BOOST_TEST(tally.passed == tally.total());
    BOOST_TEST(tally.total() == 927U);
}

BOOST_AUTO_TEST_CASE(draft_4) {
    if (is_absent()) return;
    const Tally tally = Suite("draft4", schema::Draft::draft4, false).run();
    BOOST_TEST(tally.passed == tally.total());
    BOOST_TEST(tally.total() == 618U);
}

BOOST_AUTO_TEST_CASE(draft_4_as_openapi_3_0_has_it) {
    if (is_absent()) return;
    const Tally tally = Suite("draft4", schema::Draft::openapi_3_0, false).run();
    BOOST_TEST(tally.passed == tally.total());
    BOOST_TEST(tally.total() == 618U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
