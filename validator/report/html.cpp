#include <ostream>
#include <sstream>

#include "validator/report/page.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {
namespace {

// JSON that may stand in a script element: no sign that HTML acts on is left, and these stand in strings
// alone.
std::string in_script(const std::string& json) {
    std::string text;
    for (const char c : json) {
        if (c == '<')
            text += "\\u003c";
        else if (c == '>')
            text += "\\u003e";
        else if (c == '&')
            text += "\\u0026";
        else
            text += c;
    }
    return text;
}

} // namespace

void write_html(const Report& check, std::ostream& out) {
    std::ostringstream json;
    write_json(check, json);
    constexpr std::string_view kPlace = "@DATA@";
    const std::string_view page = page_files().front().text;
    const std::size_t place = page.find(kPlace);
    out << page.substr(0, place) << in_script(json.str()) << page.substr(place + kPlace.size());
}

} // namespace understudy::report
