#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

const std::string good = R"({"detail": "Run not found"})";
const std::string extra = R"({"detail": "Run not found", "extra": 1})";
const std::string wrong = R"({"detail": 1})";

std::string lines(const std::vector<std::string>& texts) {
    std::string all;
    for (int i = 0; i < 400; ++i)
        for (const std::string& text : texts) all += text + "\n";
    return all;
}

struct Parts {
    TemporaryFolder folder;
    std::vector<std::string> files, sums;

    Parts() {
        for (const auto& [name, texts] : std::vector<std::pair<std::string, std::vector<std::string>>>{
                 {"a.ndjson", {good, extra}}, {"b.ndjson", {wrong}}, {"c.ndjson", {good, wrong, extra}}}) {
            files.push_back(folder.write(name, lines(texts)));
            sums.push_back(folder.file(name + ".json"));
            check({files.back(), "--summary", sums.back()});
        }
    }
    static Outcome check(cli::Arguments arguments) {
        arguments.insert(arguments.begin(), {"--api", "noxus", "--status", "404"});
        return run(cli::check, arguments);
    }
};

Outcome merge(cli::Arguments arguments) {
    arguments.insert(arguments.begin(), "merge");
    return run(cli::drift, arguments);
}

BOOST_AUTO_TEST_SUITE(drift_merge)

BOOST_AUTO_TEST_CASE(sums_of_parts_are_the_sum_of_the_whole_in_any_order_and_grouping) {
    const Parts parts;
    const auto& [folder, files, sums] = parts;
    const std::string whole = Parts::check({files[0], files[1], files[2], "--format", "summary"}).out;
    BOOST_TEST(!whole.empty());
    BOOST_TEST(Parts::check({files[2], files[0], files[1], "--format=summary", "--threads", "2"}).out ==
               whole);
    BOOST_TEST(merge({sums[0], sums[1], sums[2]}).out == whole);
    BOOST_TEST(merge({sums[2], sums[0], sums[1]}).out == whole);
    BOOST_TEST(merge({sums[2], sums[1], "--output", folder.file("bc")}).code == 0);
    BOOST_TEST(merge({folder.file("bc"), sums[0]}).out == whole);
    BOOST_TEST(merge({sums[0]}).out == json::read_file(sums[0]));
}

BOOST_AUTO_TEST_CASE(a_merged_sum_is_reported_as_a_check_is) {
    const Parts parts;
    const auto& [folder, files, sums] = parts;
    const std::string text = Parts::check({files[0], files[1], files[2]}).out;
    const Outcome merged = merge({sums[1], sums[0], sums[2], "--format", "text"});
    BOOST_TEST(merged.out == text);
    BOOST_TEST(merged.code == 0);
    BOOST_TEST(merge({sums[0], sums[1], "--fail-on", "warning"}).code == 1);
    BOOST_TEST(merge({sums[0], "--fail-on", "error"}).code == 0);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_refused) {
    const Parts parts;
    const auto& [folder, files, sums] = parts;
    const std::string other = folder.file("other.json");
    run(cli::check, {"--api", "happyrobot", "--status", "404", folder.write("x", "{}"), "--summary", other});
    const std::vector<std::pair<cli::Arguments, std::string>> misuses = {
        {{}, "nothing to add"},
        {{sums[0], other}, "/scope: expected a sum of noxus 0.1.0, GET /v1/runs/{run_id} (sha256 "},
        {{folder.file("none")}, "cannot be read"},
        {{files[0]}, "not JSON"},
        {{folder.write("y", "{}")}, "/understudy_summary: expected a required property"},
        {{sums[0], "--output", sums[0]}, "this file is also an input"},
    };
    for (const auto& [arguments, reason] : misuses) {
        const Outcome outcome = merge(arguments);
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(outcome.err.find(reason) != std::string::npos, outcome.err);
    }
    BOOST_TEST(run(cli::drift, {}).code == 2);
    BOOST_TEST(run(cli::drift, {"merg"}).err == "unknown command \"drift merg\"; did you mean merge?\n");
    BOOST_TEST(run(cli::drift, {"--help"}).code == 0);
    BOOST_TEST(merge({"--help"}).out.find("--summary") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
