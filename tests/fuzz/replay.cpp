// fuzz_<target>_test FOLDER...: feeds each file of the folders to the target, without libFuzzer.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "tests/fuzz/target.hpp"

namespace fs = std::filesystem;

int main(int count, char** arguments) {
    std::vector<fs::path> files;
    for (int i = 1; i < count; ++i)
        for (const auto& entry : fs::directory_iterator(arguments[i])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        std::cout << file.filename().string() << std::endl; // flushed: a crash is of the file named last
        std::ifstream stream(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
        // A copy of its own size, so that a sanitizer sees what is read behind it.
        const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    if (files.empty()) std::cout << "no file to feed" << std::endl;
    return files.empty() ? 1 : 0;
}
