// Checking throughput beside that of reading alone: build/bench/bench/bench_check [ROUNDS]
//   bench_check --write FOLDER [MB]    writes what is checked, an <api>.ndjson each, for ajv.sh and jobs.sh
//   bench_check --once API FILE   checks a file of lines, once to warm up, and prints the MB/s of the next
//   pass
//
// For each API, the bodies of the embedded fixtures as NDJSON in memory, one thread. A round goes through
// them in slices of 256 KB, and each slice is timed, in turn, with RapidJSON's in-situ parse and a handler
// that does nothing (the bytes copied beforehand, outside the time), with Evaluator, and with Evaluator when
// all that is seen is counted and links are held, as `understudy check` does: UTF-8, syntax, duplicate names
// and every constraint, all findings. The ratios are those of one slice, so that a machine that slows down
// for a moment slows all of them; medians of all slices.
#include <rapidjson/reader.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "bench/documents.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::bench;

constexpr std::size_t kPadding = 64;

struct Idle : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Idle> {
    bool Default() { return true; }
};

class Count : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

// In place: the buffer is spoilt.
void read_alone(std::string& buffer, std::span<const Place> places) {
    for (const auto& [offset, size] : places) {
        rapidjson::InsituStringStream stream(&buffer[offset]);
        Idle handler;
        if (!rapidjson::Reader().Parse<rapidjson::kParseInsituFlag>(stream, handler)) std::abort();
    }
}

void check(const Lines& lines, std::span<const Place> places, schema::Evaluator& evaluator, Count& count) {
    for (const auto& [offset, size] : places)
        evaluator.evaluate(std::string_view(lines.text).substr(offset, size), count);
}

int write(const std::string& folder, std::size_t megabytes) {
    for (const auto& [api, documents] : read_bodies()) {
        std::ofstream file(folder + "/" + api + ".ndjson", std::ios::binary);
        if (!(file << make_lines(documents, megabytes).text << std::flush))
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
    check(lines, lines.places, evaluator, count);
    const double time = seconds([&] { check(lines, lines.places, evaluator, count); });
    std::printf("%.1f\n", static_cast<double>(lines.text.size()) / time / 1e6);
    if (count.count == 0) return 0;
    return std::fprintf(stderr, "bench_check: %zu findings in conforming documents\n", count.count), 1;
}

/// What one API's documents took: of each slice.
struct Times {
    std::vector<double> reading, checking; // MB/s
    std::vector<double> ratios;            // of checking to reading
    std::vector<double> counted;           // of checking and counting to checking
};

Times time_slices(const Lines& lines, schema::Evaluator& evaluator, schema::Evaluator& counting, Count& count,
                  int rounds) {
    Times times;
    Count broken_links; // fixtures are made up
    for (int round = 0; round < rounds; ++round) {
        std::string buffer = lines.text + std::string(kPadding, '\0');
        for (const auto& [offset, size] : lines.places) buffer[offset + size] = '\0';
        for (const std::span<const Place> slice : slices(lines)) {
            const double reading = seconds([&] { read_alone(buffer, slice); });
            const double checking = seconds([&] { check(lines, slice, evaluator, count); });
            const double counted = seconds([&] { check(lines, slice, counting, broken_links); });
            const std::size_t bytes = slice.back().first + slice.back().second - slice.front().first;
            times.reading.push_back(static_cast<double>(bytes) / reading / 1e6);
            times.checking.push_back(static_cast<double>(bytes) / checking / 1e6);
            times.ratios.push_back(reading / checking);
            times.counted.push_back(checking / counted);
        }
    }
    return times;
}

int compare(int rounds) {
    contract::Catalog catalog;
    std::printf("%-12s %10s %16s %12s %8s %16s\n", "API", "bytes/doc", "reading, MB/s", "check, MB/s",
                "ratio", "counted/check");
    for (const auto& [api, documents] : read_bodies()) {
        const auto contract = catalog.get(api);
        const contract::Operation& operation = contract->run_operation();
        const schema::Program& program = *operation.response(200)->body;
        schema::Evaluator evaluator(program);
        schema::Evaluator counting(program);
        schema::CoverageCounter sightings(program, {operation.links});
        counting.watch(&sightings);
        const Lines lines = make_lines(documents);
        Count count;
        const Times times = time_slices(lines, evaluator, counting, count, rounds);
        if (count.count != 0)
            return std::printf("%s: %zu findings in conforming documents\n", api.c_str(), count.count), 1;
        std::printf("%-12s %10zu %16.0f %12.0f %8.2f %16.2f\n", api.c_str(),
                    lines.text.size() / lines.places.size(), median(times.reading), median(times.checking),
                    median(times.ratios), median(times.counted));
    }
    return 0;
}

} // namespace

int main(int argument_count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + argument_count);
    if (words.size() >= 2 && words[0] == "--write")
        return write(words[1], words.size() == 2 ? 16 : std::stoul(words[2]));
    if (words.size() == 3 && words[0] == "--once") return check_once(words[1], words[2]);
    return compare(words.empty() ? 15 : std::atoi(words[0].c_str()));
}
