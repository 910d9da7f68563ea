#include "validator/command/flush.hpp"

#include <cerrno>
#include <ostream>
#include <system_error>

namespace understudy::command {

void flush(std::ostream& stream, const std::string& name) {
    const bool is_lost = !stream;
    stream.clear();
    errno = 0;
    if (is_lost) stream.put('\n'); // errno has long been another's: one more byte tells why
    if (stream.flush() && !is_lost) return;
    throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), name);
}

} // namespace understudy::command
