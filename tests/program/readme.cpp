#include "tests/program/readme.hpp"

#include <sstream>
#include <stdexcept>

namespace understudy::test {
namespace {

Block read_fence(const std::string& fence, std::size_t line) {
    Block block;
    block.line = line + 1;
    std::istringstream words(fence.substr(3));
    std::string word;
    words >> block.language >> word; // which is "test"
    while (words >> word) {
        if (word.starts_with("exit="))
            block.exit = std::stoi(word.substr(5));
        else if (word.starts_with("file="))
            block.file = word.substr(5);
        else
            throw std::runtime_error("README.md:" + std::to_string(line) + ": " + word);
    }
    return block;
}

} // namespace

std::vector<Block> marked_blocks(const std::string& text) {
    std::vector<Block> blocks;
    std::istringstream lines(text);
    std::size_t number = 0;
    bool marked = false;
    bool fenced = false;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.starts_with("```")) {
            fenced = !fenced;
            const std::size_t space = line.find(' ');
            marked = fenced && space != std::string::npos && (line + " ").substr(space).starts_with(" test ");
            if (marked) blocks.push_back(read_fence(line, number));
        } else if (marked) {
            blocks.back().text += line + "\n";
        }
    }
    return blocks;
}

} // namespace understudy::test
