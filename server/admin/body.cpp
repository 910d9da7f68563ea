#include "server/admin/body.hpp"

#include <algorithm>

#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/masking.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::admin {
namespace {

std::string at(const std::string& pointer, std::string_view name) {
    std::string place = pointer;
    text::append_token(place, name);
    return place;
}

const json::Value* member(const json::Value& object, std::string_view name, json::Kind kind,
                          std::string_view expected, const std::string& pointer) {
    const json::Value* value = object.find(name);
    if (value == nullptr || value->is(kind)) return value;
    throw mock::BadArgument(
        at(pointer, name), "expected " + std::string(expected) + "; found " + std::string(kind_name(*value)));
}

} // namespace

std::string_view kind_name(const json::Value& value) {
    switch (value.kind) {
        case json::Kind::null:
            return "null";
        case json::Kind::boolean:
            return "a boolean";
        case json::Kind::number:
            return "a number";
        case json::Kind::string:
            return "a string";
        case json::Kind::array:
            return "an array";
        case json::Kind::object:
            break;
    }
    return "an object";
}

json::Document parse_body(std::string_view body) {
    json::Limits limits;
    limits.depth = 64;
    try {
        return json::Document::parse("body", body.empty() ? "{}" : std::string(body), limits);
    } catch (const json::LoadError& error) {
        throw mock::BadArgument("", "line " + std::to_string(error.line()) + ", column " +
                                        std::to_string(error.column()) + ": " + error.reason());
    }
}

void expect_members(const json::Value& object, const std::string& pointer,
                    std::initializer_list<std::string_view> names) {
    if (!object.is(json::Kind::object))
        throw mock::BadArgument(pointer, "expected an object; found " + std::string(kind_name(object)));
    for (const json::Member& each : object.members) {
        if (std::find(names.begin(), names.end(), each.name) != names.end()) continue;
        std::string expected = "expected only these members: ";
        for (const std::string_view name : names)
            expected.append(name.data() == names.begin()->data() ? "" : ", ").append(name);
        const std::string_view meant = text::nearest(each.name, std::span(names.begin(), names.size()));
        if (!meant.empty()) expected.append("; did you mean ").append(meant).append("?");
        throw mock::BadArgument(at(pointer, text::shown_name(each.name, false)), expected);
    }
}

std::optional<std::string_view> text_member(const json::Value& object, std::string_view name,
                                            const std::string& pointer) {
    const json::Value* value = member(object, name, json::Kind::string, "a string", pointer);
    return value == nullptr ? std::nullopt : std::optional(value->text);
}

std::optional<bool> boolean_member(const json::Value& object, std::string_view name,
                                   const std::string& pointer) {
    const json::Value* value = member(object, name, json::Kind::boolean, "a boolean", pointer);
    return value == nullptr ? std::nullopt : std::optional(value->boolean);
}

std::optional<std::uint64_t> count_member(const json::Value& object, std::string_view name,
                                          std::uint64_t most, const std::string& pointer) {
    const std::string expected = "a whole number from 0 to " + std::to_string(most);
    const json::Value* value = member(object, name, json::Kind::number, expected, pointer);
    if (value == nullptr) return std::nullopt;
    const auto number = json::to_unsigned(value->text);
    if (!number || *number > most)
        throw mock::BadArgument(at(pointer, name),
                                "expected " + expected + "; found " + std::string(value->text));
    return number;
}

} // namespace understudy::admin
