#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <optional>
#include <string>

#include "validator/drift/baseline.hpp"
#include "validator/report/report.hpp"

namespace understudy::cli {

/// What a check is to come to: --fail-on, --min-coverage, and the drift that --baseline accepts.
class Expectations {
public:
    /// `level`: of --fail-on, where it is not given.
    static void describe(boost::program_options::options_description& options,
                         const std::string& level = "error");

    /// Reads the baseline. Throws UsageError, also for one that --update-baseline could not write, and
    /// json::LoadError.
    explicit Expectations(const boost::program_options::variables_map& values);

    /// Takes what was found for the baseline from here on, where --update-baseline says so. Throws
    /// json::LoadError for a baseline of another operation, and std::system_error.
    void take(const drift::Scope& scope, const check::Sum& sum);

    report::Report check(const drift::Scope& scope, const check::Tally& tally) const;

private:
    std::optional<check::Severity> fails_at_;
    unsigned min_coverage_ = 0;
    bool updates_ = false;
    std::string file_;
    std::optional<drift::Baseline> baseline_;
};

} // namespace understudy::cli
