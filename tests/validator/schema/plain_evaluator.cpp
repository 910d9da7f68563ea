#include "tests/validator/schema/plain_evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/validator/schema/plain_format.hpp"
#include "tests/validator/sites.hpp"

namespace understudy::test {
namespace {

using json::Kind;
using json::Value;

long double number(const Value& value) {
    return std::strtold(std::string(value.text).c_str(), nullptr);
}

bool is_of_type(const Value& value, const std::string& type) {
    switch (value.kind) {
        case Kind::null:
            return type == "null";
        case Kind::boolean:
            return type == "boolean";
        case Kind::string:
            return type == "string";
        case Kind::array:
            return type == "array";
        case Kind::object:
            return type == "object";
        case Kind::number:
            return type == "number" || (type == "integer" && std::floor(number(value)) == number(value));
    }
    return false;
}

bool equal(const Value& a, const Value& b) {
    if (a.kind != b.kind || a.is(Kind::array) || a.is(Kind::object)) return false;
    if (a.is(Kind::number)) return number(a) == number(b);
    return a.boolean == b.boolean && a.text == b.text;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Plain {
public:
    explicit Plain(const json::Document& schemas) : schemas_(schemas) {}

    void hold(const Value& schema, const Value& instance, const std::string& at) {
        const Value& node = follow(schemas_, schema);
        const std::vector<std::string> wanted = types(node);
        const auto fits = [&](const std::string& type) { return is_of_type(instance, type); };
        if (!wanted.empty() && std::none_of(wanted.begin(), wanted.end(), fits))
            return found(instance.is(Kind::null) ? "null.unexpected" : "type.mismatch", at);
        listed(node, "enum", instance, "enum.unknown-value", at);
        if (instance.is(Kind::string) || instance.is(Kind::number))
            listed(node, "x-known-values", instance, "value.unlisted", at);
        if (instance.is(Kind::string)) string(node, instance, at);
        if (instance.is(Kind::number)) bounds(node, instance, at);
        if (instance.is(Kind::object)) object(node, instance, at);
        const Value* items = node.find("items");
        if (instance.is(Kind::array) && items != nullptr)
            for (std::size_t i = 0; i < instance.elements.size(); ++i)
                hold(*items, instance.elements[i], at + "/" + std::to_string(i));
    }

    std::vector<std::string> take() {
        std::sort(found_.begin(), found_.end());
        return std::move(found_);
    }

private:
    void found(const std::string& rule, const std::string& at) { found_.push_back(rule + " " + at); }

    void listed(const Value& node, std::string_view keyword, const Value& instance, const char* rule,
                const std::string& at) {
        const Value* values = node.find(keyword);
        if (values != nullptr && std::none_of(values->elements.begin(), values->elements.end(),
                                              [&](const Value& value) { return equal(value, instance); }))
            found(rule, at);
    }

    void string(const Value& node, const Value& instance, const std::string& at) {
        if (const Value* limit = node.find("maxLength"))
            if (characters(instance.text) > std::stoul(std::string(limit->text)))
                found("length.exceeded", at);
        if (const Value* limit = node.find("minLength"))
            if (characters(instance.text) < std::stoul(std::string(limit->text))) found("length.short", at);
        if (const Value* format = node.find("format"))
            if (!is_of_format(format->text, std::string(instance.text))) found("format.invalid", at);
    }

    void bounds(const Value& node, const Value& instance, const std::string& at) {
        const Value* minimum = node.find("minimum");
        const Value* maximum = node.find("maximum");
        if (minimum != nullptr && number(instance) < number(*minimum)) found("number.out-of-range", at);
        if (maximum != nullptr && number(instance) > number(*maximum)) found("number.out-of-range", at);
    }

    void object(const Value& node, const Value& instance, const std::string& at) {
        const Value* properties = node.find("properties");
        for (const auto& [name, value] : instance.members) {
            const std::string place = at + pointer({std::string(name)});
            if (properties == nullptr) continue; // an object of whatever members
            if (const Value* property = properties->find(name))
                hold(*property, value, place);
            else
                found("property.undocumented", place);
        }
        if (const Value* required = node.find("required"))
            for (const Value& name : required->elements)
                if (instance.find(name.text) == nullptr)
                    found("property.missing", at + pointer({std::string(name.text)}));
    }

    const json::Document& schemas_;
    std::vector<std::string> found_;
};

} // namespace

std::vector<std::string> plain_rules(const json::Document& schema, const Value& root,
                                     const json::Document& instance) {
    Plain plain(schema);
    plain.hold(root, instance.root(), "");
    return plain.take();
}

} // namespace understudy::test
