#include "validator/contract/fields.hpp"

#include <algorithm>
#include <set>

#include "validator/json/write.hpp"
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

// `word` where the whole node has it, `type: word; enum: word` where its keywords differ.
std::string by_keyword(const Value* said) {
    if (said == nullptr) return {};
    if (said->is(Kind::string)) return std::string(said->text);
    std::string text;
    for (const auto& [keyword, word] : said->members)
        text += (text.empty() ? "" : "; ") + std::string(keyword) + ": " + plain(word);
    return text;
}

class Walk {
public:
    using Place = schema::SchemaPlace;

    explicit Walk(schema::Registry& registry) : registry_(registry) {}

    void add(const Place& schema, const std::string& path, bool required) {
        const Place target = registry_.follow(schema);
        if (fields_.size() == kMostFields)
            throw target.error("more than " + std::to_string(kMostFields) + " fields");
        fields_.push_back(describe(*target.value, path, required));
        if (std::find(open_.begin(), open_.end(), target.value) != open_.end()) {
            fields_.back().constraint = "as above";
            return;
        }
        open_.push_back(target.value);
        Parts told;
        add_parts(target, path, told);
        open_.pop_back();
    }

    std::vector<FieldSummary> take() { return std::move(fields_); }

private:
    using Parts = std::set<const Value*>;

    // `told`: the parts of this value's schema that allOf has led to. What two ways lead to is told once.
    void add_parts(const Place& schema, const std::string& path, Parts& told) {
        if (const Place properties = schema.member("properties"); properties.value != nullptr)
            for (const auto& [name, property] : properties.value->members)
                add(properties.member(name), (path.empty() ? "" : path + ".") + std::string(name),
                    is_required(*schema.value, name));
        if (const Place items = schema.member("items");
            items.value != nullptr && items.value->is(Kind::object))
            add(items, path + "[]", false);
        // What allOf says is said of the same value.
        if (const Place all = schema.member("allOf"); all.value != nullptr)
            for (std::size_t i = 0; i < all.value->elements.size(); ++i) {
                const Place part = registry_.follow(all.element(i));
                if (std::find(open_.begin(), open_.end(), part.value) != open_.end()) continue;
                if (!told.insert(part.value).second) continue;
                open_.push_back(part.value);
                add_parts(part, path, told);
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
        const auto say = [&](std::string_view keyword, const std::string& before,
                             const std::string& after = "") {
            const Value* value = schema.find(keyword);
            if (value == nullptr) return;
            const std::string shown = value->is(Kind::array) ? list(*value) : plain(*value);
            text += (text.empty() ? "" : "; ") + before + shown + after;
        };
        say("enum", "one of ");
        say("x-known-values", "known values ");
        say("const", "exactly ");
        say("minLength", "at least ", " characters");
        say("maxLength", "at most ", " characters");
        say("minimum", "at least ");
        say("maximum", "at most ");
        say("exclusiveMinimum", "more than ");
        say("exclusiveMaximum", "less than ");
        say("multipleOf", "a multiple of ");
        say("pattern", "matches ");
        say("minItems", "at least ", " elements");
        say("maxItems", "at most ", " elements");
        say("format", "format ");
        return text;
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
