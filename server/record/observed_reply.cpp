#include "server/record/observed_reply.hpp"

#include <array>
#include <boost/beast/http.hpp>
#include <optional>
#include <vector>

namespace understudy::record {

namespace http = boost::beast::http;
namespace asio = boost::asio;
using boost::system::error_code;

class ObservedReply::Parsing {
public:
    using Parser = http::response_parser<http::buffer_body>;

    explicit Parsing(bool to_head) : to_head_(to_head) { begin(); }

    void begin() {
        parser.emplace();
        parser->header_limit(64 << 10);
        parser->body_limit(boost::none);
        parser->eager(true);
        if (to_head_) parser->skip(true);
    }
    bool is_interim() const { return parser->is_done() && parser->get().result_int() / 100 == 1; }

private:
    bool to_head_;

public:
    std::array<char, std::size_t{16} << 10U> piece; // uninitialized: clearing costs more than reading
    std::optional<Parser> parser;
    std::string unread; ///< an incomplete head or chunk size
};

ObservedReply::ObservedReply(bool to_head, std::size_t most_body)
    : parsing_(std::make_unique<Parsing>(to_head)), most_body_(most_body) {}
ObservedReply::~ObservedReply() = default;

bool ObservedReply::feed(std::string_view bytes, bool is_end) {
    Parsing& parsing = *parsing_;
    parsing.unread += bytes;
    std::size_t used = 0;
    error_code error;
    while (used < parsing.unread.size() && !parsing.parser->is_done()) {
        auto& body = parsing.parser->get().body();
        body.data = parsing.piece.data();
        body.size = parsing.piece.size();
        body.more = true;
        const std::size_t count = parsing.parser->put(
            asio::buffer(parsing.unread.data() + used, parsing.unread.size() - used), error);
        if (parsing.parser->is_header_done()) keep(parsing.piece.data(), parsing.piece.size() - body.size);
        used += count;
        if (error == http::error::need_buffer) error = {};
        if (error) break;
        if (parsing.is_interim()) parsing.begin();
    }
    parsing.unread.erase(0, used);
    if (error && error != http::error::need_more) return false;
    if (!is_end || parsing.parser->is_done()) return true;
    error = {};
    parsing.parser->put_eof(error);
    return !error;
}

void ObservedReply::keep(const char* data, std::size_t size) {
    is_too_large_ = is_too_large_ || body_.size() + size > most_body_;
    if (is_too_large_)
        body_ = std::string();
    else
        body_.append(data, size);
}

bool ObservedReply::is_done() const {
    return parsing_->parser->is_done();
}

bool ObservedReply::keeps_alive() const {
    return parsing_->parser->keep_alive();
}

bool ObservedReply::has_surplus() const {
    return !parsing_->unread.empty();
}

Captured ObservedReply::take() {
    Captured captured;
    captured.status = parsing_->parser->get().result_int();
    for (const auto& field : parsing_->parser->get().base())
        captured.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
    captured.body = std::move(body_);
    return captured;
}

} // namespace understudy::record
