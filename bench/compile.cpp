// What it costs to read a contract and compile all its schemas: the CPU time of this process, medians.
//
//   bench_compile [ROUNDS] FILE...
//
// The largest OpenAPI document at hand is to take under 50 ms.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;

double milliseconds(const std::string& file, const std::string& text) {
    const std::clock_t start = std::clock();
    const auto contract = contract::Contract::parse("bench", file, text);
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
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
    if (files.empty()) return std::fputs("Usage: bench_compile [ROUNDS] FILE...\n", stderr), 2;
    std::printf("%-40s %9s %8s\n", "contract", "KB", "ms");
    for (const std::string& file : files) {
        try {
            const std::string text = json::read_file(file);
            std::vector<double> times;
            for (std::size_t i = 0; i < rounds; ++i) times.push_back(milliseconds(file, text));
            std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(rounds / 2),
                             times.end());
            const std::string name = file.substr(file.rfind('/') + 1);
            std::printf("%-40s %9.1f %8.1f\n", name.c_str(), static_cast<double>(text.size()) / 1000,
                        times[rounds / 2]);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            return 2;
        }
    }
    return 0;
}
