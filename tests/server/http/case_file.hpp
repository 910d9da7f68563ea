#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "server/http/limits.hpp"

namespace understudy::http::test {

/// One row of tests/data/http/*.json.
///
/// `request` is a string, or a list of strings and of [string, times] to be joined. The server of the cases
/// echoes (see echo()) within case_limits().
struct Case {
    std::string name;
    std::string request;
    std::vector<unsigned> statuses;  ///< of all replies, in order
    bool closes = false;             ///< by itself, after the last of them
    bool half_close = false;         ///< the client ends its side after the request
    std::string problem;             ///< the slug of the last reply, if given
    std::vector<std::string> bodies; ///< of all replies, if given
};

std::ostream& operator<<(std::ostream& stream, const Case& each);

/// All cases of tests/data/http. Throws std::runtime_error with the file's name where one is not as
/// described, or where there is none.
std::vector<Case> load_cases();

/// So low that the cases at the limits can be read by a person.
ConnectionLimits case_limits();

/// A file's bytes. Throws std::runtime_error if it cannot be read.
std::string read_file(const std::string& path);

} // namespace understudy::http::test
