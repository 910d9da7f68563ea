#include "validator/contract/fields.hpp"

#include <algorithm>
#include <set>

#include "validator/json/write.hpp"
#include "validator/schema/dialect/keyword_table.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;

std::string plain(const Value& value) {
    std::string text;
    if (value.is(Kind::string)) return std::string(value.text);
    json::write_compact(value, text);
    return text;
}

std::string list(const Value& array) {
    std::string text;
    for (const Value& element : array.elements) text += (text.empty() ? "" : ", ") + plain(element);
    return text;
}

// `word` if it applies to the whole node, `type: word; enum: word` if its keywords differ.
std::string by_keyword(const Value* annotation) {
    if (annotation == nullptr) return {};
    if (annotation->is(Kind::string)) return std::string(annotation->text);
    std::string text;
    for (const auto& [keyword, word] : annotation->members)
        text += (text.empty() ? "" : "; ") + std::string(keyword) + ": " + plain(word);
    return text;
}

class Walk {
public:
    using Place = schema::SchemaPlace;

    explicit Walk(schema::Registry& registry) : registry_(registry) {}

    void add(const Place& schema, const std::string& path, bool required) {
        const Place target = registry_.follow_if_possible(schema);
        if (fields_.size() == kMostFields)
            throw target.error("more than " + std::to_string(kMostFields) + " fields");
        fields_.push_back(describe(*target.value, path, required));
        if (std::find(open_.begin(), open_.end(), target.value) != open_.end()) {
            fields_.back().constraint = "as above";
            return;
        }
        open_.push_back(target.value);
        Schemas noted;
        add_members(target, path, noted);
        open_.pop_back();
    }

    std::vector<FieldSummary> take() { return std::move(fields_); }

private:
    using Schemas = std::set<const Value*>;

    // `noted`: the schemas that allOf has reached for this value. A schema reached twice is added once.
    void add_members(const Place& schema, const std::string& path, Schemas& noted) {
        if (const Place properties = schema.member("properties"); properties.value != nullptr)
            for (const auto& [name, property] : properties.value->members)
                add(properties.member(name), (path.empty() ? "" : path + ".") + std::string(name),
                    is_required(*schema.value, name));
        if (const Place items = schema.member("items");
            items.value != nullptr && items.value->is(Kind::object))
            add(items, path + "[]", false);
        // Every schema of an allOf describes the same value.
        if (const Place all = schema.member("allOf"); all.value != nullptr)
            for (std::size_t i = 0; i < all.value->elements.size(); ++i) {
                const Place branch = registry_.follow_if_possible(all.element(i));
                if (std::find(open_.begin(), open_.end(), branch.value) != open_.end()) continue;
                if (!noted.insert(branch.value).second) continue;
                open_.push_back(branch.value);
                add_members(branch, path, noted);
                open_.pop_back();
            }
        for (const char* word : {"anyOf", "oneOf"}) {
            const Place branches = schema.member(word);
            if (branches.value == nullptr) continue;
            for (std::size_t i = 0; i < branches.value->elements.size(); ++i)
                add(branches.element(i), path + " (" + word + " " + std::to_string(i + 1) + ")", false);
        }
    }

    static bool is_required(const Value& schema, std::string_view name) {
        const Value* required = schema.find("required");
        return required != nullptr && std::any_of(required->elements.begin(), required->elements.end(),
                                                  [&](const Value& each) { return each.text == name; });
    }

    static FieldSummary describe(const Value& schema, const std::string& path, bool required) {
        FieldSummary field;
        field.path = path.empty() ? "(body)" : path;
        field.required = required;
        if (const Value* type = schema.find("type")) {
            for (const Value& word : type->is(Kind::array) ? type->elements : std::vector<Value>{*type})
                if (word.text == "null")
                    field.nullable = true;
                else
                    field.type += (field.type.empty() ? "" : " or ") + std::string(word.text);
        }
        const Value* nullable = schema.find("nullable"); // OpenAPI 3.0
        field.nullable = field.nullable || (nullable != nullptr && nullable->boolean);
        field.constraint = constraint(schema);
        field.evidence = by_keyword(schema.find("x-evidence"));
        field.source = by_keyword(schema.find("x-source"));
        field.personal = by_keyword(schema.find("x-personal"));
        return field;
    }

    static std::string constraint(const Value& schema) {
        std::string text;
        std::set<std::string_view> said; // a keyword may have a row for each draft
        for (const schema::Keyword& keyword : schema::keywords()) {
            const Value* value = schema.find(keyword.word);
            if (value == nullptr || !said.insert(keyword.word).second) continue;
            const std::string words = in_words(keyword.words, *value);
            text += (text.empty() || words.empty() ? "" : "; ") + words;
        }
        return text;
    }

    // Empty if there is nothing to say.
    static std::string in_words(const schema::Words& words, const Value& value) {
        const std::string before(words.before);
        const bool is_true = value.is(Kind::boolean) && value.boolean;
        const bool is_false = value.is(Kind::boolean) && !value.boolean;
        switch (words.wording) {
            case schema::Wording::value:
                return before + (value.is(Kind::array) ? list(value) : plain(value)) +
                       std::string(words.after);
            case schema::Wording::if_true:
                return is_true ? before : "";
            case schema::Wording::presence:
                return is_true ? "" : (is_false ? "no " : "") + before;
            case schema::Wording::unsaid:
            case schema::Wording::elsewhere:
                break;
        }
        return {};
    }

    schema::Registry& registry_;
    std::vector<const Value*> open_;
    std::vector<FieldSummary> fields_;
};

} // namespace

std::vector<FieldSummary> fields(const Contract& contract, const Response& response) {
    Walk walk(contract.registry());
    if (response.schema_place.value != nullptr) walk.add(response.schema_place, "", true);
    return walk.take();
}

} // namespace understudy::contract
