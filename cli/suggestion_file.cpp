#include "cli/suggestion_file.hpp"

#include <boost/program_options/value_semantic.hpp>
#include <ostream>

#include "cli/options.hpp"
#include "cli/output_file.hpp"

namespace understudy::cli {

namespace po = boost::program_options;

void SuggestionFile::describe(po::options_description& options) {
    options.add_options()(
        "suggest", po::value<std::string>()->value_name("FILE"),
        "write an OpenAPI Overlay that makes what was seen conform (understudy contracts --apply)");
}

SuggestionFile::SuggestionFile(const po::variables_map& values) {
    if (values.count("suggest") == 0) return;
    if (values.count("schema") != 0)
        throw UsageError("--suggest: an overlay is for a contract, not for --schema");
    file_ = values["suggest"].as<std::string>();
    stream_ = create_file("--suggest", file_);
}

void SuggestionFile::write(const contract::Contract& contract, const contract::Operation& operation,
                           const check::Sum& sum, std::ostream& err) {
    if (file_.empty()) return;
    const drift::Suggestion suggestion = drift::suggest(contract, operation, sum);
    for (const std::string& note : suggestion.notes) err << "understudy check: --suggest: " << note << "\n";
    stream_ << suggestion.overlay;
    flush(stream_, file_);
}

} // namespace understudy::cli
