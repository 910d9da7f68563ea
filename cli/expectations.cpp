#include "cli/expectations.hpp"

#include <boost/program_options/value_semantic.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "cli/outputs.hpp"
#include "validator/json/document.hpp"

namespace understudy::cli {

namespace po = boost::program_options;
namespace {

void overwrite(const std::string& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    flush(stream, file);
}

} // namespace

void Expectations::describe(po::options_description& options, const std::string& level) {
    auto add = options.add_options();
    add("fail-on", po::value<std::string>()->default_value(level)->value_name("LEVEL"),
        "the least severity that makes the exit status 1: error, warning or never");
    add("baseline", po::value<std::string>()->value_name("FILE"),
        "drift that is known and accepted: only what is not in it counts");
    add("update-baseline", "write what was found to the --baseline, its reasons kept");
    add("min-coverage", po::value<unsigned>()->default_value(0)->value_name("PERCENT"),
        "how much of the documented responses, fields, values and nulls must be seen; less is exit status 1");
}

Expectations::Expectations(const po::variables_map& values)
    : fails_at_(read_fail_on(values)),
      min_coverage_(values["min-coverage"].as<unsigned>()),
      updates_(values.count("update-baseline") != 0) {
    if (min_coverage_ > 100) throw UsageError("--min-coverage: expected 0 to 100");
    if (values.count("baseline") == 0) {
        if (updates_) throw UsageError("--update-baseline: name the file with --baseline");
        return;
    }
    file_ = values["baseline"].as<std::string>();
    if (updates_) {
        errno = 0;
        if (const bool is_there = std::filesystem::exists(file_);
            !std::ofstream(file_, std::ios::binary | std::ios::app))
            throw UsageError("--baseline " + file_ +
                             ": cannot be written: " + std::generic_category().message(errno));
        else if (!is_there || std::filesystem::is_empty(file_))
            return;
    }
    baseline_ = drift::Baseline::parse(file_, json::read_file(file_));
}

void Expectations::take(const drift::Scope& scope, const check::Sum& sum) {
    if (baseline_) baseline_->expect(scope);
    if (!updates_) return;
    baseline_ = drift::Baseline::of(scope, sum, baseline_ ? &*baseline_ : nullptr);
    const std::string before = json::read_file(file_);
    try {
        overwrite(file_, baseline_->write());
    } catch (const std::system_error&) {
        overwrite(file_, before); // a full disk is not to take what was accepted so far
        throw;
    }
}

report::Report Expectations::check(const drift::Scope& scope, const check::Tally& tally) const {
    return {scope, tally, fails_at_, baseline_ ? &*baseline_ : nullptr, min_coverage_};
}

} // namespace understudy::cli
