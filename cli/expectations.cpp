#include "cli/expectations.hpp"

#include <array>
#include <filesystem>
#include <ostream>

#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/shared_flags.hpp"
#include "validator/json/document.hpp"

namespace understudy::cli {

namespace {

constexpr std::array<Flag, 4> flags_with(std::string_view level) {
    return {
        {fail_on_flag(level),
         {.name = "baseline",
          .value = "FILE",
          .brief = "accept the drift that this file lists: only other drift counts",
          .completes = Completes::files,
          .writes = true,
          .writes_with = "update-baseline"},
         {.name = "update-baseline",
          .value = "HOW",
          .bare = "whole",
          .brief = "write what was found to the --baseline file",
          .detail =
              "Entries that stay keep their reasons. An entry leaves when its place was seen and its drift "
              "was not. If something could not be read or fetched, nothing is written, unless HOW is "
              "partial: then entries are added and none leaves.",
          .words = "whole partial"},
         {.name = "min-coverage",
          .value = "PERCENT",
          .reads = Reads::whole,
          .otherwise = "0",
          .brief = "how much of the documented responses, fields, values and nulls must be seen",
          .detail = "If less was seen, the exit status is 1.",
          .most = 100}}};
}

constexpr auto kFlags = flags_with("error");
constexpr auto kLenientFlags = flags_with("never");

} // namespace

FlagGroup Expectations::flags() {
    return {"What counts", kFlags};
}

FlagGroup Expectations::comparison_flags() {
    return {"What counts", std::span(kFlags).first(3)};
}

FlagGroup Expectations::lenient_flags() {
    return {"What counts", kLenientFlags};
}

Expectations::Expectations(const OptionValues& values)
    : fails_at_(read_fail_on(values)),
      min_coverage_(values.has("min-coverage") ? values["min-coverage"].as<unsigned>() : 0),
      updates_(values.has("update-baseline")),
      keeps_all_(values.text("update-baseline") == "partial") {
    if (!values.has("baseline")) {
        if (updates_) throw UsageError("--update-baseline: name the file with --baseline");
        return;
    }
    const std::string file = values.text("baseline");
    if (updates_) {
        file_.emplace("--baseline", file);
        if (!std::filesystem::exists(file) || std::filesystem::is_empty(file)) return;
    }
    baseline_ = drift::Baseline::parse(file, json::read_file(file));
}

std::string Expectations::take(const drift::Scope& scope, const check::Sum& sum) {
    if (baseline_) baseline_->expect(scope);
    if (!updates_) return {};
    if (sum.is_partial && !keeps_all_)
        return file_->name() +
               ": not updated, because something could not be read or fetched "
               "(--update-baseline=partial adds what was found, and removes nothing)";
    baseline_ = drift::Baseline::of(scope, sum, baseline_ ? &*baseline_ : nullptr, keeps_all_);
    file_->stream() << baseline_->write();
    file_->commit();
    if (!sum.is_partial) return {};
    return file_->name() + ": added to, and nothing removed, because something could not be read or fetched";
}

report::Report Expectations::check(const drift::Scope& scope, const check::Tally& tally) const {
    return {scope, tally, fails_at_, baseline_ ? &*baseline_ : nullptr, min_coverage_};
}

} // namespace understudy::cli
