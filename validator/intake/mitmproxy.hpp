#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a line of NDJSON is a flow as mitmproxy's jsondump script writes it: the state of an HTTP flow,
/// with `request.host`, `request.path` and `response.status_code`.
bool is_mitmproxy_flow(std::string_view line);

/// Reads such a line. `content` is bytes as Python shows them (`\xe9`), or Base64 with `dump_encodecontent`,
/// and still has its content coding, of which gzip and Zstandard are undone. A line that cannot be read is an
/// observation that says so.
void read_mitmproxy_flow(const std::string& name, const Text& line, const EachObserved& each);

} // namespace understudy::intake
