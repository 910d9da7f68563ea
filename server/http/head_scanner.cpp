#include "server/http/head_scanner.hpp"

#include "server/http/syntax.hpp"

namespace understudy::http {

HeadScanner::Outcome HeadScanner::scan(std::string_view bytes) {
    // Refused at once, because the client may never send a line: a TLS handshake, for example.
    if (line_ == 0 && !bytes.empty() && !is_token_character(bytes.front()))
        return refuse(refusal::request_line_malformed);
    for (;;) {
        const auto feed = bytes.find('\n', seen_);
        if (feed == bytes.npos) break;
        const auto line = bytes.substr(line_, feed - line_);
        if (const Refusal* refusal = check_sizes(feed + 1)) return refuse(*refusal);
        if (const Refusal* refusal = check_line(line)) return refuse(*refusal);
        seen_ = line_ = feed + 1;
        if (line.size() == 1 && fields_ != 0) return Outcome::whole;
        if (fields_ == 0) fields_ = line_;
    }
    seen_ = bytes.size();
    if (const Refusal* refusal = check_sizes(seen_)) return refuse(*refusal);
    return Outcome::partial;
}

/// `line` includes its CR, if it has one, but not its LF.
const Refusal* HeadScanner::check_line(std::string_view line) {
    if (line.empty() || line.back() != '\r') return &refusal::line_ending;
    if (fields_ == 0 || line.size() == 1) return nullptr;
    if (line.front() == ' ' || line.front() == '\t') return &refusal::line_folding;
    return ++count_ > limits_->field_count ? &refusal::fields_too_large : nullptr;
}

const Refusal* HeadScanner::check_sizes(std::size_t seen) const {
    constexpr std::size_t line_end = 2;
    if (fields_ == 0)
        return seen > limits_->request_line + line_end ? &refusal::request_line_too_long : nullptr;
    return seen - fields_ > limits_->fields + line_end ? &refusal::fields_too_large : nullptr;
}

HeadScanner::Outcome HeadScanner::refuse(const Refusal& refusal) {
    refusal_ = &refusal;
    return Outcome::refused;
}

} // namespace understudy::http
