#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace understudy::json {

/// The copy of a text that a parser works in.
///
/// The copy is checked to be UTF-8, and text::kPadding zeros follow it. A short text is copied whole into a
/// buffer that is kept for the next.
///
/// A long text would cost its size in memory again, so only a piece of it is there at a time. The window
/// reserves addresses for all of the text, and copies the next piece when the parser meets the zero at the
/// end of the last; the pages behind the parser go back to the system. So a pointer into the window always
/// means the same place in the text, and offset_of() is a subtraction. pin() holds a piece back while a value
/// is kept whole, and keep() copies a name that must outlive its piece.
class Window {
public:
    static constexpr std::size_t kLeast = 8; // no sequence of UTF-8 is longer

    /// A text longer than `size` is copied in pieces of that size, or of kLeast bytes if that is more. With
    /// `size` 0 every text is copied whole.
    explicit Window(std::size_t size) : size_(size == 0 || size > kLeast ? size : kLeast) {}
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window();

    /// Begins a text. `passed`, if given, is called after each piece of a long text with an offset: the text
    /// before it is not needed any more. What it throws ends load().
    char* open(std::string_view text, std::function<void(std::size_t)> passed);

    const char* begin() const { return begin_; }
    const char* end() const { return end_; }
    bool is_whole() const { return region_ == nullptr; }

    /// Copies the next piece to end(). Bytes before both `keep` and the pin are no longer needed. False if
    /// the text has no more bytes, or the next ones are not UTF-8.
    bool load(const char* keep);

    /// Keeps the bytes from `at` on; nullptr ends that.
    void pin(const char* at) { pin_ = at; }

    /// The same string, in memory that lasts until the next open().
    std::string_view keep(std::string_view name) { return is_whole() ? name : keep_part(name); }
    /// The offset of a place in the window, or in what keep() gave.
    std::size_t offset_of(const char* at) const {
        return is_whole() ? static_cast<std::size_t>(at - begin_) : offset_of_part(at);
    }

    /// Offset of the first byte that is not UTF-8 among those copied so far; the text's size if all are.
    std::size_t invalid() const { return invalid_; }

private:
    std::size_t offset_of_part(const char* at) const;
    std::string_view keep_part(std::string_view name);
    void reserve(std::size_t size);
    void release();

    std::size_t size_;
    std::string_view text_;
    std::function<void(std::size_t)> passed_;
    std::unique_ptr<char[]> whole_; // kept for the next text
    std::size_t capacity_ = 0;
    char* region_ = nullptr; // of a long text
    std::size_t region_size_ = 0;
    char* begin_ = nullptr;
    char* end_ = nullptr;
    std::size_t given_back_ = 0;
    const char* pin_ = nullptr;
    std::size_t invalid_ = 0;
    std::deque<std::pair<std::string, std::size_t>> names_; // names with escapes, and where they were
};

} // namespace understudy::json
