// Checking throughput beside that of reading alone: build/bench/bench/bench_check [ROUNDS]
//   bench_check --write FOLDER    writes what is checked, an <api>.ndjson each, for ajv.sh and jobs.sh
//   bench_check --once API FILE   checks a file of lines, once to warm up, and prints the MB/s of the next
//   pass
//
// For each API, the bodies of the embedded fixtures as NDJSON in memory, one thread. A round times, in turn,
// RapidJSON's in-situ parse with a handler that does nothing (the bytes copied beforehand, outside the time)
// Evaluator, and Evaluator with all that is seen counted and links held, as `understudy check` does: UTF-8,
// syntax, duplicate names and every constraint, all findings. Medians of the rounds.
#include <rapidjson/reader.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "server/replay/fixture_files.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/json/document.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluator.hpp"
#include "validator/schema/sightings.hpp"

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

namespace {

using Bodies = std::map<std::string, std::vector<std::string>>; // by API

Bodies read_bodies() {
    Bodies bodies;
    for (const intake::Fixture& fixture : replay::read_embedded_fixtures())
        for (const intake::RecordedResponse& response : fixture.responses())
            json::write_compact(*response.body, bodies[fixture.api()].emplace_back());
    return bodies;
}

int write(const std::string& folder) {
    for (const auto& [api, documents] : read_bodies()) {
        std::ofstream file(folder + "/" + api + ".ndjson", std::ios::binary);
        if (!(file << make_lines(documents).text << std::flush))
            return std::fprintf(stderr, "bench_check: cannot write into %s\n", folder.c_str()), 3;
    }
    return 0;
}

int check_once(const std::string& api, const std::string& file) {
    contract::Catalog catalog;
    const auto contract = catalog.get(api);
    schema::Evaluator evaluator(*contract->run_operation().response(200)->body);
    Lines lines;
    lines.text = json::read_file(file);
    for (std::size_t begin = 0, end = 0; (end = lines.text.find('\n', begin)) != std::string::npos;
         begin = end + 1)
        lines.places.emplace_back(begin, end - begin);
    Count count;
    check(lines, evaluator, count);
    std::printf("%.1f\n", check(lines, evaluator, count));
    if (count.count == 0) return 0;
    return std::fprintf(stderr, "bench_check: %zu findings in conforming documents\n", count.count), 1;
}

int compare(int rounds) {
    const Bodies bodies = read_bodies();
    contract::Catalog catalog;
    std::printf("%-12s %10s %16s %12s %8s %16s\n", "API", "bytes/doc", "reading, MB/s", "check, MB/s",
                "ratio", "counted/check");
    for (const auto& [api, documents] : bodies) {
        const auto contract = catalog.get(api);
        schema::Evaluator evaluator(*contract->run_operation().response(200)->body);
        schema::Sightings sightings(*contract->run_operation().response(200)->body,
                                    contract->run_operation().links);
        schema::Evaluator counting(*contract->run_operation().response(200)->body);
        counting.watch(&sightings);
        const Lines lines = make_lines(documents);
        Count count;
        Count broken_links; // fixtures are made up
        std::vector<double> counted;
        std::vector<double> reading;
        std::vector<double> checking;
        std::vector<double> ratios;
        for (int round = 0; round < rounds; ++round) {
            reading.push_back(read_alone(lines));
            checking.push_back(check(lines, evaluator, count));
            ratios.push_back(checking.back() / reading.back());
            counted.push_back(check(lines, counting, broken_links) / checking.back());
        }
        if (count.count != 0)
            return std::printf("%s: %zu findings in conforming documents\n", api.c_str(), count.count), 1;
        std::printf("%-12s %10zu %16.0f %12.0f %8.2f %16.2f\n", api.c_str(),
                    lines.text.size() / lines.places.size(), median(reading), median(checking),
                    median(ratios), median(counted));
    }
    return 0;
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + argument_count);
    if (words.size() == 2 && words[0] == "--write") return write(words[1]);
    if (words.size() == 3 && words[0] == "--once") return check_once(words[1], words[2]);
    return compare(words.empty() ? 15 : std::atoi(words[0].c_str()));
}
