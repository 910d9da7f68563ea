#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "validator/drift/baseline.hpp"
#include "validator/report/report.hpp"

namespace understudy::cli {

/// What a check has to meet: --fail-on, --min-coverage, and the drift that --baseline accepts.
class Expectations {
public:
    /// With --fail-on error by default.
    static FlagGroup flags();
    /// The same without --min-coverage.
    static FlagGroup comparison_flags();
    /// With --fail-on never by default.
    static FlagGroup lenient_flags();

    /// Reads the baseline. Throws UsageError, also for one that --update-baseline could not write, and
    /// json::LoadError.
    explicit Expectations(const OptionValues& values);

    /// With --update-baseline, makes what was found the baseline from here on. A partial sum removes nothing,
    /// and is only taken with --update-baseline=partial. Returns what the user should know of that; empty:
    /// nothing. Throws json::LoadError for a baseline of another operation, and std::system_error.
    std::string take(const drift::Scope& scope, const check::Sum& sum);

    report::Report check(const drift::Scope& scope, const check::Tally& tally) const;

private:
    std::optional<check::Severity> fails_at_;
    unsigned min_coverage_ = 0;
    bool updates_ = false;
    bool keeps_all_ = false;         // adds to the baseline, and removes nothing
    std::optional<OutputFile> file_; // where the baseline is updated
    std::optional<drift::Baseline> baseline_;
};

} // namespace understudy::cli
