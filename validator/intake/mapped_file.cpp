#include "validator/intake/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace understudy::intake {

std::shared_ptr<MappedFile> MappedFile::open(const std::string& file, std::size_t shortest) {
    struct ::stat status {};
    if (file == "-" || ::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size < shortest) return nullptr;
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int error = errno;
    ::close(descriptor);
    if (bytes == MAP_FAILED) throw std::system_error(error, std::generic_category(), file);
    return std::shared_ptr<MappedFile>(new MappedFile(static_cast<char*>(bytes), size));
}

MappedFile::~MappedFile() {
    ::munmap(bytes_, size_);
}

void MappedFile::passed(std::size_t offset) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    // Releases from the start, because an earlier place may have been read again.
    if (offset < passed_ + page) return;
    passed_ = offset / page * page;
    ::madvise(bytes_, passed_, MADV_DONTNEED);
}

} // namespace understudy::intake
