#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace understudy::test {

/// A fenced block of README.md that a test holds to its word. Its fence says so: "```LANGUAGE test", then
/// what it needs of these:
///
///     exit=1         it is a script that ends with this status
///     file=main.cpp  it is this file of the one small project that the README shows
struct Block {
    std::size_t line = 0; ///< of its first line
    std::string language; ///< `sh`, `cpp`
    std::string file;     ///< or empty
    int exit = 0;
    std::string text;
};

std::vector<Block> marked_blocks(const std::string& text);

} // namespace understudy::test
