#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/check/header_check.hpp"
#include "validator/check/lifecycle_check.hpp"
#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"
#include "validator/intake/observation.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::check {

using intake::Observation;

struct CheckOptions {
    json::Limits limits;
    bool show_values = false;
    /// Texts that stand in no finding, whatever else may: an API may answer with the credential that it was
    /// given.
    std::vector<std::string> secrets = {};
};

/// Holds documents against one operation's documented responses and adds what it finds to a Tally.
/// One thread at a time; the contract must outlive it.
class Checker {
public:
    Checker(const contract::Operation& operation, CheckOptions options, Tally& tally)
        : operation_(operation), options_(options), tally_(tally) {}

    /// `life`: of the run, where its responses come in order. `passed`: called with the offset of the body up
    /// to which it is not needed again.
    void check(const Observation& observation, RunFollower* life = nullptr,
               const std::function<void(std::size_t)>& passed = {});

    /// Adds to `tally` what was seen of the contract since the last time, of all documents checked here. To
    /// be called once, when there are no more.
    void add_coverage(Tally& tally) const;

private:
    const contract::Response* response(unsigned status);

    /// Of one documented response.
    struct Watched {
        Watched(const schema::Program& schema, const CheckOptions& options,
                schema::CoverageCounter::Options watches);

        schema::Evaluator evaluator;
        schema::CoverageCounter counter;
        bool has_life = false; ///< its kept values are the run's id, state and progress
    };

    bool read_moment(const Observation& observation, const schema::Program* schema);
    Watched& watched(const contract::Response& response, const schema::Program& schema);

    const contract::Operation& operation_;
    CheckOptions options_;
    Tally& tally_;
    std::map<std::pair<const schema::Program*, std::string>, Watched>
        watched_; // by schema and documented status
    // Of the last document: nearly always the next one's too.
    unsigned last_status_ = 0;
    const contract::Response* last_response_ = nullptr;
    const schema::Program* last_schema_ = nullptr;
    Watched* last_ = nullptr;
    Moment moment_;
};

} // namespace understudy::check
