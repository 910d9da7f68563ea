// A pattern, a line feed and a text to search.

#include "validator/schema/pattern/pattern.hpp"
#include "tests/fuzz/target.hpp"
#include "validator/text/utf8.hpp"

using namespace understudy;
using namespace understudy::fuzz;
using schema::Pattern;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const TimeLimit limit(2);
    const auto [source, text] = split(text_of(data, size), "\n");
    const auto lenient = Pattern::compile(source, schema::PatternSyntax::annex_b);
    if (const auto* pattern = std::get_if<Pattern>(&lenient)) pattern->search(text);
    const auto compiled = Pattern::compile(source);
    if (const auto* error = std::get_if<schema::PatternError>(&compiled)) {
        require(error->offset <= source.size(), "an error is in the pattern");
        require(!error->reason.empty(), "a refusal has a reason");
        return 0;
    }
    require(schema::is_pattern(source), "what compiles is a pattern");
    require(lenient.index() == compiled.index(), "what is a pattern is one by annex B");
    const Pattern& pattern = std::get<Pattern>(compiled);
    const Pattern::Result result = pattern.search(text);
    require(result == pattern.search(text), "a search always ends the same way");
    if (text::find_invalid_utf8(text) != text.size())
        require(result == Pattern::Result::no_match, "nothing matches in ill-formed UTF-8");
    return 0;
}
