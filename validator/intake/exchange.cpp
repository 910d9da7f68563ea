#include "validator/intake/exchange.hpp"

#include "validator/intake/archived_response.hpp"
#include "validator/text/time.hpp"

namespace understudy::intake {
namespace {

using json::Kind;
using json::Value;

const Value* find_any(const Value& object, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const Value* value = object.find(name); value != nullptr && !value->is(Kind::null)) return value;
    return nullptr;
}

bool set_damaged(Observation& exchange, std::string why) {
    exchange.unchecked = Unchecked::damaged;
    exchange.why = std::move(why);
    return false;
}

bool read_request(const Value& root, Observation& exchange) {
    const Value* request = root.find("request");
    if (request == nullptr || !request->is(Kind::object))
        return set_damaged(exchange, mistake("/request", "an object", request));
    const Value* method = request->find("method");
    if (method == nullptr || !method->is(Kind::string))
        return set_damaged(exchange, mistake("/request/method", "a string", method));
    const Value* url = find_any(*request, {"url", "uri", "path"});
    if (url == nullptr || !url->is(Kind::string))
        return set_damaged(exchange, mistake("/request/url", "a string", url));
    exchange.method = method->text;
    exchange.url = url->text;
    return true;
}

// The text of a string, or JSON as it stands in the line.
void read_body(const json::Document& line, const Value& response, Observation& exchange) {
    const Value* body = find_any(response, {"body", "bodyText"});
    if (body == nullptr) {
        exchange.unchecked = Unchecked::body_not_stored;
        exchange.why = "/response/body";
        return;
    }
    exchange.body =
        body->is(Kind::string) ? body->text : line.text().substr(body->offset, body->end - body->offset);
    exchange.text = exchange.body;
}

void read_response(const json::Document& line, Observation& exchange) {
    const Value* response = line.root().find("response");
    if (response == nullptr || !response->is(Kind::object)) {
        set_damaged(exchange, mistake("/response", "an object", response));
        if (response == nullptr || response->is(Kind::null)) exchange.unchecked = Unchecked::no_response;
        return;
    }
    read_status(find_any(*response, {"status", "statusCode"}), "/response/status", exchange);
    if (exchange.unchecked) return;
    if (const Value* headers = find_any(*response, {"headers"}))
        read_fields(*headers, "/response/headers", exchange);
    if (!without_body(exchange.method, exchange.status)) read_body(line, *response, exchange);
}

} // namespace

bool is_exchange(std::string_view line) {
    if (line.find("\"request\"") == std::string_view::npos ||
        line.find("\"response\"") == std::string_view::npos)
        return false;
    try {
        const auto document = json::Document::parse("", std::string(without_byte_order_mark(line)));
        const Value* request = document.root().find("request");
        const Value* response = document.root().find("response");
        return request != nullptr && response != nullptr && request->find("method") != nullptr &&
               (!response->is(Kind::null) || find_any(*request, {"url", "uri"}) != nullptr) &&
               (response->is(Kind::null) || find_any(*response, {"status", "statusCode"}) != nullptr);
    } catch (const json::LoadError&) {
        return false;
    }
}

void read_exchange(const std::string& name, const Text& text, const EachObserved& each) {
    Observed observed;
    Observation& exchange = observed.observations.emplace_back();
    exchange.document = name;
    exchange.first_line = text.line;
    try {
        observed.source = std::make_shared<const json::Document>(
            json::Document::parse(name, std::string(without_byte_order_mark(text.bytes))));
        const Value& root = observed.source->root();
        if (read_request(root, exchange)) read_response(*observed.source, exchange);
        if (const Value* time = find_any(root, {"startedAt", "timestamp", "time"}); time != nullptr)
            if (const auto parsed = text::parse_time(time->text); time->is(Kind::string) && parsed)
                exchange.time = *parsed;
    } catch (const json::LoadError& error) {
        set_damaged(exchange, "column " + std::to_string(error.column()) + ": " + error.reason());
    }
    each(std::move(observed));
}

} // namespace understudy::intake
