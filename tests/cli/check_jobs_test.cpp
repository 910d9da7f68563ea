// `check --threads N` says the same for every N, over what chance makes of inputs. UNDERSTUDY_SEED repeats a
// run.

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <random>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/seed.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
#include "validator/json/document.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

/// Chance, repeatable.
class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }
    bool once_in(std::size_t count) { return below(count) == 0; }
    template <class List>
    const auto& any(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::mt19937 random_;
};

std::vector<std::string> bodies_in(const std::string& folder) {
    std::vector<std::string> bodies;
    for (const auto& entry : fs::recursive_directory_iterator(source(folder))) {
        const json::Document document = json::Document::load(entry.path().string());
        if (const json::Value* responses = document.root().find("responses"))
            for (const json::Value& response : responses->elements)
                json::write_compact(*response.find("body"), bodies.emplace_back());
        else
            json::write_compact(document.root(), bodies.emplace_back());
    }
    std::sort(bodies.begin(), bodies.end()); // a folder has no order
    return bodies;
}

const std::vector<std::string> conforming = bodies_in("fixtures/noxus");
const std::vector<std::string> drifted = bodies_in("examples/drifted/noxus");

std::string damaged(std::string text, Dice& dice) {
    if (dice.once_in(2)) text.resize(dice.below(text.size()));
    if (!text.empty()) text[dice.below(text.size())] = dice.any("{}[]\",:x0\n\r\xff");
    return text;
}

std::string line(Dice& dice, std::size_t faults) {
    if (dice.once_in(4000)) // longer than a block
        return "{\"status\": \"" + repeated("x", 200'000 + dice.below(400'000)) + "\"}";
    if (dice.once_in(12)) return dice.any(std::vector<std::string>{"", " ", "\t"});
    if (dice.below(100) >= faults) return dice.any(conforming);
    if (dice.once_in(3)) return damaged(dice.any(conforming), dice);
    if (dice.once_in(3)) return "{\"status\": \"" + std::to_string(dice.below(60)) + "\"}";
    return dice.any(drifted);
}

std::string lines(Dice& dice) {
    const std::string end = dice.once_in(3) ? "\r\n" : "\n";
    const std::size_t faults = dice.any(std::vector<std::size_t>{0, 2, 60});
    const std::size_t size = dice.once_in(4) ? dice.below(2000) : dice.below(2'000'000);
    std::string text;
    while (text.size() < size) text += line(dice, faults) + end;
    if (dice.once_in(2)) text += dice.any(conforming); // without its end
    return text;
}

/// Files of every kind, as a command line names them.
std::vector<std::string> inputs(const TemporaryFolder& folder, Dice& dice) {
    std::vector<std::string> names;
    for (std::size_t i = 1 + dice.below(5); i != 0; --i) {
        const std::string name = std::to_string(i);
        if (dice.below(10) < 6)
            names.push_back(folder.write(name + (dice.once_in(2) ? ".ndjson" : ".json"), lines(dice)));
        else if (dice.once_in(4))
            names.push_back(folder.file(name + ".absent"));
        else if (dice.once_in(3))
            names.push_back(folder.write(name + ".json", dice.any(drifted)));
        else
            names.push_back(source("fixtures/noxus/life-completed.json"));
    }
    if (dice.once_in(3)) names = {folder.path()};
    if (dice.once_in(20)) names.push_back(source("fixtures/duckie/all-null.json")); // refused: exit 2
    return names;
}

BOOST_AUTO_TEST_SUITE(check_jobs)

BOOST_AUTO_TEST_CASE(any_number_of_jobs_reports_the_same) {
    constexpr int kRounds = 25;
    Dice dice(seed());
    std::size_t reported = 0;
    for (int round = 0; round < kRounds; ++round) {
        const TemporaryFolder folder;
        const char* most = dice.any(std::vector<const char*>{"0", "1", "40", "1000", "1000000"});
        const char* format = dice.once_in(3) ? "text" : "json";
        cli::Arguments arguments = {"--format", format, "--max-findings", most};
        if (!dice.once_in(8)) arguments.insert(arguments.end(), {"--api", "noxus"});
        for (const std::string& input : inputs(folder, dice)) arguments.push_back(input);
        const Outcome one = run(cli::check, arguments);
        reported += one.out.empty() ? 0U : 1U;
        for (const char* count : {"1", "2", "3", "8", "0"}) {
            cli::Arguments with_jobs = arguments;
            with_jobs.insert(with_jobs.end(), {"--threads", count});
            const Outcome outcome = run(cli::check, with_jobs);
            BOOST_TEST_CONTEXT("round " << round << ", --threads " << count) {
                BOOST_TEST(outcome.code == one.code);
                BOOST_TEST(outcome.err == one.err);
                BOOST_TEST((outcome.out == one.out), "another report");
            }
        }
    }
    BOOST_TEST(reported > kRounds / 2);
}

BOOST_AUTO_TEST_CASE(places_are_those_in_the_file) {
    const TemporaryFolder folder;
    const std::string good = R"({"detail": "x"})";
    std::string text;
    std::vector<std::string> places;
    for (std::size_t i = 1; text.size() < 1'500'000; ++i) {
        const bool is_bad = i % 9973 == 0;
        text += is_bad ? "7\n" : i % 5 == 0 ? "\n" : good + "\n";
        if (is_bad) places.push_back(std::to_string(i));
    }
    const std::string a = folder.write("a.ndjson", text);
    const std::string b = folder.write("b.ndjson", text);
    const Outcome outcome =
        run(cli::check, {"--api", "noxus", "--status", "404", "--format", "json", "--threads", "3", a, b});
    const json::Document report = json::Document::parse("report", outcome.out);
    const auto& findings = report.at("/findings")->elements;
    BOOST_TEST(places.size() > 5U);
    BOOST_TEST_REQUIRE(findings.size() == 2 * places.size());
    for (std::size_t i = 0; i < findings.size(); ++i) {
        BOOST_TEST(findings[i].find("document")->text == (i < places.size() ? a : b));
        BOOST_TEST(findings[i].find("line")->text == places[i % places.size()]);
    }
}

std::vector<std::string> life_of(const std::string& fixture) {
    std::vector<std::string> bodies;
    const json::Document document = json::Document::load(source("fixtures/" + fixture));
    for (const json::Value& response : document.root().find("responses")->elements)
        json::write_compact(*response.find("body"), bodies.emplace_back());
    return bodies;
}

// Runs told of in turn, over many blocks: each is followed by its id, in every order of the threads.
BOOST_AUTO_TEST_CASE(runs_are_followed_by_their_id_through_the_lines_of_a_file) {
    const TemporaryFolder folder;
    for (const std::string api : {"duckie", "happyrobot", "noxus"}) {
        const auto completed = life_of(api + "/life-completed.json");
        const auto failed = life_of(api + "/life-failed.json");
        std::string good, bad;
        for (std::size_t i = 0; i < std::max(completed.size(), failed.size()); ++i) {
            if (i < completed.size()) good += completed[i] + "\n";
            if (i < failed.size()) good += "\n" + failed[i] + "\n";
            if (i < completed.size()) bad += completed[completed.size() - 1 - i] + "\n";
            bad += repeated(failed[0] + "\n", 1000'000 / failed[0].size()); // blocks between
        }
        std::string first;
        for (const char* jobs : {"1", "2", "5"}) {
            const std::string file = folder.write(api + ".ndjson", good);
            const Outcome outcome =
                run(cli::check, {"--api", api, "--threads", jobs, "--fail-on", "warning", file, file});
            BOOST_TEST(outcome.code == 0, outcome.out);
            const Outcome drift = run(cli::check, {"--api", api, "--threads", jobs, "--format", "json",
                                                   "--fail-on", "warning", folder.write("bad.ndjson", bad)});
            BOOST_TEST(drift.code == 1);
            const json::Document report = json::Document::parse("report", drift.out);
            const auto& findings = report.at("/findings")->elements;
            BOOST_TEST(!findings.empty());
            if (first.empty()) first = drift.out;
            BOOST_TEST((drift.out == first), "another report");
            std::size_t line = 1;
            for (const json::Value& finding : findings) {
                BOOST_TEST(finding.find("rule")->text == "lifecycle.illegal-move");
                BOOST_TEST(std::stoul(std::string(finding.find("line")->text)) >= line);
                line = std::stoul(std::string(finding.find("line")->text));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_number_of_threads_is_bounded) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.ndjson", "{}\n");
    for (const char* good : {"0", "1", "256"})
        BOOST_TEST(run(cli::check, {"--api", "noxus", "--threads", good, file}).err == "", good);
    for (const char* bad : {"257", "-1", "4294967295"}) {
        const Outcome outcome = run(cli::check, {"--api", "noxus", std::string("--threads=") + bad, file});
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(outcome.err == "--threads: expected 0 to 256; found " + std::string(bad) + "\n");
    }
    // The name that it had, which help does not list.
    BOOST_TEST(run(cli::check, {"--api", "noxus", "--jobs", "2", file}).err == "");
    BOOST_TEST(run(cli::check, {"--jobs", "257", file}).err == "--jobs: expected 0 to 256; found 257\n");
    BOOST_TEST(run(cli::check, {"--jobs", "2", "--threads", "2", file}).err == "--threads: give it once\n");
    for (const char* bad : {"two", "1.5", "", "99999999999"})
        BOOST_TEST(run(cli::check, {"--api", "noxus", std::string("--threads=") + bad, file}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
