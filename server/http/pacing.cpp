#include "server/http/pacing.hpp"

#include <algorithm>
#include <charconv>

namespace understudy::http {
namespace {

constexpr std::chrono::milliseconds kTick{100}; ///< between two pieces of a reply

std::string in_bad_chunks(std::string_view head, std::string_view ending, std::string_view body) {
    const std::size_t length = head.rfind("Content-Length: "); // the last field, because Reply writes it last
    std::string text(head.substr(0, length));
    text.append("Transfer-Encoding: chunked\r\n").append(ending);
    const std::string_view half = body.substr(0, (body.size() + 1) / 2);
    char size[16];
    const auto end = std::to_chars(size, size + sizeof size, half.size(), 16).ptr;
    if (!half.empty()) text.append(size, end).append("\r\n").append(half).append("\r\n");
    return text + "not-a-size\r\n";
}

} // namespace

Pacing::Pacing(const Reply& reply, std::string_view ending, bool with_body)
    : delivery_(reply.delivery() == nullptr ? Delivery{} : *reply.delivery()),
      source_(with_body ? reply.source() : nullptr) {
    const std::string_view body = with_body ? reply.body() : std::string_view();
    switch (delivery_.break_kind) {
        case Delivery::Break::unanswered:
        case Delivery::Break::reset:
            return;
        case Delivery::Break::bad_chunk:
            bytes_ = in_bad_chunks(reply.head(), ending, body);
            return;
        case Delivery::Break::none:
        case Delivery::Break::truncated:
            break;
    }
    bytes_.append(reply.head()).append(ending).append(body);
    if (delivery_.break_kind == Delivery::Break::truncated)
        bytes_.resize(body.empty() ? bytes_.size() / 2 : bytes_.size() - (body.size() + 1) / 2);
}

std::chrono::milliseconds Pacing::pause() const {
    return begun_ ? kTick : delivery_.delay;
}

std::shared_ptr<const std::string> Pacing::next() {
    begun_ = true;
    const std::size_t rest = bytes_.size() - sent_;
    if (rest == 0 && source_) {
        auto more = source_();
        if (!more) source_ = nullptr;
        return std::make_shared<const std::string>(std::move(more).value_or(""));
    }
    const std::size_t tick = std::max<std::size_t>(delivery_.bytes_per_second / 10, 1);
    const std::size_t size = delivery_.bytes_per_second == 0 ? rest : std::min(rest, tick);
    auto piece = std::make_shared<const std::string>(bytes_, sent_, size);
    sent_ += size;
    return piece;
}

Pacing::End Pacing::end() const {
    if (delivery_.break_kind == Delivery::Break::none) return End::done;
    return delivery_.break_kind == Delivery::Break::reset ? End::reset : End::close;
}

} // namespace understudy::http
