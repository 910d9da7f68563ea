#include "validator/schema/pattern/pattern_advice.hpp"

#include <algorithm>
#include <array>

namespace understudy::schema {
namespace {

struct Foreign {
    std::string_view begins;
    std::string_view advice;
};

// Of two that begin alike, the longer one is first.
constexpr auto kForeign = std::to_array<Foreign>({
    {"(?i", "spell out both cases, [aA]"},
    {"(?P<", "write (?<name>…)"},
    {"(?P=", "write \\k<name>"},
    {"(?P>", "ECMA-262 has no recursion"},
    {"(?R", "ECMA-262 has no recursion"},
    {"(?#", "leave the comment out"},
    {"(?>", "write (?:…)"},
    {"(?|", "write (?:…)"},
    {"(?(", "ECMA-262 has no conditions"},
    {"(?m", "ECMA-262 has no flags inside a pattern"},
    {"(?s", "write [^] for a dot that is also a line end"},
    {"(?x", "leave the spaces and the flag out"},
    {"(?u", "leave the flag out"},
    {"(?-", "ECMA-262 has no flags inside a pattern"},
    {"\\A", "write ^"},
    {"\\Z", "write $"},
    {"\\z", "write $"},
    {"\\h", "write [ \\t]"},
    {"\\R", "write (?:\\r\\n|[\\n\\r])"},
    {"\\Q", "write a \\ before each character that needs one"},
    {"\\e", "write \\x1b"},
    {"\\a", "write \\x07"},
    {"+", "leave out the + behind the + * ? or {…}, or write \\+"},
    {"*", "write \\* for the character"},
    {"?", "write \\? for the character"},
    {"(", "close it, or write \\( for the character"},
    {")", "open it, or write \\) for the character"},
    {"[", "close it, or write \\[ for the character"},
});

} // namespace

std::string pattern_advice(std::string_view pattern, std::size_t offset) {
    const std::string_view rest = pattern.substr(std::min(offset, pattern.size()));
    for (const auto& [begins, advice] : kForeign)
        if (rest.starts_with(begins)) return std::string(advice);
    return {};
}

} // namespace understudy::schema
