#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "validator/intake/fetch_fault.hpp"

namespace understudy::live {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// A request without a body. Its fields may hold credentials: it is never printed.
struct FetchRequest {
    std::string target; ///< origin-form (RFC 9112 §3.2.1)
    Fields fields;      ///< in addition to Host, Accept, Accept-Encoding and User-Agent
};

struct FetchedResponse {
    unsigned status = 0;
    Fields fields; ///< in the order in which they came
    std::string body;

    /// The first field of that name, ignoring case; nullptr if the response has no such field.
    const std::string* field(std::string_view name) const;
};

/// What went wrong, and whether another attempt may succeed.
struct FetchProblem {
    intake::Verdict verdict = intake::Verdict::dns;
    std::string detail; ///< in words, without a secret
    bool may_pass = false;
};

/// The result of a request: a response, a problem, or both (a 503 is a problem with a complete response).
struct FetchResult {
    std::optional<FetchedResponse> response;
    std::optional<FetchProblem> problem;
};

} // namespace understudy::live
