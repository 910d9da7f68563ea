#include "server/http/outgoing.hpp"

#include <utility>

namespace understudy::http {

std::string_view Outgoing::choose(const HeadEnding& ending, Persistence persistence) {
    return persistence == Persistence::plain        ? ending.plain
           : persistence == Persistence::keep_alive ? ending.keep_alive
                                                    : ending.close;
}

void Outgoing::add(std::shared_ptr<const Reply> reply, const std::shared_ptr<const HeadEnding>& ending,
                   Persistence persistence, bool with_body) {
    add(reply->head());
    add(choose(*ending, persistence));
    if (with_body && !reply->body().empty()) add(reply->body());
    kept_.push_back(std::move(reply));
    if (kept_.size() == 1 || kept_.back() != ending) kept_.push_back(ending);
}

void Outgoing::add(std::string_view bytes) {
    buffers_.emplace_back(bytes.data(), bytes.size());
}

void Outgoing::add(std::shared_ptr<const std::string> bytes) {
    const std::string_view text = *bytes;
    add(text, std::move(bytes));
}

void Outgoing::add(std::string_view bytes, std::shared_ptr<const void> owner) {
    if (bytes.empty()) return;
    add(bytes);
    kept_.push_back(std::move(owner));
}

std::span<const boost::asio::const_buffer> Outgoing::buffers() const {
    return std::span(buffers_).subspan(first_);
}

boost::asio::const_buffer Outgoing::gathered(std::span<char> room) const {
    namespace asio = boost::asio;
    const auto pieces = buffers();
    if (pieces.size() == 1) return pieces.front();
    if (asio::buffer_size(pieces) > room.size()) return {};
    return {room.data(), asio::buffer_copy(asio::buffer(room.data(), room.size()), pieces)};
}

void Outgoing::sent(std::size_t size) {
    while (first_ < buffers_.size() && size >= buffers_[first_].size()) size -= buffers_[first_++].size();
    if (first_ < buffers_.size()) {
        buffers_[first_] += size;
        return;
    }
    buffers_.clear();
    kept_.clear();
    first_ = 0;
}

} // namespace understudy::http
