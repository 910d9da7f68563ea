#include "validator/intake/archived_response.hpp"

#include <cstdint>
#include <optional>

#include "validator/json/number.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::intake {
namespace {

using json::Kind;
using json::Value;

std::string_view kind_words(const Value* value) {
    constexpr std::string_view kWords[] = {"null",     "true or false", "a number",
                                           "a string", "an array",      "an object"};
    return value == nullptr ? "nothing" : kWords[static_cast<std::size_t>(value->kind)];
}

void note_field(const std::string& pointer, std::string_view expected, const Value* value,
                Observation& observation) {
    observation.oddities.push_back(mistake(pointer, expected, value));
    observation.has_all_fields = false;
}

void add_field(std::string_view name, const Value* value, const std::string& pointer,
               Observation& observation) {
    // A pseudo-header field of HTTP/2 is no field of the response (RFC 9113 §8.3).
    if (name.starts_with(':') || text::equal_ignoring_case(name, "content-encoding")) return;
    if (value != nullptr && value->is(Kind::array)) {
        for (std::size_t i = 0; i < value->elements.size(); ++i)
            add_field(name, &value->elements[i], pointer + "/" + std::to_string(i), observation);
        return;
    }
    const bool is_text = value != nullptr && (value->is(Kind::string) || value->is(Kind::number));
    if (!is_text) return note_field(pointer, "a string", value, observation);
    observation.fields->push_back({name, value->text, 0}); // positions count in the body
}

// `{"name": …, "value": …}` or `[name, value]`.
void add_listed(const Value& each, const std::string& pointer, Observation& observation) {
    if (each.is(Kind::array) && each.elements.size() == 2 && each.elements[0].is(Kind::string))
        return add_field(each.elements[0].text, &each.elements[1], pointer + "/1", observation);
    if (!each.is(Kind::object)) return note_field(pointer, "an object", &each, observation);
    const Value* name = each.find("name");
    if (name == nullptr || !name->is(Kind::string))
        return note_field(pointer + "/name", "a string", name, observation);
    add_field(name->text, each.find("value"), pointer + "/value", observation);
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::string mistake(const std::string& pointer, std::string_view expected, const Value* value) {
    return (pointer.empty() ? "" : pointer + ": ") + "expected " + std::string(expected) + "; found " +
           std::string(kind_words(value));
}

void read_status(const Value* value, const std::string& pointer, Observation& observation) {
    const bool is_text = value != nullptr && value->is(Kind::string);
    const std::string_view text = is_text ? text::trimmed(value->text) : value != nullptr ? value->text : "";
    const bool is_negative = text.starts_with('-') && text.size() > 1;
    const std::string_view digits = is_negative ? text.substr(1) : text;
    std::optional<std::uint64_t> status;
    if (value != nullptr && (value->is(Kind::number) || (is_text && is_digits(digits))))
        status = json::to_unsigned(digits);
    if (!status && !is_negative) {
        observation.unchecked = Unchecked::damaged;
        observation.why = mistake(pointer, "a status", value);
        return;
    }
    if (is_text) observation.oddities.push_back(mistake(pointer, "a number", value));
    observation.status = is_negative ? 0 : static_cast<unsigned>(std::min<std::uint64_t>(*status, 1000));
    if (observation.status == 0)
        observation.unchecked = Unchecked::no_response;
    else if (observation.status == 101)
        observation.unchecked = Unchecked::web_socket;
    else if (observation.status >= 100 && observation.status < 200)
        observation.unchecked = Unchecked::interim;
    else if (observation.status < 100 || observation.status > 999) {
        observation.unchecked = Unchecked::damaged;
        observation.why = pointer + ": expected a status of three digits; found another number";
    }
}

void read_fields(const Value& value, const std::string& pointer, Observation& observation) {
    observation.fields.emplace();
    for (const json::Member& member : value.members)
        add_field(member.name, &member.value, pointer + "/" + std::string(member.name), observation);
    for (std::size_t i = 0; i < value.elements.size(); ++i)
        add_listed(value.elements[i], pointer + "/" + std::to_string(i), observation);
    if (!value.is(Kind::array) && !value.is(Kind::object))
        note_field(pointer, "an array", &value, observation);
}

std::string_view content_encoding(const Value* headers) {
    std::string_view coding;
    const auto take = [&](std::string_view name, const Value* value) {
        if (!text::equal_ignoring_case(name, "content-encoding") || value == nullptr) return;
        if (value->is(Kind::array) && !value->elements.empty()) value = &value->elements.back();
        if (value->is(Kind::string)) coding = text::trimmed(value->text);
    };
    if (headers == nullptr) return coding;
    for (const json::Member& member : headers->members) take(member.name, &member.value);
    for (const Value& each : headers->elements) {
        const bool is_pair = each.is(Kind::array) && each.elements.size() == 2;
        if (is_pair) take(each.elements[0].text, &each.elements[1]);
        const Value* name = each.find("name");
        if (name != nullptr) take(name->text, each.find("value"));
    }
    return coding;
}

} // namespace understudy::intake
