#include "tests/validator/schema/random_schema.hpp"

#include <algorithm>

namespace understudy::test {
namespace {

using json::Kind;
using schema::Draft;

const std::vector<std::string> types = {"null", "boolean", "integer", "number", "string", "array", "object"};
const std::vector<std::string> counts = {"0", "1", "2", "3", "2.0", "1e0"};
const std::vector<std::string> bounds = {"0", "-0.0", "1", "1.5", "1e2", "-1", "9007199254740992", "1e400"};
const std::vector<std::string> divisors = {"1", "0.5", "2", "1e-1", "3", "1e400"};
const std::vector<std::string> patterns = {"^a", "b$", "^.$",        "😀",   "^[a-c]+$",
                                           "é",  "^$", "a\\u0000?$", "[^a]"};
const std::vector<std::string> formats = {"uuid", "date", "int32", "ipv4", "uri", "regex", "no-such-format"};
const std::vector<std::string> evidences = {"documented", "published", "inferred"};

class Maker {
public:
    Maker(Dice& dice, Draft draft) : dice_(dice), draft_(draft) {}

    Tree root() {
        Tree root = keywords(4, 0);
        Tree schemas = Tree::object();
        for (const char* name : {"d0", "d1", "d2"}) {
            Tree inner = schema(1);
            if (is_new() && inner.kind == Kind::object && dice_.once_in(4))
                put(inner, "$anchor", Tree::string(name));
            schemas.members.push_back({name, inner});
        }
        if (is_dynamic_ || (is_new() && dice_.once_in(10))) put(root, "$dynamicAnchor", Tree::string("node"));
        put(root, is_new() ? "$defs" : "definitions", schemas);
        return root;
    }

private:
    bool is_new() const { return draft_ == Draft::draft2020_12; }
    bool is_old() const { return draft_ <= Draft::openapi_3_0; }

    static void put(Tree& object, std::string_view name, Tree value) {
        if (member(object, name) == nullptr) object.members.push_back({std::string(name), std::move(value)});
    }

    Tree schema(std::size_t depth) {
        if (!is_old() && dice_.once_in(12)) return Tree::word(!dice_.once_in(3));
        if (dice_.once_in(7)) {
            Tree schema = dice_.once_in(3) ? keywords(2, depth) : Tree::object();
            put(schema, "$ref", Tree::string(reference()));
            return schema;
        }
        if (dice_.once_in(10)) return nullable(depth);
        return keywords(1 + dice_.below(4), depth);
    }

    std::string reference() {
        if (dice_.once_in(12)) return "#";
        return (is_new() ? "#/$defs/d" : "#/definitions/d") + std::to_string(dice_.below(3));
    }

    Tree nullable(std::size_t depth) {
        Tree pair = Tree::array({Tree::object({{"type", Tree::string("null")}}), schema(depth + 1)});
        if (dice_.once_in(2)) std::swap(pair.elements[0], pair.elements[1]);
        return Tree::object({{dice_.once_in(2) ? "anyOf" : "oneOf", pair}});
    }

    Tree keywords(std::size_t count, std::size_t depth) {
        Tree schema = Tree::object();
        if (dice_.once_in(2)) put(schema, "type", type());
        for (; count > 0; --count) {
            const std::size_t kind = dice_.below(depth < 3 ? 5 : 2);
            if (kind == 0) of_any(schema);
            if (kind == 1) of_scalars(schema);
            if (kind == 2) of_objects(schema, depth + 1);
            if (kind == 3) of_arrays(schema, depth + 1);
            if (kind == 4) applicators(schema, depth + 1);
        }
        return schema;
    }

    Tree type() {
        if (!dice_.once_in(4)) return Tree::string(dice_.any(types));
        return Tree::array({Tree::string(dice_.any(types)), Tree::string(dice_.any(types))});
    }
    Tree number(const std::vector<std::string>& from) { return Tree::number(dice_.any(from)); }
    Tree flag() { return Tree::word(!dice_.once_in(4)); }

    Tree value() {
        Tree value = random_value(dice_, 1);
        unrepeat(value);
        return value;
    }
    // A schema's document gives no name twice.
    static void unrepeat(Tree& value) {
        for (std::size_t i = 0; i < value.members.size(); ++i)
            value.members[i].name += i == 0 ? "" : std::to_string(i);
        for (TreeMember& each : value.members) unrepeat(each.value);
        for (Tree& each : value.elements) unrepeat(each);
    }
    Tree values() {
        Tree list = Tree::array();
        for (std::size_t i = 1 + dice_.below(3); i > 0; --i) list.elements.push_back(value());
        return list;
    }

    void of_any(Tree& schema) {
        switch (dice_.below(7)) {
            case 0:
                return put(schema, "enum", values());
            case 1:
                return put(schema, "x-evidence", Tree::string(dice_.any(evidences)));
            case 2:
                return put(schema, "x-evidence",
                           Tree::object({{"required", Tree::string("inferred")},
                                         {"type", Tree::string("published")}}));
            case 3:
                return put(schema, "x-known-values",
                           Tree::array({Tree::string("a"), Tree::number("1.0"), Tree()}));
            case 4:
                return put(schema, "nullable", flag());
            default:
                return put(schema, "const", value());
        }
    }

    void of_scalars(Tree& schema) {
        switch (dice_.below(9)) {
            case 0:
                return put(schema, "minLength", number(counts));
            case 1:
                return put(schema, "maxLength", number(counts));
            case 2:
                return put(schema, "pattern", Tree::string(dice_.any(patterns)));
            case 3:
                return put(schema, "format", Tree::string(dice_.any(formats)));
            case 4:
                return put(schema, "minimum", number(bounds));
            case 5:
                return put(schema, "maximum", number(bounds));
            case 6:
                return put(schema, "exclusiveMinimum", is_old() ? flag() : number(bounds));
            case 7:
                return put(schema, "exclusiveMaximum", is_old() ? flag() : number(bounds));
            default:
                return put(schema, "multipleOf", number(divisors));
        }
    }

    Tree name_list() {
        Tree list = Tree::array();
        for (std::size_t i = dice_.below(3); i > 0; --i)
            list.elements.push_back(Tree::string(random_name(dice_)));
        return list;
    }

    template <class Make>
    Tree map(Make make) {
        Tree map = Tree::object();
        for (std::size_t i = 1 + dice_.below(3); i > 0; --i) put(map, random_name(dice_), make());
        return map;
    }

    void of_objects(Tree& schema, std::size_t depth) {
        const auto any = [&] { return this->schema(depth); };
        switch (dice_.below(12)) {
            case 0:
            case 1:
            case 2:
                return properties(schema, depth);
            case 3:
            case 4:
                return put(schema, "required", name_list());
            case 5:
                return put(schema, "additionalProperties", dice_.once_in(2) ? Tree::word(false) : any());
            case 6:
                return put(schema, dice_.once_in(2) ? "minProperties" : "maxProperties", number(counts));
            case 7: {
                Tree map = Tree::object();
                for (std::size_t i = 1 + dice_.below(2); i > 0; --i) put(map, dice_.any(patterns), any());
                return put(schema, "patternProperties", map);
            }
            case 8:
                return put(schema, "propertyNames", any());
            case 9:
                return put(schema, is_new() ? "dependentSchemas" : "dependencies", map(any));
            case 10:
                return put(schema, is_new() ? "dependentRequired" : "dependencies",
                           map([&] { return name_list(); }));
            default:
                return put(schema, "unevaluatedProperties", dice_.once_in(2) ? Tree::word(false) : any());
        }
    }

    void properties(Tree& schema, std::size_t depth) {
        Tree map = this->map([&] { return this->schema(depth); });
        // As many as are looked up by hash, and as are more than a word has bits.
        const std::size_t more = !dice_.once_in(10) ? 0 : dice_.once_in(2) ? 25 : 70;
        Tree required = name_list();
        for (std::size_t i = 0; i < more; ++i) {
            const std::string name = "p" + std::to_string(i);
            put(map, name, keywords(1, 3));
            if (dice_.once_in(3)) required.elements.push_back(Tree::string(name));
        }
        put(schema, "properties", map);
        if (dice_.once_in(2)) put(schema, "required", required);
    }

    void of_arrays(Tree& schema, std::size_t depth) {
        switch (dice_.below(8)) {
            case 0:
                return put(schema, "uniqueItems", flag());
            case 1:
                return put(schema, dice_.once_in(2) ? "minItems" : "maxItems", number(counts));
            case 2:
                put(schema, "contains", this->schema(depth));
                if (dice_.once_in(2)) put(schema, "minContains", number(counts));
                if (dice_.once_in(3)) put(schema, "maxContains", number(counts));
                return;
            case 3:
                return put(schema, "unevaluatedItems", this->schema(depth));
            case 4:
            case 5: {
                put(schema, is_new() ? "prefixItems" : "items", branches(depth));
                if (dice_.once_in(2))
                    put(schema, is_new() ? "items" : "additionalItems", this->schema(depth));
                return;
            }
            default:
                return put(schema, "items", this->schema(depth));
        }
    }

    Tree branches(std::size_t depth) {
        Tree list = Tree::array();
        for (std::size_t i = 1 + dice_.below(3); i > 0; --i) list.elements.push_back(schema(depth));
        return list;
    }

    void applicators(Tree& schema, std::size_t depth) {
        switch (dice_.below(7)) {
            case 0:
                return put(schema, "allOf", branches(depth));
            case 1:
                return put(schema, "anyOf", branches(depth));
            case 2:
                return put(schema, "oneOf", branches(depth));
            case 3:
                return put(schema, "not", this->schema(depth));
            case 4:
                if (is_new() && dice_.once_in(8)) {
                    is_dynamic_ = true; // then all documents are kept whole
                    return put(schema, "$dynamicRef", Tree::string("#node"));
                }
                put(schema, "discriminator", Tree::object({{"propertyName", Tree::string("kind")}}));
                return put(schema, "oneOf", branches(depth));
            default:
                put(schema, "if", this->schema(depth));
                if (!dice_.once_in(3)) put(schema, "then", this->schema(depth));
                if (!dice_.once_in(3)) put(schema, "else", this->schema(depth));
                return;
        }
    }

    Dice& dice_;
    Draft draft_;
    bool is_dynamic_ = false;
};

} // namespace

Tree random_schema(Dice& dice, Draft draft) {
    return Maker(dice, draft).root();
}

} // namespace understudy::test
