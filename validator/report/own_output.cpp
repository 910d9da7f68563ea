#include "validator/report/own_output.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace understudy::report {
namespace {

// How one kind of file begins, white space left out: with `first`, and `second` comes later.
struct Mark {
    std::string_view first;
    std::string_view second = {};
};

constexpr std::array kMarks = {
    Mark{R"({"understudy":")"},
    Mark{R"({"understudy_summary":)"},
    Mark{R"({"understudy_baseline":)"},
    Mark{R"({"$schema":"https://json.schemastore.org/sarif)", R"("name":"Understudy")"},
    Mark{R"({"api":")", R"(,"rule":")"},
    Mark{R"({"overlay":"1.)", R"("title":"Observedresponsesof)"},
};

} // namespace

bool is_own_output(std::string_view head) {
    std::string text(head.substr(0, kHeadOfOutput));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    return std::any_of(kMarks.begin(), kMarks.end(), [&](const Mark& mark) {
        return text.starts_with(mark.first) && text.find(mark.second) != std::string::npos;
    });
}

} // namespace understudy::report
