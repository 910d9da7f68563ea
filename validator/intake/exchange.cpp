#include "validator/intake/exchange.hpp"

#include "validator/text/ascii.hpp"
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

void add(std::vector<contract::HeaderField>& fields, std::string_view name, const Value& value) {
    if (text::equal_ignoring_case(name, "content-encoding")) return; // the body is decoded
    if (value.is(Kind::string)) fields.push_back({name, value.text, 0});
    for (const Value& each : value.elements) add(fields, name, each);
}

std::vector<contract::HeaderField> headers_of(const Value& response) {
    std::vector<contract::HeaderField> fields;
    const Value* headers = response.find("headers");
    if (headers == nullptr) return fields;
    for (const json::Member& member : headers->members) add(fields, member.name, member.value);
    for (const Value& each : headers->elements) {
        const Value* name = each.find("name");
        const Value* value = each.find("value");
        if (name != nullptr && value != nullptr) add(fields, name->text, *value);
    }
    return fields;
}

const Value& expect(const json::Document& line, const Value* value, const Value& in, const char* pointer,
                    const char* expected, bool is_right) {
    if (value == nullptr || !is_right)
        throw line.error(value == nullptr ? in : *value, pointer, std::string("expected ") + expected);
    return *value;
}

} // namespace

bool is_exchange(std::string_view line) {
    if (line.find("\"request\"") == std::string_view::npos ||
        line.find("\"response\"") == std::string_view::npos)
        return false;
    try {
        const auto document = json::Document::parse("", std::string(line));
        const Value* request = document.root().find("request");
        const Value* response = document.root().find("response");
        return request != nullptr && response != nullptr && request->find("method") != nullptr &&
               find_any(*response, {"status", "statusCode"}) != nullptr;
    } catch (const json::LoadError&) {
        return false;
    }
}

Observed read_exchange(const std::string& name, const Text& text) {
    Observed observed;
    observed.source = std::make_shared<const json::Document>(
        json::Document::parse(name + ":" + std::to_string(text.line), std::string(text.bytes)));
    const json::Document& line = *observed.source;
    const Value& root = line.root();
    const Value* found = root.find("request");
    const Value& request =
        expect(line, found, root, "/request", "an object", found && found->is(Kind::object));
    found = root.find("response");
    const Value& response =
        expect(line, found, root, "/response", "an object", found && found->is(Kind::object));
    Observation& exchange = observed.observations.emplace_back();
    exchange.document = name;
    exchange.first_line = text.line;
    found = request.find("method");
    exchange.method =
        expect(line, found, request, "/request/method", "a string", found && found->is(Kind::string)).text;
    found = find_any(request, {"url", "uri", "path"});
    exchange.url =
        expect(line, found, request, "/request/url", "a string", found && found->is(Kind::string)).text;
    found = find_any(response, {"status", "statusCode"});
    const bool is_status = found != nullptr && found->is(Kind::number) && found->text.size() == 3 &&
                           found->text.find_first_not_of("0123456789") == std::string_view::npos;
    exchange.status = static_cast<unsigned>(std::stoul(std::string(
        expect(line, found, response, "/response/status", "a status of three digits", is_status).text)));
    exchange.fields = headers_of(response);
    if (const Value* body = find_any(response, {"body", "bodyText"}); body != nullptr)
        exchange.body =
            body->is(Kind::string) ? body->text : line.text().substr(body->offset, body->end - body->offset);
    exchange.text = exchange.body;
    if (const Value* time = find_any(root, {"startedAt", "timestamp", "time"}); time != nullptr)
        if (const auto parsed = text::parse_time(time->text); time->is(Kind::string) && parsed)
            exchange.time = *parsed;
    return observed;
}

} // namespace understudy::intake
