#include "validator/contract/fields.hpp"

#include <algorithm>

#include "validator/json/pointer.hpp"
#include "validator/json/write.hpp"

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
    explicit Walk(const Contract& contract) : document_(contract.document()) {}

    void add(const Value& schema, std::string pointer, const std::string& path, bool required) {
        const Value& target = schema::resolve(document_, schema, pointer);
        if (fields_.size() == kMostFields)
            throw document_.error(target, pointer, "more than " + std::to_string(kMostFields) + " fields");
        fields_.push_back(describe(target, path, required));
        if (std::find(open_.begin(), open_.end(), &target) != open_.end()) {
            fields_.back().constraint = "as above";
            return;
        }
        open_.push_back(&target);
        if (const Value* properties = target.find("properties"))
            for (const auto& [name, property] : properties->members) {
                std::string place = pointer + "/properties";
                json::append_token(place, name);
                add(property, place, (path.empty() ? "" : path + ".") + std::string(name),
                    is_required(target, name));
            }
        if (const Value* items = target.find("items")) add(*items, pointer + "/items", path + "[]", false);
        open_.pop_back();
    }

    std::vector<Field> take() { return std::move(fields_); }

private:
    static bool is_required(const Value& schema, std::string_view name) {
        const Value* required = schema.find("required");
        return required != nullptr && std::any_of(required->elements.begin(), required->elements.end(),
                                                  [&](const Value& each) { return each.text == name; });
    }

    static Field describe(const Value& schema, const std::string& path, bool required) {
        Field field;
        field.path = path.empty() ? "(body)" : path;
        field.required = required;
        if (const Value* type = schema.find("type")) {
            for (const Value& word : type->is(Kind::array) ? type->elements : std::vector<Value>{*type})
                if (word.text == "null")
                    field.nullable = true;
                else
                    field.type += (field.type.empty() ? "" : " or ") + std::string(word.text);
        }
        field.constraint = constraint(schema);
        field.evidence = by_keyword(schema.find("x-evidence"));
        field.source = by_keyword(schema.find("x-source"));
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
        say("minLength", "at least ", " characters");
        say("maxLength", "at most ", " characters");
        say("minimum", "at least ");
        say("maximum", "at most ");
        say("format", "format ");
        return text;
    }

    const json::Document& document_;
    std::vector<const Value*> open_;
    std::vector<Field> fields_;
};

} // namespace

std::vector<Field> fields(const Contract& contract, const Response& response) {
    Walk walk(contract);
    if (const Value* schema = contract.document().at(response.schema_pointer))
        walk.add(*schema, response.schema_pointer, "", true);
    return walk.take();
}

} // namespace understudy::contract
