// Checking throughput beside that of reading alone: build/bench/bench/bench_check [ROUNDS]
//
// For each API, the bodies of the embedded fixtures as NDJSON in memory, one thread. A round times, in turn,
// RapidJSON's in-situ parse with a handler that does nothing (the bytes copied beforehand, outside the time)
// and Evaluator: UTF-8, syntax, duplicate names and every constraint, all findings. Medians of the rounds.
#include <rapidjson/reader.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "server/replay/fixture_files.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluator.hpp"

namespace {

using namespace understudy;

constexpr std::size_t kBytes = std::size_t{16} << 20U;
constexpr std::size_t kPadding = 64;

struct Lines {
    std::string text; // each line ends with LF
    std::vector<std::pair<std::size_t, std::size_t>> places;
};

Lines make_lines(const std::vector<std::string>& bodies) {
    Lines lines;
    for (std::size_t i = 0; lines.text.size() < kBytes; ++i) {
        const std::string& body = bodies[i % bodies.size()];
        lines.places.emplace_back(lines.text.size(), body.size());
        lines.text += body + "\n";
    }
    return lines;
}

struct Idle : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Idle> {
    bool Default() { return true; }
};

class Count : public schema::BreachSink {
public:
    void add(const schema::Breach&) override { ++count; }
    std::size_t count = 0;
};

template <class Work>
double megabytes_per_second(const Lines& lines, Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    return static_cast<double>(lines.text.size()) / time.count() / 1e6;
}

double read_alone(const Lines& lines) {
    std::string buffer = lines.text + std::string(kPadding, '\0');
    for (const auto& [offset, size] : lines.places) buffer[offset + size] = '\0';
    return megabytes_per_second(lines, [&] {
        for (const auto& [offset, size] : lines.places) {
            rapidjson::InsituStringStream stream(&buffer[offset]);
            Idle handler;
            if (!rapidjson::Reader().Parse<rapidjson::kParseInsituFlag>(stream, handler)) std::abort();
        }
    });
}

double check(const Lines& lines, schema::Evaluator& evaluator, Count& count) {
    return megabytes_per_second(lines, [&] {
        for (const auto& [offset, size] : lines.places)
            evaluator.evaluate(std::string_view(lines.text).substr(offset, size), count);
    });
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argument_count, char** arguments) {
    const int rounds = argument_count > 1 ? std::atoi(arguments[1]) : 15;
    std::map<std::string, std::vector<std::string>> bodies;
    for (const intake::Fixture& fixture : replay::read_embedded_fixtures())
        for (const intake::RecordedResponse& response : fixture.responses())
            json::write_compact(*response.body, bodies[fixture.api()].emplace_back());

    contract::Catalog catalog;
    std::printf("%-12s %10s %16s %12s %8s\n", "API", "bytes/doc", "reading, MB/s", "check, MB/s", "ratio");
    for (const auto& [api, documents] : bodies) {
        const auto contract = catalog.get(api);
        schema::Evaluator evaluator(*contract->run_operation().response(200)->body);
        const Lines lines = make_lines(documents);
        Count count;
        std::vector<double> reading;
        std::vector<double> checking;
        std::vector<double> ratios;
        for (int round = 0; round < rounds; ++round) {
            reading.push_back(read_alone(lines));
            checking.push_back(check(lines, evaluator, count));
            ratios.push_back(checking.back() / reading.back());
        }
        if (count.count != 0)
            return std::printf("%s: %zu findings in conforming documents\n", api.c_str(), count.count), 1;
        std::printf("%-12s %10zu %16.0f %12.0f %8.2f\n", api.c_str(), lines.text.size() / lines.places.size(),
                    median(reading), median(checking), median(ratios));
    }
}
