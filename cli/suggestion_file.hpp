#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <fstream>
#include <iosfwd>
#include <string>

#include "validator/drift/suggest.hpp"

namespace understudy::cli {

/// --suggest: where an overlay goes that makes what was seen conform.
class SuggestionFile {
public:
    static void describe(boost::program_options::options_description& options);

    /// Opens the file where one is named. Throws UsageError for one that cannot be written.
    explicit SuggestionFile(const boost::program_options::variables_map& values);

    /// What the overlay does not answer goes to `err`, a line each. Throws std::system_error.
    void write(const contract::Contract& contract, const contract::Operation& operation,
               const check::Sum& sum, std::ostream& err);

private:
    std::string file_;
    std::ofstream stream_;
};

} // namespace understudy::cli
