// The public suite of JSON Schema, where it is: its files of formats and of patterns, held against the checks
// themselves and without a schema engine in between.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iomanip>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "validator/schema/format/format.hpp"
#include "validator/schema/pattern/pattern.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
using json::Kind;
using json::Value;

// By dialect: how many tests there are, and those that go wrong, each with its reason.
struct Dialect {
    const char* folder;
    std::size_t least; // tests
    std::vector<std::pair<std::string, std::string>> deviations;

    friend std::ostream& operator<<(std::ostream& stream, const Dialect& dialect) {
        return stream << dialect.folder;
    }
};

const std::vector<Dialect> dialects = {
    {"draft2020-12", 764, {}},
    {"draft7", 0, {}},
    {"draft4", 0, {}},
};

std::filesystem::path suite(const Dialect& dialect) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    return std::filesystem::path(folder != nullptr ? folder : UNDERSTUDY_SUITES) / "json-schema" /
           dialect.folder / "optional";
}

struct Tally {
    std::size_t passed = 0, false_accepts = 0, false_rejects = 0;
    std::set<std::string> wrong;

    std::size_t total() const { return passed + false_accepts + false_rejects; }

    void add(const Tally& other) {
        passed += other.passed;
        false_accepts += other.false_accepts;
        false_rejects += other.false_rejects;
        wrong.insert(other.wrong.begin(), other.wrong.end());
    }

    void say(const std::string& name) const {
        std::cout << std::left << std::setw(44) << name << passed << " of " << total() << " right, "
                  << false_accepts << " false accepts, " << false_rejects << " false rejects\n";
    }
};

// Holds each test of a file against a verdict.
Tally run(const std::filesystem::path& file, const std::function<bool(const Value&, const Value&)>& verdict) {
    Tally tally;
    const json::Document document = json::Document::load(file.string());
    for (const Value& group : document.root().elements)
        for (const Value& test : group.find("tests")->elements) {
            const bool valid = test.find("valid")->boolean;
            const bool found = verdict(*group.find("schema"), *test.find("data"));
            ++(found == valid ? tally.passed : found ? tally.false_accepts : tally.false_rejects);
            if (found != valid)
                tally.wrong.insert(file.stem().string() + ": " +
                                   std::string(group.find("description")->text) + ": " +
                                   std::string(test.find("description")->text));
        }
    return tally;
}

bool is_of_format(const Value& schema, const Value& value) {
    const schema::Format* format = schema::find_format(schema.find("format")->text);
    return format == nullptr || !value.is(Kind::string) || format->check(value.text);
}

bool found(std::string_view pattern, std::string_view text) {
    const auto compiled = schema::Pattern::compile(pattern);
    if (const auto* error = std::get_if<schema::PatternError>(&compiled)) {
        BOOST_ERROR(pattern << ": " << error->reason);
        return false;
    }
    return std::get<schema::Pattern>(compiled).search(text) == schema::Pattern::Result::match;
}

// As much of JSON Schema as these files use: `pattern`, and `patternProperties` of anything or of integers.
bool fits_patterns(const Value& schema, const Value& value) {
    const Value* type = schema.find("type");
    if (type != nullptr && !value.is(type->text == "string" ? Kind::string : Kind::object)) return false;
    const Value* pattern = schema.find("pattern");
    if (pattern != nullptr && value.is(Kind::string)) return found(pattern->text, value.text);
    const Value* properties = schema.find("patternProperties");
    if (properties == nullptr) return true;
    return std::ranges::all_of(value.members, [&](const auto& member) {
        bool named = schema.find("additionalProperties") == nullptr;
        for (const auto& [each, subschema] : properties->members) {
            if (!found(each, member.name)) continue;
            if (subschema.find("type") != nullptr && !member.value.is(Kind::number)) return false;
            named = true;
        }
        return named;
    });
}

std::set<std::string> names(const std::vector<std::pair<std::string, std::string>>& deviations) {
    std::set<std::string> result;
    for (const auto& [name, reason] : deviations) {
        BOOST_TEST(!reason.empty(), name);
        result.insert(name);
    }
    return result;
}

BOOST_AUTO_TEST_SUITE(format_suites)

BOOST_DATA_TEST_CASE(every_file_of_formats, data::make(dialects), dialect) {
    const std::filesystem::path folder = suite(dialect) / "format";
    if (!std::filesystem::exists(folder))
        return say_skipped(std::string("1 suite absent: formats of ") + dialect.folder);
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.insert(entry.path());
    Tally all;
    for (const std::filesystem::path& file : files) {
        const Tally tally = run(file, is_of_format);
        BOOST_TEST(tally.total() > 0U, file);
        tally.say(dialect.folder + (" " + file.filename().string()));
        all.add(tally);
    }
    all.say(dialect.folder + std::string(" formats"));
    BOOST_TEST(all.total() >= dialect.least);
    BOOST_TEST(all.wrong == names(dialect.deviations), boost::test_tools::per_element());
    for (const std::string& name : all.wrong) std::cout << "  wrong: " << name << '\n';
}

BOOST_DATA_TEST_CASE(every_file_of_patterns, data::make(dialects), dialect) {
    const std::filesystem::path folder = suite(dialect);
    if (!std::filesystem::exists(folder))
        return say_skipped(std::string("1 suite absent: patterns of ") + dialect.folder);
    for (const char* name : {"../pattern.json", "ecmascript-regex.json", "non-bmp-regex.json"}) {
        const Tally tally = run(folder / name, [&](const Value& schema, const Value& value) {
            return schema.find("format") != nullptr ? is_of_format(schema, value)
                                                    : fits_patterns(schema, value);
        });
        tally.say(dialect.folder + (" " + std::filesystem::path(name).filename().string()));
        BOOST_TEST(tally.total() > 0U);
        for (const std::string& wrong : tally.wrong) BOOST_ERROR(wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
