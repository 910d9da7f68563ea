#include "tests/validator/report/rendered.hpp"

#include <regex>
#include <sstream>
#include <stdexcept>

namespace understudy::test {

std::string rendered(std::string_view name, const report::Report& check) {
    std::ostringstream out;
    for (const report::ReportFormat& format : report::formats()) {
        if (format.name != name) continue;
        if (format.write == nullptr)
            for (const check::Finding& finding : check.tally.findings()) report::write_ndjson(finding, out);
        else
            format.write(check, out);
        return std::regex_replace(out.str(), std::regex("\"(understudy|version)\": \"0[0-9.]+\""),
                                  "\"$1\": \"VERSION\"");
    }
    throw std::out_of_range("no such format: " + std::string(name));
}

} // namespace understudy::test
