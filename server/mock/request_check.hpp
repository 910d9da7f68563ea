#pragma once

#include <string>
#include <vector>

#include "server/http/message.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Checks requests against the parameters that an operation documents in query, header and cookies. The path
/// parameter is the run's id, and credentials are checked earlier. Immutable; threads may share it.
class RequestCheck {
public:
    /// `operation` outlives the check.
    explicit RequestCheck(const contract::Operation& operation);

    struct Result {
        std::string breach; ///< `query limit: expected at most 100; found a number`; empty: no breach
        std::string advice; ///< names a query parameter that is not documented; empty: no advice
    };
    Result check(const http::Request& request) const;

private:
    bool is_known(const std::string& name) const;

    std::vector<const contract::Parameter*> query_;
    std::vector<const contract::Parameter*> header_;
    std::vector<const contract::Parameter*> cookie_;
    std::vector<std::string> credentials_; ///< names of credentials in the query
};

} // namespace understudy::mock
