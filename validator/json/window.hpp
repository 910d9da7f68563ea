#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace understudy::json {

/// The copy of a text that a parser works in, checked to be UTF-8, text::kPadding zeros after it. Of a long
/// text only a part is there at a time: its addresses are those that a whole copy would have, but what lies
/// behind has been given back to the system. It moves on where the parser meets the zero at its end.
class Window {
public:
    static constexpr std::size_t kLeast = 8; // than which no sequence of UTF-8 is longer

    /// Of a text longer than `size`, pieces of that size are copied, and of no less than kLeast bytes. `size`
    /// 0: always all of it.
    explicit Window(std::size_t size) : size_(size == 0 || size > kLeast ? size : kLeast) {}
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window();

    /// Begins with a text. `passed`, where it is given, is told up to which offset the text is not needed
    /// again.
    char* open(std::string_view text, std::function<void(std::size_t)> passed);

    const char* begin() const { return begin_; }
    const char* end() const { return end_; }
    bool is_whole() const { return region_ == nullptr; }

    /// Copies more of the text to end(); nothing before `keep`, or before what is pinned, is needed again.
    /// False where there is no more, or what comes is not UTF-8.
    bool load(const char* keep);

    /// Nothing behind `at` is given back; nullptr: no more.
    void pin(const char* at) { pin_ = at; }

    /// A string that was read, in memory that lasts until the next open().
    std::string_view keep(std::string_view name) { return is_whole() ? name : keep_part(name); }
    /// The offset of a place in the window, or in what keep() gave.
    std::size_t offset_of(const char* at) const {
        return is_whole() ? static_cast<std::size_t>(at - begin_) : offset_of_part(at);
    }

    /// Offset of the first byte that is not UTF-8, of those copied so far; the text's size where there is
    /// none.
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
    std::deque<std::pair<std::string, std::size_t>> names_; // with escapes in them; and where they were
};

} // namespace understudy::json
