#pragma once

#include <iosfwd>
#include <string>

namespace understudy::command {

/// Sees to it that all that was written to `stream` has arrived. Where it has not, or something before it,
/// throws std::system_error with the reason and `name`, the stream's.
void flush(std::ostream& stream, const std::string& name);

} // namespace understudy::command
