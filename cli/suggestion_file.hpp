#pragma once

#include <iosfwd>
#include <optional>
#include <vector>

#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "validator/drift/suggest.hpp"

namespace understudy::cli {

/// --suggest: the file of an overlay that makes what was seen conform.
class SuggestionFile {
public:
    static FlagGroup flags();

    /// Opens the file, if one is named. Throws UsageError if it cannot be written.
    explicit SuggestionFile(const OptionValues& values);

    /// Drift that the overlay cannot answer goes to `err`, a line each. Throws std::system_error.
    /// Throws UsageError if the sum is of several contracts.
    void write(const std::vector<const contract::Contract*>& contracts, const check::Sum& sum,
               std::ostream& err);

private:
    std::optional<OutputFile> file_;
};

} // namespace understudy::cli
