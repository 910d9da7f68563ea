#include "server/http/request_reader.hpp"

#include <utility>

namespace understudy::http {
namespace {

constexpr std::size_t head_room = 4'096;
constexpr std::size_t body_room = 16'384;

} // namespace

RequestReader::RequestReader(const ConnectionLimits& limits) : limits_(&limits), scanner_(limits) {}

std::span<char> RequestReader::room() {
    buffer_.consume(std::exchange(spent_, 0));
    if (stage() == Stage::idle) give_back();
    const std::size_t wanted = in_body_ ? body_room : head_room;
    const std::size_t free = buffer_.capacity() - buffer_.size();
    const auto space = buffer_.prepare(free < wanted / 2 ? wanted : free);
    return {static_cast<char*>(space.data()), space.size()};
}

void RequestReader::fill(std::size_t size) {
    buffer_.commit(size);
}

RequestReader::Next RequestReader::next() {
    buffer_.consume(std::exchange(spent_, 0));
    return in_body_ ? next_body() : next_head();
}

RequestReader::Next RequestReader::next_head() {
    to_head_ = false;
    skip_empty_lines();
    const auto bytes = pending();
    if (bytes.empty() || bytes == "\r") return Next::more;
    // A client that polls sends the same head again and again, so the parsed form is reused.
    if (text_.empty() || !bytes.starts_with(text_))
        if (const Next outcome = parse_head(bytes); outcome != Next::request) return outcome;
    scanner_.reset();
    to_head_ = head_.method == "HEAD";
    const auto arrived = bytes.substr(text_.size());
    if (head_.chunked || arrived.size() < head_.content_length) return begin_body();
    const auto body = arrived.substr(0, static_cast<std::size_t>(head_.content_length));
    spent_ = text_.size() + body.size();
    return complete(body);
}

/// Returns `request` if the head is complete and valid.
RequestReader::Next RequestReader::parse_head(std::string_view bytes) {
    switch (scanner_.scan(bytes)) {
        case HeadScanner::Outcome::partial:
            return Next::more;
        case HeadScanner::Outcome::refused:
            return refuse(scanner_.refusal());
        case HeadScanner::Outcome::whole:
            break;
    }
    text_.assign(bytes.substr(0, scanner_.size()));
    const Refusal* const refusal = head_.parse(text_);
    to_head_ = head_.method == "HEAD";
    if (refusal != nullptr) return refuse(*refusal);
    return head_.content_length > limits_->body ? refuse(refusal::content_too_large) : Next::request;
}

RequestReader::Next RequestReader::begin_body() {
    buffer_.consume(text_.size());
    body_.clear();
    in_body_ = true;
    awaits_continue_ = head_.expects_continue && buffer_.size() == 0;
    if (head_.chunked) chunks_.emplace(*limits_);
    return next_body();
}

RequestReader::Next RequestReader::next_body() {
    if (head_.chunked) {
        buffer_.consume(chunks_->take(pending(), body_));
        if (chunks_->refusal() != nullptr) return refuse(*chunks_->refusal());
        return chunks_->done() ? body_arrived() : Next::more;
    }
    const auto missing = static_cast<std::size_t>(head_.content_length) - body_.size();
    const auto part = pending().substr(0, missing);
    body_.append(part);
    buffer_.consume(part.size());
    return body_.size() == head_.content_length ? body_arrived() : Next::more;
}

RequestReader::Next RequestReader::body_arrived() {
    in_body_ = false;
    awaits_continue_ = false;
    return complete(body_);
}

RequestReader::Next RequestReader::complete(std::string_view body) {
    request_ = {head_.method, head_.target, head_.host, head_.fields, body};
    return Next::request;
}

RequestReader::Next RequestReader::refuse(const Refusal& refusal) {
    refusal_ = &refusal;
    return Next::refused;
}

bool RequestReader::take_continue() {
    return std::exchange(awaits_continue_, false);
}

RequestReader::Stage RequestReader::stage() const {
    if (in_body_) return Stage::body;
    return buffer_.size() == 0 ? Stage::idle : Stage::head;
}

/// Idle connections (10,000, for example) keep only the memory they need now, not that of their largest
/// request.
void RequestReader::give_back() {
    if (buffer_.capacity() > head_room) buffer_.shrink_to_fit();
    if (body_.capacity() > head_room) std::string().swap(body_);
    if (text_.capacity() > head_room) std::string().swap(text_);
}

/// RFC 9112 §2.2: empty lines before a request line are ignored.
void RequestReader::skip_empty_lines() {
    while (pending().starts_with("\r\n")) buffer_.consume(2);
}

std::string_view RequestReader::pending() const {
    const auto data = buffer_.data();
    return {static_cast<const char*>(data.data()), data.size()};
}

} // namespace understudy::http
