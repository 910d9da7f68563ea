#include "validator/intake/har_entries.hpp"

#include <algorithm>

namespace understudy::intake {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::size_t skip_space(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

// Behind the string that begins at `at`; the end of the text if it never ends.
std::size_t skip_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); at += 2) {
        at = text.find_first_of("\"\\", at);
        if (at == kNone) return text.size();
        if (text[at] == '"') return at + 1;
    }
    return text.size();
}

// Behind the value that begins at `at`. Sets `is_cut` if the text ends inside it.
std::size_t skip_value(std::string_view text, std::size_t at, bool& is_cut) {
    std::size_t depth = 0;
    for (; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            at = skip_string(text, at);
            if (at == text.size() && text.back() != '"') break;
        } else if (c == '{' || c == '[') {
            ++depth, ++at;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return at; // the bracket of whatever holds the value
            --depth, ++at;
        } else if (c == ',' && depth == 0) {
            return at;
        } else {
            at = std::min(text.find_first_of("\"{}[],", at + 1), text.size());
            if (depth == 0) return at;
            continue;
        }
        if (depth == 0) return at;
    }
    is_cut = true;
    return text.size();
}

// Where the value of a member begins, in the object that begins at `at`; kNone if it has no such member.
std::size_t find_member(std::string_view text, std::size_t at, std::string_view quoted_name) {
    if (at >= text.size() || text[at] != '{') return kNone;
    bool is_cut = false;
    for (++at; !is_cut;) {
        at = skip_space(text, at);
        if (at < text.size() && text[at] == ',') at = skip_space(text, at + 1);
        if (at >= text.size() || text[at] != '"') return kNone;
        const std::size_t end = skip_string(text, at);
        const bool is_it = text.substr(at, end - at) == quoted_name;
        at = skip_space(text, end);
        if (at >= text.size() || text[at] != ':') return kNone;
        at = skip_space(text, at + 1);
        if (is_it) return at < text.size() ? at : kNone;
        at = skip_value(text, at, is_cut);
    }
    return kNone;
}

} // namespace

HarEntries::HarEntries(std::string_view archive) : text_(archive), at_(kNone) {
    const std::size_t log = find_member(text_, skip_space(text_, 0), "\"log\"");
    if (log == kNone) return;
    const std::size_t entries = find_member(text_, log, "\"entries\"");
    has_log_ = entries != kNone || find_member(text_, log, "\"creator\"") != kNone;
    if (entries != kNone && text_[entries] == '[') at_ = entries + 1;
}

std::optional<HarEntries::Entry> HarEntries::next() {
    if (at_ == kNone || is_cut_off_) return std::nullopt;
    at_ = skip_space(text_, at_);
    while (at_ < text_.size() && text_[at_] == ',') at_ = skip_space(text_, at_ + 1);
    if (at_ >= text_.size()) is_cut_off_ = true;
    if (is_cut_off_ || text_[at_] == ']' || text_[at_] == '}') {
        at_ = kNone;
        return std::nullopt;
    }
    const std::size_t begin = at_;
    at_ = skip_value(text_, at_, is_cut_off_);
    return Entry{text_.substr(begin, at_ - begin), index_++, is_cut_off_};
}

} // namespace understudy::intake
