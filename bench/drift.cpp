// What it costs to sum and to report, beside checking alone: build/bench/bench/bench_drift [ROUNDS]
//
// For each API, the bodies of the embedded fixtures as 64 MB of NDJSON in memory, one thread; then the same
// with a member in each that no contract documents. Slices of 256 KB are timed, in turn, with Evaluator,
// which holds links too, and a sink that counts, and with what `understudy check --format json` does beside:
// places, findings, sums, coverage; the report is written at the end of each round, and its time shared out
// among the slices. Medians of all slices.
#include <cstdio>
#include <cstdlib>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "bench/documents.hpp"
#include "validator/check/checker.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/report/report.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::bench;

class Count : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

std::string_view text_at(const Lines& lines, const Place& place) {
    return std::string_view(lines.text).substr(place.first, place.second);
}

/// Of each slice, what all costs beside checking alone, in per cent more; and the findings of one round.
struct Costs {
    std::vector<double> percents;
    std::size_t findings = 0;
};

Costs measure(const Lines& lines, const contract::Contract& contract, int rounds) {
    constexpr std::size_t kMaxFindings = 1000;
    const contract::Operation& operation = contract.run_operation();
    const drift::Scope scope = drift::scope_of(contract, operation);
    const schema::Program& program = *operation.response(200)->body;
    schema::Evaluator evaluator(program);
    schema::CoverageCounter links(program, {operation.links, {}, false});
    evaluator.watch(&links);
    Costs costs;
    for (int round = 0; round < rounds; ++round) {
        check::Tally tally(kMaxFindings);
        check::Checker checker(operation, {}, tally);
        Count count;
        std::vector<double> alone;
        std::vector<double> all;
        std::size_t line = 0;
        for (const std::span<const Place> slice : slices(lines)) {
            alone.push_back(seconds([&] {
                for (const Place& place : slice) evaluator.evaluate(text_at(lines, place), count);
            }));
            all.push_back(seconds([&] {
                for (const Place& place : slice) {
                    const std::string_view text = text_at(lines, place);
                    checker.check({"archive.ndjson", text, text, ++line});
                }
            }));
        }
        std::ostringstream out;
        const double reporting = seconds([&] {
            checker.add_coverage(tally);
            report::write_json({scope, tally}, out);
        });
        for (std::size_t i = 0; i < all.size(); ++i)
            costs.percents.push_back(((all[i] + reporting / static_cast<double>(all.size())) / alone[i] - 1) *
                                     100);
        costs.findings = tally.sum().count_from(check::Severity::info);
        if (count.count != costs.findings) std::abort();
    }
    return costs;
}

std::vector<Body> drifted(std::vector<Body> bodies) {
    for (Body& body : bodies) body.text.insert(1, "\"not_documented\":[1,2,3],");
    return bodies;
}

} // namespace

int main(int argument_count, char** arguments) {
    const int rounds = argument_count > 1 ? std::atoi(arguments[1]) : 9;
    contract::Catalog catalog;
    std::printf("%-12s %-20s %12s %12s %18s\n", "API", "", "documents", "findings", "more, per cent");
    for (const auto& [api, bodies] : read_bodies())
        for (const bool drifts : {false, true}) {
            const Lines lines = make_lines(drifts ? drifted(bodies) : bodies, 64);
            const Costs costs = measure(lines, *catalog.get(api), rounds);
            std::printf("%-12s %-20s %12zu %12zu %18.0f\n", api.c_str(), drifts ? "all drift" : "clean",
                        lines.places.size(), costs.findings, median(costs.percents));
        }
}
