#include "server/http/head.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

#include "server/http/syntax.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::http::field;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// Whether Beast refuses a request line only for its version: HTTP/2.0 is a version that this server does not
/// speak, ICE/1.0 is not a version.
bool names_a_version(std::string_view head) {
    constexpr std::string_view shape = "HTTP/d.d";
    const auto line = head.substr(0, head.find("\r\n"));
    const auto version = line.substr(line.find(' ', line.find(' ') + 1) + 1);
    return std::equal(version.begin(), version.end(), shape.begin(), shape.end(),
                      [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

/// RFC 9112 §6.1: 501 for an unknown coding. §6.3: 400 if chunked is not the last coding, because then nobody
/// knows where the message ends.
const Refusal* coding_refusal(std::string_view codings) {
    unsigned others = 0;
    for (auto rest = codings;;) {
        const auto comma = rest.find(',');
        const auto coding = text::trimmed(rest.substr(0, comma));
        const bool chunked = text::equal_ignoring_case(coding, "chunked"), last = comma == rest.npos;
        if (!is_token(coding) || chunked != last) return &refusal::transfer_encoding_malformed;
        if (last) return others == 0 ? nullptr : &refusal::transfer_coding_unsupported;
        rest.remove_prefix(comma + 1);
        ++others;
    }
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// Beast's parser, set to stop at the end of the head.
class Parser : public beast::http::basic_parser<true> {
public:
    explicit Parser(Head& head) : head_(head) {
        skip(true);
        header_limit(std::numeric_limits<std::uint32_t>::max()); // HeadScanner has counted
    }

    const Refusal* syntax_refusal(const error_code& error, std::string_view bytes) const;
    const Refusal* framing_refusal() const;
    const Refusal* host_refusal() const;
    const Refusal* expectation_refusal() const;
    bool is_chunked() const { return transfer_encodings_ > 0; }
    bool expects_continue() const { return expectations_ > 0 && head_.http_1_1; }

private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         error_code&) override {
        head_.method = view(method);
        head_.target = view(target);
        head_.http_1_1 = version == 11;
    }

    void on_field_impl(field name, beast::string_view text, beast::string_view value, error_code&) override {
        head_.fields.push_back({view(text), view(value)});
        switch (name) {
            case field::host:
                return note(hosts_, head_.host, value);
            case field::content_length:
                return note(content_lengths_, content_length_, value);
            case field::transfer_encoding:
                return note(transfer_encodings_, coding_, value);
            case field::expect:
                return note(expectations_, expectation_, value);
            default:
                return;
        }
    }

    static void note(unsigned& count, std::string_view& noted, beast::string_view value) {
        ++count;
        noted = view(value);
    }

    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(beast::string_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, error_code&) override { return 0; }
    void on_finish_impl(error_code&) override {}

    Head& head_;
    unsigned hosts_ = 0, content_lengths_ = 0, transfer_encodings_ = 0, expectations_ = 0;
    std::string_view content_length_, coding_, expectation_;
};

const Refusal* Parser::syntax_refusal(const error_code& error, std::string_view bytes) const {
    using E = beast::http::error;
    if (error == E::bad_version && names_a_version(bytes)) return &refusal::version_unsupported;
    if (error == E::bad_target) return &refusal::target_malformed;
    if (error == E::bad_line_ending) return &refusal::line_ending;
    if (error == E::multiple_content_length) return &refusal::content_length_malformed;
    if (error == E::bad_content_length)
        return transfer_encodings_ > 0 ? &refusal::framing_ambiguous : &refusal::content_length_malformed;
    if (error == E::bad_transfer_encoding)
        return content_lengths_ > 0 ? &refusal::framing_ambiguous : &refusal::transfer_encoding_malformed;
    return head_.method.empty() ? &refusal::request_line_malformed : &refusal::field_malformed;
}

const Refusal* Parser::framing_refusal() const {
    // Beast reads the list "5, 5", or the field sent twice, as 5; RFC 9112 §6.3 leaves the choice.
    if (content_lengths_ > 1 || (content_lengths_ == 1 && !is_number(content_length_)))
        return &refusal::content_length_malformed;
    if (transfer_encodings_ == 0) return nullptr;
    if (content_lengths_ > 0) return &refusal::framing_ambiguous;
    if (transfer_encodings_ > 1 || !head_.http_1_1) return &refusal::transfer_encoding_malformed;
    return coding_refusal(coding_);
}

const Refusal* Parser::host_refusal() const {
    if (hosts_ > 1 || (hosts_ == 0 && head_.http_1_1)) return &refusal::host_malformed;
    return is_authority(head_.host) ? nullptr : &refusal::host_malformed;
}

const Refusal* Parser::expectation_refusal() const {
    // HTTP/1.0 has no expectations, and RFC 9110 §10.1.1 says to ignore them.
    if (expectations_ == 0 || !head_.http_1_1) return nullptr;
    return expectations_ == 1 && text::equal_ignoring_case(expectation_, "100-continue")
               ? nullptr
               : &refusal::expectation_failed;
}

} // namespace

const Refusal* Head::parse(std::string_view bytes) {
    fields.clear();
    method = target = host = {};
    content_length = 0;
    Parser parser(*this);
    error_code error;
    parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error) return parser.syntax_refusal(error, bytes);
    if (const Refusal* refusal = parser.framing_refusal()) return refusal;
    if (const Refusal* refusal = parser.host_refusal()) return refusal;
    if (const Refusal* refusal = resolve_target()) return refusal;
    chunked = parser.is_chunked();
    content_length = parser.content_length().value_or(0);
    keep_alive = parser.keep_alive();
    expects_continue = parser.expects_continue();
    return parser.expectation_refusal();
}

const Refusal* Head::resolve_target() {
    if (!is_request_target(target)) return &refusal::target_malformed;
    if (target.front() == '/') return nullptr;
    if (target == "*") return method == "OPTIONS" ? nullptr : &refusal::target_malformed;
    if (method == "CONNECT") {
        host = target;
        return is_authority(host) ? nullptr : &refusal::target_malformed;
    }
    const text::UrlParts parts = text::split_url(target);
    if (!text::equal_ignoring_case(parts.scheme, "http") && !text::equal_ignoring_case(parts.scheme, "https"))
        return &refusal::target_malformed;
    host = parts.authority;
    target = parts.rest;
    if (target.empty() || target.front() != '/') {
        rooted_target_ = '/' + std::string(target); // RFC 9112 §3.2.1: an empty path is sent as "/"
        target = rooted_target_;
    }
    return !host.empty() && is_authority(host) ? nullptr : &refusal::target_malformed;
}

} // namespace understudy::http
