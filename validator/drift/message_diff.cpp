#include "validator/drift/message_diff.hpp"

#include <algorithm>

#include "validator/contract/media_type.hpp"
#include "validator/drift/narrowing.hpp"

namespace understudy::drift {

using schema::Rule;
using Verdict = Difference::Kind;

Side::Side(const contract::Contract& of)
    : contract(of),
      registry(of.registry()),
      requests(registry, "readOnly"),
      responses(registry, "writeOnly") {}

schema::SchemaPlace Side::follow(const schema::SchemaPlace& place) const {
    return place.value == nullptr ? place : registry.follow_if_possible(place);
}

schema::SchemaPlace Side::member(const schema::SchemaPlace& place, std::string_view name) const {
    return place.value == nullptr ? schema::SchemaPlace{} : follow(place.member(name));
}

std::map<std::string, Place> Place::members() const {
    std::map<std::string, Place> all;
    if (!is_there()) return all;
    for (const json::Member& each : at.value->members)
        all.emplace(each.name, Place{side, side->follow(at.member(each))});
    return all;
}

std::map<std::string, Place> Place::fixed_members() const {
    std::map<std::string, Place> all = members();
    std::erase_if(all, [](const auto& each) { return each.first.starts_with("x-"); });
    return all;
}

std::string Place::text(std::string_view name) const {
    const json::Value* value = is_there() ? at.value->find(name) : nullptr;
    return value == nullptr ? std::string() : std::string(value->text);
}

bool Place::flag(std::string_view name) const {
    return is_there() && is_true(at.value->find(name));
}

std::string field_key(std::string name) {
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

void MessageDiff::add(Difference difference, const Place& promised, const Place& sent) {
    difference.promised_at = promised.at;
    difference.sent_at = sent.at;
    report_.add(direction_, difference);
}

void MessageDiff::compare_content(const Place& promised, const Place& sent, Message message) {
    const auto before = promised.member("content").members();
    const auto after = sent.member("content").members();
    if (before.empty() != after.empty()) {
        // Who expects no body does not read one. Who sends one to somebody who takes none is not understood.
        const bool is_read = !before.empty() || direction_ == Direction::request;
        const bool is_sent = !after.empty();
        const Verdict kind = message == Message::request && !is_sent ? Verdict::narrower
                             : is_read                               ? Verdict::wider
                                                                     : Verdict::addition;
        return add(difference(Rule::content_type_unexpected, kind, "(header) Content-Type",
                              is_sent ? "without a body" : "a body", is_sent ? "a body" : "without a body"),
                   promised, sent);
    }
    compare_media(before, after, message);
}

void MessageDiff::compare_media(const std::map<std::string, Place>& promised,
                                const std::map<std::string, Place>& sent, Message message) {
    std::set<std::string> used;
    for (const auto& [type, place] : sent) {
        const auto* best = [&]() -> const std::pair<const std::string, Place>* {
            const std::pair<const std::string, Place>* closest = nullptr;
            for (const auto& each : promised)
                if (contract::is_of(type, each.first) &&
                    (closest == nullptr ||
                     contract::closeness(each.first) > contract::closeness(closest->first)))
                    closest = &each;
            return closest;
        }();
        if (best == nullptr) {
            Difference each =
                difference(Rule::content_type_unexpected, Verdict::wider, "(header) Content-Type", "", type);
            for (const auto& [known, its] : promised)
                each.promised += (each.promised.empty() ? "" : " or ") + known;
            add(std::move(each), promised.begin()->second, place);
            continue;
        }
        used.insert(best->first);
        compare_value(best->second, place, message, "");
    }
    for (const auto& [type, place] : promised) {
        const bool is_sent = used.contains(type) ||
                             std::any_of(sent.begin(), sent.end(),
                                         [&](const auto& each) { return contract::is_of(type, each.first); });
        // Who asks for a media type gets another one.
        const bool is_answer = message == Message::response && direction_ == Direction::response;
        if (!is_sent)
            add(difference(Rule::content_type_unexpected, is_answer ? Verdict::wider : Verdict::narrower,
                           "(header) Content-Type", type, "without " + type),
                place, {});
    }
}

// A number or a boolean in a URL or a header field is a text, too (OpenAPI 3.1 §4.8.12.3).
bool MessageDiff::takes_any_text(const Place& promised, const Place& sent, Message message) {
    if (!promised.is_there() || !sent.is_there()) return false;
    const Shape& wanted = promised.side->shapes(message).of({promised.at});
    const Shape& given = sent.side->shapes(message).of({sent.at});
    const bool takes_text = std::any_of(wanted.begin(), wanted.end(), [](const Form& form) {
        return form.kind == json::Kind::string && form.is_plain();
    });
    const bool is_number = std::all_of(given.begin(), given.end(), [](const Form& form) {
        return form.kind == json::Kind::number || form.kind == json::Kind::boolean;
    });
    const bool knows_number = std::any_of(wanted.begin(), wanted.end(), [](const Form& form) {
        return form.kind == json::Kind::number || form.kind == json::Kind::boolean;
    });
    return takes_text && is_number && !knows_number;
}

void MessageDiff::compare_value(const Place& promised, const Place& sent, Message message,
                                const std::string& path) {
    const auto holder = [](const Place& place) {
        const auto content = place.member("content").members();
        return content.empty() ? place : content.begin()->second;
    };
    const Place old = holder(promised);
    const Place now = holder(sent);
    const Place old_schema{old.side, old.is_there() ? old.at.member("schema") : old.at};
    const Place schema{now.side, now.is_there() ? now.at.member("schema") : now.at};
    const bool is_text = promised.at.value == old.at.value && sent.at.value == now.at.value && !path.empty();
    if (!is_text || !takes_any_text(old_schema, schema, message))
        compare_schemas(old_schema, schema, message, path);
    const schema::SchemaPlace old_item = old.is_there() ? old.at.member("itemSchema") : old.at;
    const schema::SchemaPlace item = now.is_there() ? now.at.member("itemSchema") : now.at;
    if (old_item.value != nullptr || item.value != nullptr) // OpenAPI 3.2 §4.14.4
        compare_schemas({old.side, old_item}, {now.side, item}, message, path + "[]");
}

void MessageDiff::compare_schemas(const Place& promised, const Place& sent, Message message,
                                  const std::string& path) {
    const auto operand = [&](const Place& place) {
        return Operand{&place.side->shapes(message), place.is_there() ? Parts{place.at} : Parts{}};
    };
    report_.add(direction_, comparison_.compare(operand(promised), operand(sent)), path);
}

void MessageDiff::compare_headers(const Place& promised, const Place& sent, Message message) {
    const auto named = [](const Place& holder) {
        std::map<std::string, std::pair<std::string, Place>> all;
        for (const auto& [name, place] : holder.member("headers").members()) {
            const std::string key = field_key(name);
            if (key != "content-type") all.emplace(key, std::pair(name, place)); // §4.8.17.1: ignored
        }
        return all;
    };
    const auto before = named(promised);
    const auto after = named(sent);
    for (const auto& [key, header] : before) {
        const auto same = after.find(key);
        if (same != after.end())
            compare_header(header.second, same->second.second, message, header.first);
        else
            add(difference(
                    Rule::header_missing, Verdict::wider, "(header) " + header.first,
                    header.second.flag("required") ? "a required header field" : "a documented header field",
                    "not documented"),
                header.second, {});
    }
    for (const auto& [key, header] : after)
        if (!before.contains(key))
            add(difference(Rule::header_missing, Verdict::narrower, "(header) " + header.first,
                           "not documented", "a documented header field"),
                {}, header.second);
}

void MessageDiff::compare_header(const Place& promised, const Place& sent, Message message,
                                 const std::string& name) {
    const bool was_sure = promised.flag("required");
    const bool is_sure = sent.flag("required");
    if (was_sure != is_sure)
        add(difference(Rule::header_missing, was_sure ? Verdict::wider : Verdict::narrower,
                       "(header) " + name, was_sure ? "a required header field" : "an optional header field",
                       is_sure ? "a required header field" : "an optional header field"),
            promised, sent);
    compare_value(promised, sent, message, "(header) " + name);
}

} // namespace understudy::drift
