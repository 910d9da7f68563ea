#pragma once

#include <string>
#include <vector>

#include "server/http/message.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Holds requests against what an operation documents of its parameters: those in query, header and cookies.
/// Its path parameter is the run's id, and who asks is checked before. Immutable; threads may share it.
class RequestCheck {
public:
    /// `operation` outlives it.
    explicit RequestCheck(const contract::Operation& operation);

    struct Result {
        std::string breach; ///< `query limit: expected at most 100; found a number`; empty: there is none
        std::string advice; ///< a query parameter that nobody documented; empty: there is none
    };
    Result check(const http::Request& request) const;

private:
    std::vector<const contract::Parameter*> query_;
    std::vector<const contract::Parameter*> header_;
    std::vector<const contract::Parameter*> cookie_;
    std::vector<std::string> known_; ///< names in the query that are good, credentials among them
};

} // namespace understudy::mock
