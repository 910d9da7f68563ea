#include "validator/intake/text_reader.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "validator/json/reader.hpp"

namespace understudy::intake {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 18;

// Accepts every event: for asking whether a text is JSON at all.
struct Accept final : json::Events {
    void null(const char*) override {}
    void boolean(const char*, bool) override {}
    void number(const char*, std::string_view) override {}
    void string(const char*, std::string_view) override {}
    void key(const char*, std::string_view) override {}
    void start_object(const char*) override {}
    void end_object(const char*) override {}
    void start_array(const char*) override {}
    void end_array(const char*) override {}
};

bool is_json(std::string_view text) {
    Accept accept;
    return !json::Reader().read(text, accept);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// A file read a chunk at a time into a buffer that grows to what is asked for.
class Source {
public:
    explicit Source(const std::string& file)
        : file_(file), descriptor_(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor_ < 0) fail();
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source() {
        if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
    }

    std::string_view held() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }

    /// Adds a chunk to held(). False at the end of the file.
    bool more() {
        if (begin_ != 0 && end_ + kChunk > buffer_.size()) {
            buffer_.replace(0, end_ - begin_, buffer_, begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ + kChunk > buffer_.size()) buffer_.resize(std::max(2 * buffer_.size(), end_ + kChunk));
        for (;;) {
            const ::ssize_t count = ::read(descriptor_, buffer_.data() + end_, kChunk);
            if (count > 0) end_ += static_cast<std::size_t>(count);
            if (count >= 0) return count > 0;
            if (errno != EINTR) fail();
        }
    }

    void drop(std::size_t count) { begin_ += std::min(count, end_ - begin_); }

    /// The length of the line at the start of held(), without its end; reads on for it, but not past `limit`
    /// bytes. npos where there is neither line nor byte left.
    std::size_t line_length(std::size_t limit) {
        std::size_t searched = 0;
        for (;;) {
            const std::size_t found = held().find('\n', searched);
            if (found != std::string_view::npos) return found;
            searched = held().size();
            if (searched > limit) return searched;
            if (!more()) return searched == 0 ? std::string_view::npos : searched;
        }
    }

private:
    [[noreturn]] void fail() const { throw std::system_error(errno, std::generic_category(), file_); }

    std::string file_;
    int descriptor_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

using Each = std::function<void(const Text&)>;

void read_lines(Source& source, std::size_t limit, const Each& each) {
    for (std::size_t line = 1;; ++line) {
        const std::size_t length = source.line_length(limit);
        if (length == std::string_view::npos) return;
        const std::string_view text = source.held().substr(0, length);
        if (!is_blank(text)) each({text, line, false});
        bool at_line_end = source.held().size() > length;
        source.drop(length + 1);
        // The rest of a line that was cut is not a line of its own.
        while (!at_line_end) {
            const std::size_t rest = source.line_length(kChunk);
            if (rest == std::string_view::npos) return;
            at_line_end = source.held().size() > rest;
            source.drop(rest + 1);
        }
    }
}

void read_whole(Source& source, std::size_t limit, const Each& each) {
    while (source.held().size() <= limit && source.more()) {
    }
    each({source.held(), 1, true});
}

bool has_line_name(const std::string& file) {
    return file.ends_with(".ndjson") || file.ends_with(".jsonl");
}

// Looks at the first two lines that are not blank.
bool has_lines(Source& source, std::size_t limit) {
    std::size_t begin = 0;
    for (int lines = 0; lines < 2;) {
        std::size_t end = source.held().find('\n', begin);
        while (end == std::string_view::npos && source.held().size() <= limit && source.more())
            end = source.held().find('\n', begin);
        const bool is_last = end == std::string_view::npos;
        const std::string_view line = source.held().substr(begin, is_last ? end : end - begin);
        if (!is_blank(line)) {
            ++lines;
            const bool is_first = lines == 1;
            if (is_first && is_last) return false;
            if ((is_first || line.front() == '{') && is_json(line)) {
                while (source.held().size() <= limit && is_blank(source.held().substr(end + 1)) &&
                       source.more()) {
                }
                return !is_first || !is_blank(source.held().substr(end + 1));
            }
        }
        if (is_last) return false;
        begin = end + 1;
    }
    return false;
}

} // namespace

void read_texts(const std::string& file, std::size_t limit, const Each& each) {
    Source source(file);
    if (has_line_name(file) || has_lines(source, limit))
        read_lines(source, limit, each);
    else
        read_whole(source, limit, each);
}

} // namespace understudy::intake
