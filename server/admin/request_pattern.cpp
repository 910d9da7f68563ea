#include "server/admin/request_pattern.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <variant>

#include "server/admin/body.hpp"
#include "server/http/syntax.hpp"
#include "validator/schema/pattern/pattern.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/url.hpp"

namespace understudy::admin {
namespace {

/// Whether a value passes; nullopt means that the value is absent.
using Check = std::function<bool(const std::optional<std::string>&)>;

std::string at(const std::string& pointer, std::string_view name) {
    std::string place = pointer;
    text::append_token(place, name);
    return place;
}

/// Matches the whole text, like java.util.regex's matches().
std::shared_ptr<const schema::Pattern> compile(std::string_view text, const std::string& pointer) {
    auto made = schema::Pattern::compile("^(?:" + std::string(text) + ")$");
    if (auto* pattern = std::get_if<schema::Pattern>(&made))
        return std::make_shared<const schema::Pattern>(std::move(*pattern));
    throw mock::BadArgument(pointer, "expected a regular expression; found an invalid one");
}

Check search(std::string_view text, const std::string& pointer, bool wanted) {
    return [pattern = compile(text, pointer), pointer, wanted](const std::optional<std::string>& value) {
        const auto result = value ? pattern->search(*value) : schema::Pattern::Result::no_match;
        if (result == schema::Pattern::Result::limit)
            throw mock::BadArgument(pointer,
                                    "expected a regular expression that can be searched for in a "
                                    "few milliseconds; found one that takes too many steps");
        return (result == schema::Pattern::Result::match) == wanted;
    };
}

Check substring(std::string_view text, bool wanted) {
    return [text = std::string(text), wanted](const std::optional<std::string>& value) {
        return (value && value->find(text) != std::string::npos) == wanted;
    };
}

Check equal(std::string_view text, bool any_case) {
    return [text = any_case ? text::to_lower(text) : std::string(text),
            any_case](const std::optional<std::string>& value) {
        return value && (any_case ? text::to_lower(*value) : *value) == text;
    };
}

/// A string value pattern; all of its members must hold.
Check value_check(const json::Value& value, const std::string& pointer) {
    expect_members(
        value, pointer,
        {"equalTo", "contains", "matches", "doesNotMatch", "doesNotContain", "absent", "caseInsensitive"});
    std::vector<Check> all;
    const bool any_case = boolean_member(value, "caseInsensitive", pointer).value_or(false);
    if (const auto text = text_member(value, "equalTo", pointer)) all.push_back(equal(*text, any_case));
    if (const auto text = text_member(value, "contains", pointer)) all.push_back(substring(*text, true));
    if (const auto text = text_member(value, "doesNotContain", pointer))
        all.push_back(substring(*text, false));
    if (const auto text = text_member(value, "matches", pointer))
        all.push_back(search(*text, at(pointer, "matches"), true));
    if (const auto text = text_member(value, "doesNotMatch", pointer))
        all.push_back(search(*text, at(pointer, "doesNotMatch"), false));
    if (const auto absent = boolean_member(value, "absent", pointer))
        all.push_back([absent = *absent](const std::optional<std::string>& each) { return !each == absent; });
    if (all.empty())
        throw mock::BadArgument(pointer,
                                "expected equalTo, contains, matches or absent; found none of these");
    return [all](const std::optional<std::string>& each) {
        return std::all_of(all.begin(), all.end(), [&](const Check& check) { return check(each); });
    };
}

bool searches(const json::Value& value) {
    for (const char* name : {"urlPattern", "urlPathPattern", "matches", "doesNotMatch"})
        if (value.find(name) != nullptr) return true;
    return std::any_of(value.members.begin(), value.members.end(),
                       [](const json::Member& member) { return searches(member.value); });
}

} // namespace

class RequestPattern::Test {
public:
    using Read = std::function<std::optional<std::string>(const mock::JournalEntry&)>;
    Test(Read read, Check check) : read_(std::move(read)), check_(std::move(check)) {}
    bool passes(const mock::JournalEntry& entry) const { return check_(read_(entry)); }

private:
    Read read_;
    Check check_;
};

RequestPattern::RequestPattern(const json::Value& value) {
    expect_members(
        value, "",
        {"method", "url", "urlPath", "urlPattern", "urlPathPattern", "headers", "queryParameters"});
    is_regular_expression_ = searches(value);
    const Test::Read url = [](const mock::JournalEntry& entry) { return std::string(entry.target); };
    const Test::Read path = [](const mock::JournalEntry& entry) {
        return std::string(text::path_of(entry.target));
    };
    if (const auto method = text_member(value, "method", ""); method && *method != "ANY")
        tests_.emplace_back([](const mock::JournalEntry& entry) { return std::string(entry.method); },
                            equal(*method, true));
    if (const auto text = text_member(value, "url", "")) tests_.emplace_back(url, equal(*text, false));
    if (const auto text = text_member(value, "urlPath", "")) tests_.emplace_back(path, equal(*text, false));
    if (const auto text = text_member(value, "urlPattern", ""))
        tests_.emplace_back(url, search(*text, "/urlPattern", true));
    if (const auto text = text_member(value, "urlPathPattern", ""))
        tests_.emplace_back(path, search(*text, "/urlPathPattern", true));
    const auto each_member = [&](const char* name, const auto& reader) {
        const json::Value* list = value.find(name);
        if (list == nullptr) return;
        const std::string pointer = std::string("/") + name;
        if (!list->is(json::Kind::object))
            throw mock::BadArgument(pointer, "expected an object; found " + std::string(kind_name(*list)));
        for (const auto& [key, check] : list->members)
            tests_.emplace_back(reader(std::string(key)), value_check(check, at(pointer, key)));
    };
    each_member("headers", [](const std::string& name) -> Test::Read {
        return [name](const mock::JournalEntry& entry) {
            return entry.has_field(name) ? std::optional(std::string(entry.field(name))) : std::nullopt;
        };
    });
    each_member("queryParameters", [](const std::string& name) -> Test::Read {
        return [name](const mock::JournalEntry& entry) { return text::query_parameter(entry.target, name); };
    });
}

RequestPattern::~RequestPattern() = default;
RequestPattern::RequestPattern(RequestPattern&&) noexcept = default;

bool RequestPattern::matches(const mock::JournalEntry& entry) const {
    return std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) { return test.passes(entry); });
}

} // namespace understudy::admin
