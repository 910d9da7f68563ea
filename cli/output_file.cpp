#include "cli/output_file.hpp"

#include <cerrno>
#include <ostream>
#include <system_error>

#include "cli/options.hpp"

namespace understudy::cli {

std::ofstream create_file(const std::string& option, const std::string& file) {
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    if (stream) return stream;
    throw UsageError(option + " " + file + ": cannot be written: " + std::generic_category().message(errno));
}

void flush(std::ostream& stream, const std::string& name) {
    const bool is_lost = !stream;
    stream.clear();
    errno = 0;
    if (is_lost) stream.put('\n'); // errno is of a later call by now: one more byte fails with the reason
    if (stream.flush() && !is_lost) return;
    throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), name);
}

} // namespace understudy::cli
