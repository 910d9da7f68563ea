#include "validator/check/event_stream.hpp"

#include <algorithm>
#include <utility>

#include "validator/text/character_class.hpp"

namespace understudy::check {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), text::is_digit);
}

class Reader {
public:
    Reader(std::string_view stream, const EachStreamEvent& each) : stream_(stream), each_(each) {}

    void run() {
        std::size_t at = stream_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
        while (at < stream_.size()) {
            const std::size_t end = std::min(stream_.find_first_of("\r\n", at), stream_.size());
            if (end == at)
                dispatch();
            else
                read_field(at, end);
            at = end + (stream_.substr(end).starts_with("\r\n") ? 2 : 1);
        }
        event_.is_whole = false;
        dispatch();
    }

private:
    void read_field(std::size_t at, std::size_t end) {
        const std::string_view line = stream_.substr(at, end - at);
        const std::size_t colon = std::min(line.find(':'), line.size());
        std::size_t start = std::min(colon + 1, line.size());
        if (line.substr(start).starts_with(' ')) ++start;
        const std::string_view name = line.substr(0, colon), value = line.substr(start);
        if (name == "data") add_data(value, at + start);
        if (name == "event") event_.event = value;
        if (name == "id" && value.find('\0') == std::string_view::npos) event_.id = value;
        if (name == "retry" && is_number(value)) event_.retry = value;
    }

    void add_data(std::string_view value, std::size_t offset) {
        if (has_data_) event_.data += '\n';
        if (!has_data_) event_.offset = offset;
        event_.is_one_line = !has_data_;
        event_.data += value;
        has_data_ = true;
    }

    void dispatch() {
        if (has_data_) each_(event_);
        const std::size_t number = event_.number + (has_data_ ? 1 : 0);
        event_ = {};
        event_.number = number;
        has_data_ = false;
    }

    std::string_view stream_;
    const EachStreamEvent& each_;
    StreamEvent event_;
    bool has_data_ = false;
};

} // namespace

void read_event_stream(std::string_view stream, const EachStreamEvent& each) {
    Reader(stream, each).run();
}

} // namespace understudy::check
