#include "cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <system_error>
#include <utility>

#include "cli/options.hpp"

namespace understudy::cli {
namespace {

namespace fs = std::filesystem;

std::string without_links(const std::string& file) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(file, error);
    return error ? file : target.string();
}

// As the file that is replaced has them, else those of a new file.
::mode_t permissions(const std::string& file) {
    struct ::stat status {};
    if (::stat(file.c_str(), &status) == 0) return status.st_mode & 07777;
    const ::mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

// 0, or why the file cannot be written in place.
int try_in_place(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    // A pipe that nobody reads yet: the stream waits.
    if (descriptor < 0) return errno == ENXIO ? 0 : errno;
    ::close(descriptor);
    return 0;
}

} // namespace

OutputFile::OutputFile(const std::string& option, std::string file)
    : name_(std::move(file)), target_(without_links(name_)) {
    std::error_code ignored;
    const fs::file_status status = fs::status(target_, ignored);
    const bool is_new = !fs::exists(status);
    // It must be writable itself, so that a file that is locked against writing stays as it is.
    int error = is_new ? 0 : try_in_place(target_);
    if (error == 0 && (is_new || fs::is_regular_file(status))) {
        const std::string beside = make_beside();
        if (!beside.empty())
            ::unlink(beside.c_str());
        else if (is_new)
            error = errno;
        is_in_place_ = beside.empty();
    } else {
        is_in_place_ = true;
    }
    if (error != 0)
        throw UsageError(option + " " + name_ +
                         ": cannot be written: " + std::generic_category().message(error));
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : name_(std::move(other.name_)),
      target_(std::move(other.target_)),
      beside_(std::exchange(other.beside_, {})),
      is_in_place_(other.is_in_place_),
      stream_(std::move(other.stream_)) {}

OutputFile::~OutputFile() {
    if (!beside_.empty()) ::unlink(beside_.c_str());
}

// Empty with errno if that fails.
std::string OutputFile::make_beside() const {
    std::string name = target_ + ".XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) return "";
    ::fchmod(descriptor, permissions(target_));
    ::close(descriptor);
    return name;
}

std::ostream& OutputFile::stream() {
    if (stream_.is_open() || !stream_) return stream_;
    if (!is_in_place_) beside_ = make_beside();
    stream_.open(is_in_place_ ? target_ : beside_, std::ios::binary | std::ios::trunc);
    return stream_;
}

void OutputFile::commit() {
    flush(stream(), name_);
    stream_.close();
    if (is_in_place_) return;
    if (::rename(beside_.c_str(), target_.c_str()) != 0)
        throw std::system_error(errno, std::generic_category(), name_);
    beside_.clear();
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
