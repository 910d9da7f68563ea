#include <algorithm>

#include "tests/validator/schema/random_schema.hpp"

namespace understudy::test {
namespace {

using json::Kind;

const std::vector<std::string> names = {"a",         "b",
                                        "c",         "",
                                        "a/b",       "~",
                                        "é",         std::string("a\0", 2),
                                        "__proto__", "the_name_of_more_than_24_bytes",
                                        "a b",       "😀",
                                        "\"",        "kind"};
const std::vector<std::string> words = {"",
                                        "a",
                                        "b",
                                        "ab",
                                        "abc",
                                        "aaa",
                                        "é",
                                        "😀",
                                        "😀😀",
                                        "漢字",
                                        "\n",
                                        "A",
                                        std::string("a\0", 2),
                                        "the words of more than 24 bytes",
                                        "2024-02-29",
                                        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                                        "dog"};
const std::vector<std::string> literals = {"0",
                                           "-0",
                                           "0.0",
                                           "1",
                                           "1.0",
                                           "1e0",
                                           "10e-1",
                                           "-1",
                                           "2",
                                           "1e2",
                                           "100",
                                           "0.5",
                                           "5e-1",
                                           "3",
                                           "2.5",
                                           "1e400",
                                           "10",
                                           "-2",
                                           "1e-400",
                                           "9007199254740993",
                                           "9007199254740992"};

class Maker {
public:
    Maker(Dice& dice, const Tree& root) : dice_(dice), root_(root) {}

    Tree value(const Tree& schema, std::size_t depth) {
        if (schema.kind != Kind::object || dice_.once_in(12) || depth > 6) return random_value(dice_, depth);
        if (const Tree* reference = member(schema, "$ref"); reference != nullptr && !dice_.once_in(8))
            return value(target(reference->text), depth + 1);
        for (const char* word : {"allOf", "anyOf", "oneOf"})
            if (const Tree* branches = member(schema, word); branches != nullptr && dice_.once_in(2))
                return value(dice_.any(branches->elements), depth + 1);
        for (const char* word : {"if", "then", "else", "not"})
            if (const Tree* inner = member(schema, word); inner != nullptr && dice_.once_in(3))
                return value(*inner, depth + 1);
        if (const Tree* constant = member(schema, "const"); constant != nullptr && !dice_.once_in(4))
            return *constant;
        if (const Tree* list = member(schema, "enum"); list != nullptr && !dice_.once_in(4))
            return dice_.any(list->elements);
        return of_type(type(schema), schema, depth);
    }

private:
    const Tree& target(const std::string& reference) const {
        for (const char* word : {"$defs", "definitions"})
            if (const Tree* schemas = member(root_, word))
                if (const Tree* found = member(*schemas, reference.substr(reference.find_last_of("/#") + 1)))
                    return *found;
        return root_;
    }

    std::string type(const Tree& schema) {
        const Tree* type = member(schema, "type");
        if (type != nullptr && type->kind == Kind::string) return type->text;
        if (type != nullptr) return dice_.any(type->elements).text;
        for (const char* word :
             {"properties", "required", "patternProperties", "additionalProperties", "dependencies",
              "dependentSchemas", "dependentRequired", "unevaluatedProperties", "propertyNames"})
            if (member(schema, word) != nullptr && !dice_.once_in(4)) return "object";
        for (const char* word :
             {"items", "prefixItems", "contains", "uniqueItems", "minItems", "unevaluatedItems"})
            if (member(schema, word) != nullptr && !dice_.once_in(4)) return "array";
        return "any";
    }

    Tree of_type(const std::string& type, const Tree& schema, std::size_t depth) {
        if (type == "object") return object(schema, depth);
        if (type == "array") return array(schema, depth);
        if (type == "string") return Tree::string(dice_.any(words));
        if (type == "integer" || type == "number") return Tree::number(dice_.any(literals));
        if (type == "boolean") return Tree::word(dice_.once_in(2));
        if (type == "null") return Tree();
        return random_value(dice_, depth);
    }

    Tree object(const Tree& schema, std::size_t depth) {
        Tree object = Tree::object();
        if (const Tree* properties = member(schema, "properties"))
            for (const TreeMember& property : properties->members) {
                if (dice_.once_in(properties->members.size() > 8 ? 16 : 4)) continue;
                object.members.push_back({property.name, value(property.value, depth + 1)});
            }
        if (const Tree* required = member(schema, "required"))
            for (const Tree& name : required->elements)
                if (member(object, name.text) == nullptr && !dice_.once_in(4))
                    object.members.push_back({name.text, random_value(dice_, depth + 1)});
        const Tree* rest = member(schema, "additionalProperties");
        for (std::size_t i = dice_.below(3); i > 0; --i) {
            const std::string& name = random_name(dice_); // often there already
            if (member(object, name) != nullptr && !dice_.once_in(6)) continue;
            object.members.push_back(
                {name, rest != nullptr ? value(*rest, depth + 1) : random_value(dice_, depth + 1)});
        }
        for (std::size_t i = dice_.below(3); i > 0 && object.members.size() > 1; --i)
            std::swap(dice_.any(object.members), dice_.any(object.members));
        return object;
    }

    Tree array(const Tree& schema, std::size_t depth) {
        Tree array = Tree::array();
        const Tree* prefix = member(schema, "prefixItems");
        const Tree* items = member(schema, "items");
        const Tree* contains = member(schema, "contains");
        if (items != nullptr && items->kind == Kind::array) prefix = std::exchange(items, nullptr);
        for (std::size_t i = 0, count = dice_.below(4); i < count; ++i) {
            if (prefix != nullptr && i < prefix->elements.size())
                array.elements.push_back(value(prefix->elements[i], depth + 1));
            else if (contains != nullptr && dice_.once_in(2))
                array.elements.push_back(value(*contains, depth + 1));
            else if (i != 0 && dice_.once_in(5))
                array.elements.push_back(Tree(array.elements.front()));
            else
                array.elements.push_back(items != nullptr ? value(*items, depth + 1)
                                                          : random_value(dice_, depth + 1));
        }
        return array;
    }

    Dice& dice_;
    const Tree& root_;
};

} // namespace

const Tree* member(const Tree& object, std::string_view name) {
    for (const TreeMember& each : object.members)
        if (each.name == name) return &each.value;
    return nullptr;
}

const std::string& random_name(Dice& dice) {
    return dice.any(names);
}

Tree random_value(Dice& dice, std::size_t depth) {
    switch (dice.below(depth < 3 ? 8 : 6)) {
        case 0:
            return Tree();
        case 1:
            return Tree::word(dice.once_in(2));
        case 2:
        case 3:
            return Tree::number(dice.any(literals));
        case 4:
        case 5:
            return Tree::string(dice.any(words));
        case 6: {
            Tree array = Tree::array();
            for (std::size_t i = dice.below(3); i > 0; --i)
                array.elements.push_back(random_value(dice, depth + 1));
            return array;
        }
        default: {
            Tree object = Tree::object();
            for (std::size_t i = dice.below(4); i > 0; --i)
                object.members.push_back({random_name(dice), random_value(dice, depth + 1)});
            return object;
        }
    }
}

Tree random_instance(Dice& dice, const Tree& schema) {
    return Maker(dice, schema).value(schema, 0);
}

} // namespace understudy::test
