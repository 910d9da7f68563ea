#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "validator/check/check_options.hpp"
#include "validator/check/header_check.hpp"
#include "validator/check/lifecycle_check.hpp"
#include "validator/check/sequence_checker.hpp"
#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"
#include "validator/intake/observation.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::check {

using intake::Observation;

/// Checks documents against the documented responses of one operation and adds the findings to a Tally.
///
/// The checker picks the response that the operation documents for the status. It checks the header fields,
/// then evaluates the body against the compiled schema. In the same pass it counts which documented fields
/// and values occurred (coverage). If the caller follows the run, it also reads the run's id, state and
/// progress: from that pass if the schema describes them, else from the parsed body.
///
/// One checker serves many documents. It keeps an evaluator for each documented response, so a stream of
/// similar documents allocates little.
///
/// One thread at a time; the contract must outlive it.
class Checker {
public:
    Checker(const contract::Operation& operation, CheckOptions options, Tally& tally)
        : operation_(operation),
          options_(std::move(options)),
          tally_(tally),
          name_(name_of(operation, options_.api)) {}

    /// `life` follows the run; pass it if the responses come in order. `passed` receives the body offset
    /// below which the check no longer needs the bytes. Returns why nothing of the body was checked though
    /// the observation has one: such a response is no document unless its head has a finding.
    std::optional<intake::Unchecked> check(const Observation& observation, RunFollower* life = nullptr,
                                           const std::function<void(std::size_t)>& passed = {});

    /// As findings have it.
    const OperationName& name() const { return name_; }
    static OperationName name_of(const contract::Operation& operation, std::string api);

    /// Adds to `tally` the coverage of all documents checked here. Call it once, after the last document.
    void add_coverage(Tally& tally) const;

private:
    const contract::Response* response(unsigned status);

    /// The state kept for one documented response.
    struct Watched {
        Watched(const schema::Program& schema, const CheckOptions& options,
                schema::CoverageCounter::Options watches);

        schema::Evaluator evaluator;
        schema::CoverageCounter counter;
        bool has_life = false; ///< the kept values are the id, state and progress of the run
    };

    BodyRule rule_of(const Observation& observation, const contract::Response& response, bool has_body);
    std::optional<intake::Unchecked> check_other(const Observation& observation,
                                                 const contract::Response& response, const BodyRule& rule,
                                                 Collector& collector);
    bool read_moment(const Observation& observation, const schema::Program* schema);
    Watched& watched(const contract::Response& response, const schema::Program& schema);

    const contract::Operation& operation_;
    CheckOptions options_;
    Tally& tally_;
    OperationName name_;
    std::map<std::pair<const schema::Program*, std::string>, Watched>
        watched_; // by schema and documented status
    std::map<std::tuple<const contract::MediaType*, contract::Sequence, std::string>, SequenceChecker>
        sequences_; // the last is the documented status
    // Choices made for the last document, which nearly always fit the next one.
    unsigned last_status_ = 0;
    const contract::Response* last_response_ = nullptr;
    const schema::Program* last_schema_ = nullptr;
    Watched* last_ = nullptr;
    Moment moment_;
};

} // namespace understudy::check
