#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace understudy::test {

/// How a program ended, and what it said.
struct Ended {
    int code = -1; ///< its exit status; -1 where a signal ended it
    int signal = 0;
    std::string out;
    std::string err;
};

struct Start {
    std::vector<std::string> command;     ///< the program's path, and its arguments
    std::string input;                    ///< its standard input
    std::string folder;                   ///< its working directory; empty: ours
    std::vector<std::string> environment; ///< `NAME=VALUE` beside ours; `NAME` alone takes one away
    bool as_nobody = false;               ///< without root's rights, where we have them
    std::chrono::minutes most{1};         ///< that it may take
};

/// Runs a program to its end. It and all that it started are ended where it takes too long.
Ended run(const Start& start);

/// The program that is under test.
std::string understudy_program();

/// The path of a copy of it in `folder`, both open to anyone: what our own home holds, nobody else may run.
std::string understudy_program_for_nobody(const std::string& folder);

} // namespace understudy::test
