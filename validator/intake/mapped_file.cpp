#include "validator/intake/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <optional>
#include <system_error>

#include "validator/intake/decoder.hpp"

namespace understudy::intake {
namespace {

// What the signal handler may look at. `begin` 0: free.
struct Mapping {
    std::atomic<std::uintptr_t> begin = 0;
    std::atomic<std::size_t> size = 0;
};

std::array<Mapping, 16> mappings;
std::uintptr_t page_size = 0;
struct ::sigaction handler_before {};

bool is_mapped(std::uintptr_t address) {
    for (const Mapping& each : mappings) {
        const std::uintptr_t begin = each.begin;
        if (begin != 0 && address >= begin && address - begin < each.size) return true;
    }
    return false;
}

// Does only what a signal handler may (POSIX.1-2017, System Interfaces §2.4.3), and mmap(), which is one
// system call.
void fill_with_zeros(int signal, siginfo_t* info, void* /*context*/) {
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    const int error = errno;
    void* const page = reinterpret_cast<void*>(address / page_size * page_size);
    if (!is_mapped(address) ||
        ::mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        ::sigaction(signal, &handler_before, nullptr); // the access is repeated, and fails again
    errno = error;
}

void install_handler() {
    static std::once_flag once;
    std::call_once(once, [] {
        page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        struct ::sigaction action {};
        action.sa_sigaction = fill_with_zeros;
        action.sa_flags = SA_SIGINFO;
        ::sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, &handler_before);
    });
}

std::optional<std::size_t> free_slot() {
    for (std::size_t slot = 0; slot < mappings.size(); ++slot) {
        std::uintptr_t free = 0;
        if (mappings[slot].begin.compare_exchange_strong(free, 1)) return slot; // no address is 1
    }
    return std::nullopt;
}

} // namespace

std::shared_ptr<MappedFile> MappedFile::open(const std::string& file, std::size_t shortest) {
    if (file == "-") return nullptr;
    struct ::stat status {};
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file);
    const bool is_long = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
                         static_cast<std::size_t>(status.st_size) >= shortest;
    const std::optional<std::size_t> slot = is_long ? free_slot() : std::nullopt;
    if (!slot) {
        ::close(descriptor);
        return nullptr;
    }
    install_handler();
    const auto size = static_cast<std::size_t>(status.st_size);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (bytes == MAP_FAILED) {
        const int error = errno;
        mappings[*slot].begin = 0;
        ::close(descriptor);
        throw std::system_error(error, std::generic_category(), file);
    }
    return std::shared_ptr<MappedFile>(
        new MappedFile(file, descriptor, static_cast<char*>(bytes), size, *slot));
}

MappedFile::MappedFile(std::string file, int descriptor, char* bytes, std::size_t size, std::size_t slot)
    : file_(std::move(file)), descriptor_(descriptor), bytes_(bytes), size_(size), slot_(slot) {
    mappings[slot_].size = size_;
    mappings[slot_].begin = reinterpret_cast<std::uintptr_t>(bytes_);
}

MappedFile::~MappedFile() {
    mappings[slot_].begin = 0;
    ::munmap(bytes_, size_);
    ::close(descriptor_);
}

void MappedFile::check() const {
    struct ::stat status {};
    if (::fstat(descriptor_, &status) == 0 && static_cast<std::size_t>(status.st_size) >= size_) return;
    throw DecodingError(file_ + ": changed while it was read: it is shorter than it was");
}

void MappedFile::passed(std::size_t offset) {
    check();
    // Releases from the start, because an earlier place may have been read again.
    if (offset < passed_ + page_size) return;
    passed_ = offset / page_size * page_size;
    ::madvise(bytes_, passed_, MADV_DONTNEED);
}

} // namespace understudy::intake
