#include "validator/intake/mitmproxy.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>

#include "validator/intake/archived_response.hpp"
#include "validator/intake/content_coding.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::intake {
namespace {

using json::Kind;
using json::Value;

const Value* text_of(const Value& object, const char* name) {
    const Value* value = object.find(name);
    return value != nullptr && value->is(Kind::string) ? value : nullptr;
}

int hex(char c) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(text::to_lower(c));
    return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
}

// The bytes of a Python literal without its quotes: repr(b"…")[2:-1].
std::string unescaped(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        const char c = text[++i];
        const bool is_hex = c == 'x' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
        if (is_hex) {
            bytes += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else {
            bytes += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        }
    }
    return bytes;
}

bool begins_like_content(std::string_view bytes) {
    return !bytes.empty() && (bytes.front() == '{' || bytes.front() == '[' || Decoder::of(bytes) != nullptr);
}

void read_content(const Value& response, Observation& flow, Observed& observed) {
    const Value* content = text_of(response, "content");
    if (content == nullptr) {
        flow.unchecked = Unchecked::body_not_stored;
        flow.why = "/response/content";
        return;
    }
    std::string bytes = unescaped(content->text);
    const bool is_brotli = text::equal_ignoring_case(content_encoding(response.find("headers")), "br");
    if (auto decoded = text::from_base64(bytes); decoded && (is_brotli || begins_like_content(*decoded)))
        bytes = *std::move(decoded);
    auto body = undo_coding(std::move(bytes), content_encoding(response.find("headers")));
    if (!body) {
        flow.unchecked = Unchecked::body_damaged;
        flow.why = "/response/content: " + std::string(undecodable_words());
        return;
    }
    flow.text = flow.body = observed.bodies.emplace_back(*std::move(body));
}

// Milliseconds, or seconds with a fraction.
std::optional<text::Time> time_of(const Value& response) {
    const Value* end = response.find("timestamp_end");
    if (end == nullptr || !end->is(Kind::number)) return std::nullopt;
    constexpr double kLeastMilliseconds = 1e11, kMost = 1e15;
    const double time = std::strtod(std::string(end->text).c_str(), nullptr);
    if (!(time > 0 && time < kMost)) return std::nullopt;
    return std::llround(time < kLeastMilliseconds ? time * 1000 : time);
}

void set_damaged(Observation& flow, std::string why) {
    flow.unchecked = Unchecked::damaged;
    flow.why = std::move(why);
}

bool read_request(const Value& root, Observation& flow, Observed& observed) {
    const Value* request = root.find("request");
    for (const char* name : {"method", "host", "path"}) {
        const Value* value = request == nullptr ? nullptr : text_of(*request, name);
        if (value != nullptr) continue;
        set_damaged(flow, mistake(std::string("/request/") + name, "a string",
                                  request == nullptr ? nullptr : request->find(name)));
        return false;
    }
    const Value* scheme = text_of(*request, "scheme");
    const Value* port = request->find("port");
    std::string url = std::string(scheme == nullptr ? "https" : scheme->text) + "://" +
                      std::string(request->find("host")->text);
    if (port != nullptr && port->is(Kind::number)) url += ":" + std::string(port->text);
    flow.method = request->find("method")->text;
    flow.url = observed.bodies.emplace_back(url + std::string(request->find("path")->text));
    return true;
}

void read_flow(const Value& root, Observation& flow, Observed& observed) {
    if (!read_request(root, flow, observed)) return;
    const Value* response = root.find("response");
    if (response == nullptr || !response->is(Kind::object)) {
        flow.unchecked = Unchecked::no_response;
        flow.why = mistake("/response", "an object", response);
        return;
    }
    flow.time = time_of(*response);
    read_status(response->find("status_code"), "/response/status_code", flow);
    if (flow.unchecked) return;
    const Value* headers = response->find("headers");
    if (headers != nullptr && !headers->is(Kind::null)) read_fields(*headers, "/response/headers", flow);
    if (!without_body(flow.method, flow.status)) read_content(*response, flow, observed);
}

} // namespace

bool is_mitmproxy_flow(std::string_view line) {
    if (line.find("\"request\"") == std::string_view::npos || line.find("\"host\"") == std::string_view::npos)
        return false;
    try {
        const auto document = json::Document::parse("", std::string(without_byte_order_mark(line)));
        const Value* request = document.root().find("request");
        const Value* response = document.root().find("response");
        return request != nullptr && response != nullptr && text_of(*request, "method") != nullptr &&
               text_of(*request, "host") != nullptr && text_of(*request, "path") != nullptr &&
               request->find("url") == nullptr &&
               (response->is(Kind::null) || response->find("status_code") != nullptr);
    } catch (const json::LoadError&) {
        return false;
    }
}

void read_mitmproxy_flow(const std::string& name, const Text& text, const EachObserved& each) {
    Observed observed;
    Observation& flow = observed.observations.emplace_back();
    flow.document = name;
    flow.first_line = text.line;
    try {
        observed.source = std::make_shared<const json::Document>(
            json::Document::parse(name, std::string(without_byte_order_mark(text.bytes))));
        read_flow(observed.source->root(), flow, observed);
    } catch (const json::LoadError& error) {
        set_damaged(flow, "column " + std::to_string(error.column()) + ": " + error.reason());
    }
    each(std::move(observed));
}

} // namespace understudy::intake
