// What it costs to read a contract and to be ready to check one of its operations, beside what RapidJSON
// takes to make a DOM of the same bytes: the CPU time of this process, medians, and the memory that is kept.
//
//   bench_compile [ROUNDS] FILE[=OPERATION]...
//
// Without OPERATION, it compiles no schema. The largest document in our tests, OpenAI's with 3.4 MB, is to
// be ready in three times the time of the DOM.

#include <malloc.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;

/// Milliseconds, and the megabytes that the result takes.
struct Cost {
    double ms = 0;
    double megabytes = 0;
};

double allocated() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / 1e6;
}

template <class Work>
Cost median(std::size_t rounds, Work&& work) {
    std::vector<double> times;
    Cost cost;
    for (std::size_t i = 0; i < rounds; ++i) {
        const double before = allocated();
        const std::clock_t start = std::clock();
        const auto result = work();
        times.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
        cost.megabytes = allocated() - before;
    }
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(rounds / 2), times.end());
    cost.ms = times[rounds / 2];
    return cost;
}

contract::Contract ready(const std::string& file, const std::string& text, const std::string& operation) {
    auto contract = contract::Contract::parse("bench", file, text);
    if (!operation.empty()) contract.operation(operation);
    return contract;
}

void measure(const std::string& argument, std::size_t rounds) {
    const std::size_t equals = argument.find('=');
    const std::string file = argument.substr(0, equals);
    const std::string operation = equals == std::string::npos ? "" : argument.substr(equals + 1);
    const std::string text = json::read_file(file);
    const bool is_json = text.find_first_not_of(" \t\r\n") == text.find('{');
    const auto dom = [&] {
        auto document = std::make_unique<rapidjson::Document>();
        document->Parse(text.data(), text.size());
        return document;
    };
    const Cost theirs = is_json ? median(rounds, dom) : Cost{};
    const Cost ours = median(rounds, [&] { return ready(file, text, operation); });
    const std::string name = argument.substr(file.rfind('/') + 1);
    std::printf("%-40s %9.1f %8.1f %8.1f %6.2f %8.1f %8.1f\n", name.c_str(),
                static_cast<double>(text.size()) / 1000, theirs.ms, ours.ms,
                is_json ? ours.ms / theirs.ms : 0, theirs.megabytes, ours.megabytes);
}

} // namespace

int main(int count, char** values) {
    std::vector<std::string> files(values + 1, values + count);
    std::size_t rounds = 15;
    if (!files.empty() &&
        std::all_of(files[0].begin(), files[0].end(), [](char c) { return c >= '0' && c <= '9'; })) {
        rounds = std::max<std::size_t>(1, std::strtoull(files[0].c_str(), nullptr, 10));
        files.erase(files.begin());
    }
    if (files.empty()) return std::fputs("Usage: bench_compile [ROUNDS] FILE[=OPERATION]...\n", stderr), 2;
    std::printf("%-40s %9s %8s %8s %6s %8s %8s\n", "contract", "KB", "DOM ms", "ready ms", "times", "DOM MB",
                "MB");
    for (const std::string& file : files) {
        try {
            measure(file, rounds);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            return 2;
        }
    }
    return 0;
}
