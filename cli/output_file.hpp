#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace understudy::cli {

/// Opens a file to be written anew. Throws UsageError with the reason where it cannot be; `option` is what
/// named it: `--output`.
std::ofstream create_file(const std::string& option, const std::string& file);

/// Sees to it that all that was written to `stream` has arrived. Where it has not, or something before it,
/// throws std::system_error with the reason and `name`, the stream's.
void flush(std::ostream& stream, const std::string& name);

} // namespace understudy::cli
