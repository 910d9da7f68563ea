#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace understudy::cli {

/// Opens an empty file for writing. Throws UsageError with the reason if that fails; `option` is the option
/// that named the file, `--output`.
std::ofstream create_file(const std::string& option, const std::string& file);

/// Makes sure that everything written to `stream` has arrived. If this write or an earlier one failed, throws
/// std::system_error with the reason and `name`, which names the stream.
void flush(std::ostream& stream, const std::string& name);

} // namespace understudy::cli
