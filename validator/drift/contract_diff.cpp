#include "validator/drift/contract_diff.hpp"

#include <algorithm>
#include <set>

#include "validator/drift/change.hpp"
#include "validator/json/canonical.hpp"
#include "validator/json/number.hpp"
#include "validator/json/position.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/dialect/keyword_table.hpp"

namespace understudy::drift {
namespace {

using json::Kind;
using json::Value;
using schema::Rule;
using schema::SchemaPlace;

std::string shown(const Value* value) {
    if (value == nullptr) return "none";
    std::string text;
    json::write_compact(*value, text);
    return text;
}

bool are_same(const Value* one, const Value* other) {
    if (one == nullptr || other == nullptr) return one == other;
    std::string first, second;
    json::append_canonical(*one, first);
    json::append_canonical(*other, second);
    return first == second;
}

// A schema and all that allOf says of the same value.
class View {
public:
    View(schema::Registry& registry, const SchemaPlace& place) : registry_(registry) { add(place); }

    const SchemaPlace& place() const { return parts_.front(); }
    SchemaPlace find(std::string_view keyword) const {
        for (const SchemaPlace& part : parts_)
            if (const SchemaPlace found = part.member(keyword); found.value != nullptr) return found;
        return {};
    }
    std::vector<std::pair<std::string, SchemaPlace>> properties() const {
        std::vector<std::pair<std::string, SchemaPlace>> list;
        for (const SchemaPlace& part : parts_)
            if (const SchemaPlace all = part.member("properties"); all.value != nullptr)
                for (const json::Member& member : all.value->members)
                    list.emplace_back(member.name, all.member(member.name));
        return list;
    }
    bool requires_property(std::string_view name) const {
        return std::any_of(parts_.begin(), parts_.end(), [&](const SchemaPlace& part) {
            const Value* required = part.value->find("required");
            return required != nullptr && std::any_of(required->elements.begin(), required->elements.end(),
                                                      [&](const Value& each) { return each.text == name; });
        });
    }
    std::set<std::string> types() const {
        std::set<std::string> types;
        if (const SchemaPlace type = find("type"); type.value != nullptr) {
            if (type.value->is(Kind::string)) types.emplace(type.value->text);
            for (const Value& each : type.value->elements) types.emplace(each.text);
        }
        const SchemaPlace nullable = find("nullable"); // OpenAPI 3.0
        if (!types.empty() && nullable.value != nullptr && nullable.value->boolean) types.emplace("null");
        return types;
    }

private:
    void add(const SchemaPlace& start) {
        const SchemaPlace place = registry_.follow_if_possible(start);
        const bool is_known = std::any_of(parts_.begin(), parts_.end(),
                                          [&](const SchemaPlace& each) { return each.value == place.value; });
        if (is_known) return;
        parts_.push_back(place);
        if (const SchemaPlace all = place.member("allOf"); all.value != nullptr)
            for (std::size_t i = 0; i < all.value->elements.size(); ++i) add(all.element(i));
    }

    schema::Registry& registry_;
    std::vector<SchemaPlace> parts_;
};

class Diff {
public:
    Diff(const contract::Contract& old, const contract::Contract& now, check::Tally& tally)
        : old_(old), now_(now), tally_(tally), locator_(now.document().text()) {}

    void make() {
        const bool is_only = old_.routes().size() == 1 && now_.routes().size() == 1;
        for (const contract::Route& before : old_.routes()) {
            const auto same = [&](const contract::Route& each) {
                return each.method == before.method && each.path == before.path;
            };
            const auto after = std::find_if(now_.routes().begin(), now_.routes().end(), same);
            const std::string name = before.name();
            prefix_ = is_only ? "" : name + " ";
            if (after == now_.routes().end()) {
                in_document(0, [&] {
                    add(Rule::status_undocumented, check::Severity::info, name, nullptr, "an operation",
                        "none");
                });
                continue;
            }
            compare_operations(old_.operation(before), now_.operation(*after), is_only);
        }
    }

private:
    template <class Work>
    void in_document(unsigned status, Work&& work) {
        tally_.begin_document(status);
        work();
        tally_.end_document();
    }

    void compare_operations(const contract::Operation& before, const contract::Operation& after,
                            bool is_only) {
        const std::string base = prefix_;
        const auto find = [](const contract::Operation& operation, const std::string& status) {
            const auto found = std::find_if(operation.responses.begin(), operation.responses.end(),
                                            [&](const auto& each) { return each.status == status; });
            return found == operation.responses.end() ? nullptr : &*found;
        };
        for (const contract::Response& response : after.responses) {
            prefix_ = is_only && response.status == "200" ? base : base + response.status + " ";
            const contract::Response* known = find(before, response.status);
            in_document(status_of(response), [&] {
                if (known == nullptr)
                    add(Rule::status_undocumented, check::Severity::error, "", response.schema_place.value,
                        "no such response", "status " + response.status);
                else
                    compare_responses(*known, response);
            });
        }
        for (const contract::Response& response : before.responses)
            if (find(after, response.status) == nullptr) {
                prefix_ = base + response.status + " ";
                in_document(status_of(response), [&] {
                    add(Rule::status_undocumented, check::Severity::info, "", nullptr,
                        "status " + response.status, "no such response");
                });
            }
    }

    static unsigned status_of(const contract::Response& response) {
        return response.status.find_first_not_of("0123456789") == std::string::npos
                   ? static_cast<unsigned>(std::stoul(response.status))
                   : 0;
    }

    void compare_responses(const contract::Response& before, const contract::Response& after) {
        for (const contract::MediaType& media : after.content)
            if (std::none_of(before.content.begin(), before.content.end(),
                             [&](const auto& each) { return each.range == media.range; }))
                add(Rule::content_type_unexpected, check::Severity::error, "(header) Content-Type",
                    after.schema_place.value, "no such media type", media.range);
        for (const contract::Header& header : before.headers) {
            const auto same = std::find_if(after.headers.begin(), after.headers.end(),
                                           [&](const auto& each) { return each.name == header.name; });
            const bool is_sure = same != after.headers.end() && same->required;
            if (header.required && !is_sure)
                add(Rule::header_missing, check::Severity::error, "(header) " + header.name,
                    after.schema_place.value, "a required header field", "an optional one");
        }
        if (before.schema_place.value != nullptr && after.schema_place.value != nullptr)
            compare(before.schema_place, after.schema_place, "");
    }

    void compare(const SchemaPlace& before, const SchemaPlace& after, const std::string& path) {
        const View old(old_.registry(), before);
        const View now(now_.registry(), after);
        if (!open_.emplace(old.place().value, now.place().value).second) return; // it contains itself
        compare_types(old, now, path);
        compare_keywords(old, now, path);
        compare_properties(old, now, path);
        const SchemaPlace old_items = old.find("items");
        const SchemaPlace now_items = now.find("items");
        if (old_items.value != nullptr && now_items.value != nullptr)
            compare(old_items, now_items, path + "[]");
        compare_branches(old, now, path);
        open_.erase({old.place().value, now.place().value});
    }

    void compare_types(const View& old, const View& now, const std::string& path) {
        const auto before = old.types();
        const auto after = now.types();
        if (before.empty()) {
            if (!after.empty())
                add(Rule::type_mismatch, check::Severity::info, path, now.place().value, "anything",
                    joined(after));
            return;
        }
        if (after.empty())
            return add(Rule::type_mismatch, check::Severity::error, path, now.place().value, joined(before),
                       "anything");
        std::set<std::string> more, less;
        for (const std::string& type : after)
            if (!before.contains(type) && !(type == "integer" && before.contains("number")))
                more.insert(type);
        for (const std::string& type : before)
            if (!after.contains(type)) less.insert(type);
        if (more.erase("null") != 0)
            add(Rule::null_unexpected, check::Severity::error, path, now.place().value, joined(before),
                "null");
        if (!more.empty())
            add(Rule::type_mismatch, check::Severity::error, path, now.place().value, joined(before),
                joined(after));
        else if (!less.empty() && before != after)
            add(Rule::type_mismatch, check::Severity::info, path, now.place().value, joined(before),
                joined(after));
    }

    static std::string joined(const std::set<std::string>& words) {
        std::string text;
        for (const std::string& word : words) text += (text.empty() ? "" : " or ") + word;
        return text;
    }

    void compare_values(const Value* before, const Value* after, const View& now, const std::string& path,
                        Rule rule) {
        if (before == nullptr) {
            if (after != nullptr) add(rule, check::Severity::info, path, after, "any value", shown(after));
            return;
        }
        const check::Severity worse =
            rule == Rule::value_unlisted ? check::Severity::warning : check::Severity::error;
        if (after == nullptr)
            return add(rule, worse, path, now.place().value, "one of " + shown(before), "any value");
        const auto each_not_in = [&](const Value& list, const Value& other, check::Severity severity) {
            for (const Value& value : list.elements)
                if (std::none_of(other.elements.begin(), other.elements.end(),
                                 [&](const Value& each) { return are_same(&each, &value); }))
                    add(rule, severity, path, after,
                        severity == check::Severity::info ? shown(&value) : "one of " + shown(before),
                        severity == check::Severity::info ? "not listed" : shown(&value));
        };
        each_not_in(*after, *before, worse);
        each_not_in(*before, *after, check::Severity::info);
    }

    // A limit that is gone, or that lets more pass, breaks code that relied on it.
    static bool lets_more_pass(schema::Comparison comparison, const Value* before, const Value* after) {
        using enum schema::Comparison;
        if (before == nullptr) return false;
        const bool is_flag = before->is(Kind::boolean) && (after == nullptr || after->is(Kind::boolean));
        if (comparison != exact && is_flag) return before->boolean; // draft 4 has exclusiveMaximum as a flag
        if (after == nullptr || comparison == exact) return true;
        if (!before->is(Kind::number) || !after->is(Kind::number)) return false;
        const bool has_grown = json::Decimal::parse(after->text) > json::Decimal::parse(before->text);
        return has_grown == (comparison == upper_limit);
    }

    void compare_keywords(const View& old, const View& now, const std::string& path) {
        using enum schema::Comparison;
        for (const schema::Keyword& keyword : schema::keywords()) {
            const Value* before = old.find(keyword.word).value;
            const Value* after = now.find(keyword.word).value;
            if (are_same(before, after)) continue;
            const Value* place = after != nullptr ? after : now.place().value;
            const std::string word(keyword.word);
            switch (keyword.comparison) {
                case listed:
                    compare_values(before, after, now, path, *keyword.rule);
                    break;
                case upper_limit:
                case lower_limit:
                case switched:
                case exact: {
                    const bool is_worse = lets_more_pass(keyword.comparison, before, after);
                    add(*keyword.rule, is_worse ? check::Severity::error : check::Severity::info, path, place,
                        word + " " + shown(before), word + " " + shown(after));
                    break;
                }
                case whole:
                    add(Rule::schema_mismatch, check::Severity::error, path, now.place().value,
                        word + " unchanged", "changed");
                    break;
                case not_compared:
                case followed:
                    break;
            }
        }
    }

    void compare_properties(const View& old, const View& now, const std::string& path) {
        const auto before = old.properties();
        const auto after = now.properties();
        const auto find = [](const auto& list, const std::string& name) {
            return std::find_if(list.begin(), list.end(),
                                [&](const auto& each) { return each.first == name; });
        };
        for (const auto& [name, place] : before) {
            const std::string inner = path.empty() ? name : path + "." + name;
            const auto same = find(after, name);
            const bool was_sure = old.requires_property(name);
            const bool is_sure = now.requires_property(name);
            if (same == after.end())
                add(Rule::property_missing, check::Severity::error, inner, now.place().value,
                    was_sure ? "a required property" : "a documented property", "no such property");
            else if (was_sure && !is_sure)
                add(Rule::property_missing, check::Severity::error, inner, same->second.value,
                    "a required property", "an optional one");
            else if (!was_sure && is_sure)
                add(Rule::property_missing, check::Severity::info, inner, same->second.value,
                    "an optional property", "a required one");
            if (same != after.end()) compare(place, same->second, inner);
        }
        for (const auto& [name, place] : after)
            if (find(before, name) == before.end())
                add(Rule::property_undocumented, check::Severity::warning,
                    path.empty() ? name : path + "." + name, place.value, "no such property", "a new one");
    }

    void compare_branches(const View& old, const View& now, const std::string& path) {
        for (const char* word : {"anyOf", "oneOf"}) {
            const SchemaPlace before = old.find(word);
            const SchemaPlace after = now.find(word);
            const std::size_t count = before.value == nullptr ? 0 : before.value->elements.size();
            const std::size_t count_now = after.value == nullptr ? 0 : after.value->elements.size();
            if (count == count_now)
                for (std::size_t i = 0; i < count; ++i) compare(before.element(i), after.element(i), path);
            else
                add(Rule::schema_mismatch,
                    count != 0 && (count_now == 0 || count_now > count) ? check::Severity::error
                                                                        : check::Severity::info,
                    path, now.place().value, std::to_string(count) + " forms (" + word + ")",
                    std::to_string(count_now));
        }
    }

    void add(Rule rule, check::Severity severity, const std::string& path, const Value* place,
             std::string expected, std::string found) {
        check::Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.document = now_.document().file();
        finding.place =
            locator_.locate(place == nullptr ? 0 : std::min(place->offset, now_.document().text().size()));
        finding.path = prefix_ + path;
        finding.expected = std::move(expected);
        finding.found = std::move(found);
        tally_.add(std::move(finding));
    }

    const contract::Contract& old_;
    const contract::Contract& now_;
    check::Tally& tally_;
    json::Locator locator_;
    std::string prefix_;
    std::set<std::pair<const Value*, const Value*>> open_;
};

} // namespace

void diff(const contract::Contract& old, const contract::Contract& now, check::Tally& tally) {
    Diff(old, now, tally).make();
}

} // namespace understudy::drift
