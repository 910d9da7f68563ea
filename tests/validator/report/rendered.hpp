#pragma once

#include <string>
#include <string_view>

#include "validator/report/report.hpp"

namespace understudy::test {

/// A report in the format of that name, its version replaced by VERSION. Of ndjson, the tally's findings.
std::string rendered(std::string_view format, const report::Report& check);

} // namespace understudy::test
