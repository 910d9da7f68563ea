#include "cli/suggestion_file.hpp"

#include <array>
#include <ostream>

#include "cli/options.hpp"

namespace understudy::cli {

namespace {

constexpr std::array<Flag, 1> kFlags = {{
    {.name = "suggest",
     .value = "FILE",
     .brief = "write an OpenAPI Overlay that makes what was seen conform",
     .detail = "understudy contracts NAME applies it.",
     .completes = Completes::files,
     .writes = true},
}};

} // namespace

FlagGroup SuggestionFile::flags() {
    return {"Suggestion", kFlags};
}

SuggestionFile::SuggestionFile(const OptionValues& values) {
    if (!values.has("suggest")) return;
    file_.emplace("--suggest", values.text("suggest"));
}

void SuggestionFile::write(const std::vector<const contract::Contract*>& contracts, const check::Sum& sum,
                           std::ostream& err) {
    if (!file_) return;
    if (contracts.size() != 1)
        throw UsageError("--suggest: an overlay is for one contract: check the input of each API by itself");
    const drift::Suggestion suggestion = drift::suggest(*contracts.front(), sum);
    for (const std::string& note : suggestion.notes) err << "understudy check: --suggest: " << note << "\n";
    file_->stream() << suggestion.overlay;
    file_->commit();
}

} // namespace understudy::cli
