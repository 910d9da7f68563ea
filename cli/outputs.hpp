#pragma once

#include <iosfwd>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "validator/report/report.hpp"

namespace understudy::cli {

/// --fail-on: the least severity that makes the exit status 1; nothing for `never`.
std::optional<check::Severity> read_fail_on(const OptionValues& values);

/// The reports that a run writes: --format to standard output or to --output, and each --report beside it.
class Outputs {
public:
    /// --format, --output, --report and --summary, the format being text by default.
    static FlagGroup flags();
    /// The same, the format being summary by default.
    static FlagGroup summary_flags();

    /// Throws UsageError for an unknown format, and for a file that cannot be written.
    Outputs(const OptionValues& values, const Streams& streams);
    Outputs(const Outputs&) = delete;
    Outputs& operator=(const Outputs&) = delete;
    ~Outputs();

    /// Whether add() takes findings as they come, however many they are.
    bool streams_findings() const;
    void add(const check::Finding& finding);

    /// Writes the reports that are not written finding by finding, once. Throws std::system_error, which
    /// names the file that could not be written to its end.
    void write(const report::Report& check);

private:
    struct Output;
    void open(const report::ReportFormat& format, const std::string& option, const std::string& file);

    std::ostream& out_;
    bool colour_;
    std::list<Output> outputs_;
};

} // namespace understudy::cli
