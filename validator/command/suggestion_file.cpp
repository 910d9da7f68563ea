#include "validator/command/suggestion_file.hpp"

#include <boost/program_options/value_semantic.hpp>
#include <cerrno>
#include <ostream>
#include <system_error>

#include "validator/command/flush.hpp"
#include "validator/command/options.hpp"

namespace understudy::command {

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
    errno = 0;
    stream_.open(file_, std::ios::binary | std::ios::trunc);
    if (!stream_)
        throw UsageError("--suggest " + file_ +
                         ": cannot be written: " + std::generic_category().message(errno));
}

void SuggestionFile::write(const contract::Contract& contract, const contract::Operation& operation,
                           const drift::Sum& sum, std::ostream& err) {
    if (file_.empty()) return;
    const drift::Suggestion suggestion = drift::suggest(contract, operation, sum);
    for (const std::string& note : suggestion.notes) err << "understudy check: --suggest: " << note << "\n";
    stream_ << suggestion.overlay;
    flush(stream_, file_);
}

} // namespace understudy::command
