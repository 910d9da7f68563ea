#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <iosfwd>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "validator/report/report.hpp"

namespace understudy::cli {

/// --fail-on: from which severity on a drift makes the exit status 1; nothing for `never`. Throws UsageError.
std::optional<check::Severity> read_fail_on(const boost::program_options::variables_map& values);

/// The reports that a run writes: --format to standard output or to --output, and each --report beside it.
class Outputs {
public:
    /// --format, --output, --report and --summary. `format`: the one that is meant where none is named.
    static void describe(boost::program_options::options_description& options,
                         const std::string& format = "text");

    /// Opens, and empties, every file. Throws UsageError for a format that there is none of, and for a file
    /// that cannot be written, is named twice, or is one of `inputs`, which are read.
    Outputs(const boost::program_options::variables_map& values, const std::vector<std::string>& inputs,
            const Streams& streams);
    Outputs(const Outputs&) = delete;
    Outputs& operator=(const Outputs&) = delete;
    ~Outputs();

    /// Whether findings are to be given to add() as they come, however many they are.
    bool streams_findings() const;
    void add(const check::Finding& finding);

    /// Writes all that is not written as findings come, once. Throws std::system_error with the file that
    /// could not be written to its end.
    void write(const report::Report& check);

private:
    struct Output;
    void open(const report::ReportFormat& format, const std::string& option, const std::string& file);

    std::ostream& out_;
    bool colour_;
    std::vector<std::string> inputs_;
    std::list<Output> outputs_;
};

} // namespace understudy::cli
