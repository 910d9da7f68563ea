#include "validator/json/window.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <new>

#include "validator/text/utf8.hpp"

namespace understudy::json {
namespace {

// A sequence is never cut. This many bytes may follow its first one.
constexpr std::size_t kMostFollowing = 3;

std::size_t start_of_sequence(std::string_view text, std::size_t at) {
    for (std::size_t back = 0; back <= kMostFollowing && at > back; ++back)
        if ((static_cast<unsigned char>(text[at - back]) & 0xC0U) != 0x80) return at - back;
    return at;
}

bool is_within(const char* at, std::string_view text) {
    // std::less is a total order of pointers, also of those into different arrays.
    return !std::less<>()(at, text.data()) && std::less<>()(at, text.data() + text.size());
}

} // namespace

Window::~Window() {
    release();
}

void Window::reserve(std::size_t size) {
    if (size <= capacity_) return;
    capacity_ = size + size / 2;
    whole_ = std::make_unique_for_overwrite<char[]>(capacity_);
}

void Window::release() {
    if (region_ != nullptr) ::munmap(region_, region_size_);
    region_ = nullptr;
}

char* Window::open(std::string_view text, std::function<void(std::size_t)> passed) {
    release();
    text_ = text;
    passed_ = std::move(passed);
    names_.clear();
    pin_ = nullptr;
    if (size_ == 0 || text.size() <= size_) {
        reserve(text.size() + text::kPadding);
        begin_ = whole_.get();
        invalid_ = text::copy_utf8(text, begin_);
        end_ = begin_ + text.size();
        return begin_;
    }
    region_size_ = text.size() + text::kPadding;
    void* region = ::mmap(nullptr, region_size_, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED) throw std::bad_alloc();
    begin_ = end_ = region_ = static_cast<char*>(region);
    given_back_ = 0;
    invalid_ = text.size();
    load(begin_);
    return begin_;
}

bool Window::load(const char* keep) {
    const std::size_t from = static_cast<std::size_t>(end_ - begin_);
    if (from == text_.size() || invalid_ != text_.size()) return false;
    std::size_t to = std::min(from + size_, text_.size());
    if (to != text_.size()) to = std::max(start_of_sequence(text_, to), from + 1);
    const std::size_t invalid = text::copy_utf8(text_.substr(from, to - from), end_);
    if (invalid != to - from) {
        invalid_ = from + invalid;
        *end_ = '\0'; // the parser goes no further
        return false;
    }
    end_ = begin_ + to;
    if (pin_ != nullptr) keep = std::min(keep, pin_);
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t until = static_cast<std::size_t>(keep - begin_) / page * page;
    if (until > given_back_) {
        ::madvise(begin_ + given_back_, until - given_back_, MADV_DONTNEED);
        given_back_ = until;
    }
    if (passed_) passed_(given_back_);
    return true;
}

std::string_view Window::keep_part(std::string_view name) {
    const std::size_t offset = offset_of(name.data());
    const std::string_view written = text_.substr(offset, name.size());
    if (written == name) return written;
    names_.emplace_back(name, offset);
    return names_.back().first;
}

std::size_t Window::offset_of_part(const char* at) const {
    if (is_within(at, {begin_, text_.size() + text::kPadding})) return static_cast<std::size_t>(at - begin_);
    if (is_within(at, text_)) return static_cast<std::size_t>(at - text_.data());
    for (const auto& [name, offset] : names_)
        if (at + 1 == name.data()) return offset - 1; // its quote
    return 0;
}

} // namespace understudy::json
