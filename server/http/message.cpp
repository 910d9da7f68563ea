#include "server/http/message.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <stdexcept>
#include <utility>

#include "server/http/syntax.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::http {
namespace {

constexpr std::array<std::string_view, 4> written_by_connection = {"Content-Length", "Transfer-Encoding",
                                                                   "Connection", "Date"};

void check(const Field& field) {
    const std::string name(field.name);
    if (!is_token(name)) throw std::invalid_argument("field name: expected a token; found \"" + name + '"');
    if (!is_field_value(field.value))
        throw std::invalid_argument("field " + name + ": expected no control character in its value");
    for (const std::string_view reserved : written_by_connection) {
        if (text::equal_ignoring_case(name, reserved))
            throw std::invalid_argument("field " + name + ": leave it out, because the connection writes it");
    }
}

std::string_view reason(unsigned status) {
    const auto known = boost::beast::http::int_to_status(status);
    if (known == boost::beast::http::status::unknown) return {};
    const auto text = boost::beast::http::obsolete_reason(known);
    return {text.data(), text.size()};
}

std::string head_of(unsigned status, std::span<const Field> fields) {
    std::string head = "HTTP/1.1 " + std::to_string(status) + ' ';
    head.append(reason(status)).append("\r\n");
    for (const Field& field : fields) {
        check(field);
        head.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    return head;
}

} // namespace

std::string_view Request::field(std::string_view name) const {
    for (const Field& each : fields) {
        if (text::equal_ignoring_case(each.name, name)) return each.value;
    }
    return {};
}

std::size_t Request::count(std::string_view name) const {
    const auto named = [name](const Field& each) { return text::equal_ignoring_case(each.name, name); };
    return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), named));
}

Reply::Reply(unsigned status, std::string head, std::string body, const std::optional<Delivery>& delivery)
    : status_(status), head_(std::move(head)), body_(std::move(body)), delivery_(delivery) {}

std::vector<Field> Reply::fields() const {
    std::vector<Field> fields;
    std::string_view rest = head_;
    rest.remove_prefix(rest.find('\n') + 1);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(line.size() + 2);
        const std::size_t colon = line.find(": ");
        if (line.substr(0, colon) != "Content-Length")
            fields.push_back({line.substr(0, colon), line.substr(colon + 2)});
    }
    return fields;
}

std::shared_ptr<const Reply> Reply::make(unsigned status, std::span<const Field> fields, std::string body,
                                         const std::optional<Delivery>& delivery) {
    if (status < 200 || status > 599)
        throw std::invalid_argument("status: expected 200 to 599; found " + std::to_string(status));
    std::string head = head_of(status, fields);
    if (status == 204 || status == 205 || status == 304) body.clear();
    if (status != 204 && status != 304) head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    head.shrink_to_fit();
    return std::shared_ptr<const Reply>(new Reply(status, std::move(head), std::move(body), delivery));
}

std::shared_ptr<const Reply> Reply::stream(unsigned status, std::span<const Field> fields, Source source) {
    const std::shared_ptr<Reply> reply(new Reply(status, head_of(status, fields), {}, std::nullopt));
    reply->source_ = std::move(source);
    return reply;
}

std::shared_ptr<const Reply> Reply::relayed(std::shared_ptr<Relay> relay) {
    const std::shared_ptr<Reply> reply(new Reply(0, {}, {}, std::nullopt));
    reply->relay_ = std::move(relay);
    return reply;
}

} // namespace understudy::http
