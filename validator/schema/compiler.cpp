#include "validator/schema/compiler.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "validator/json/pointer.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/nearest.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

constexpr auto kTypeWords = std::to_array<std::pair<std::string_view, Types>>({
    {"null", kNull},
    {"boolean", kBoolean},
    {"integer", kInteger},
    {"number", kNumber},
    {"string", kString},
    {"array", kArray},
    {"object", kObject},
});

// Keywords that say something of a schema and constrain nothing (JSON Schema Core §8, Validation §9; OpenAPI
// 3.1 §4.8.24).
constexpr auto kAnnotations = std::to_array<std::string_view>({
    "$comment",
    "$defs",
    "$schema",
    "title",
    "description",
    "default",
    "examples",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
});

// Keywords that constrain, and that this version cannot check: to go on without them would be to lie.
constexpr auto kUnsupported = std::to_array<std::string_view>({
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "const",
    "multipleOf",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "discriminator",
    "nullable",
});

template <class Words>
bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Longer than any name that a JSON text can hold; its bytes are never looked at.
constexpr std::string_view kNoName("", SIZE_MAX >> 1U);

// What no text is: a property that is only required is found the long way, where more is done about it.
ShortText never() {
    ShortText text;
    text.words.fill(UINT64_MAX);
    return text;
}

bool passes_always(const Node&, std::string_view) {
    return true;
}
bool passes_never(const Node&, std::string_view) {
    return false;
}
bool passes_format(const Node& node, std::string_view value) {
    return node.format(value);
}
bool passes_uuid(const Node&, std::string_view value) {
    return is_uuid(value);
}
bool passes_date_time(const Node&, std::string_view value) {
    return is_date_time(value);
}
bool passes_words(const Node& node, std::string_view value) {
    return node.words->contains(ShortText::load(value.data(), value.size()), value.size());
}

// The quickest test that says yes to nearly all strings that conform.
StringTest string_test(const Node& node) {
    const bool other = node.known_values.count != 0 || node.min_length != 0;
    if (other || (node.values.count != 0 && node.format != nullptr)) return passes_never;
    if (node.values.count != 0) return node.words != nullptr ? passes_words : passes_never;
    if (node.format == is_uuid) return passes_uuid;
    if (node.format == is_date_time) return passes_date_time;
    return node.format != nullptr ? passes_format : passes_always;
}

class Compiler {
public:
    Compiler(std::shared_ptr<const json::Document> document, Notes& notes)
        : document_(*document), notes_(notes) {
        program_.source = std::move(document);
        Value anything;
        anything.kind = Kind::object;
        program_.properties.emplace_back(); // so that there is one before every node's first
        property_nodes_.push_back(kAnything);
        object(add_node({}), anything, {});
    }

    Program compile(const std::string& pointer) {
        const Value* schema = document_.at(pointer);
        if (schema == nullptr) throw json::LoadError(document_.file(), pointer, "there is no schema here");
        program_.root_index = node(*schema, pointer);
        link();
        return std::move(program_);
    }

private:
    // What a node points to, by number: the tables may still move.
    struct Links {
        NodeIndex additional = kAnything;
        NodeIndex items = kAnything;
        std::size_t properties = 0;
    };
    using Keyword = void (Compiler::*)(NodeIndex, const Value&, const std::string&);

    static const std::map<std::string_view, Keyword>& keywords() {
        static const std::map<std::string_view, Keyword> kTable = {
            {"type", &Compiler::type},
            {"enum", &Compiler::enumeration},
            {"properties", &Compiler::ignore}, // together with `required`, in object()
            {"required", &Compiler::ignore},
            {"additionalProperties", &Compiler::additional_properties},
            {"items", &Compiler::items},
            {"maxLength", &Compiler::max_length},
            {"minLength", &Compiler::min_length},
            {"minimum", &Compiler::bound},
            {"maximum", &Compiler::bound},
            {"format", &Compiler::format},
            {"x-known-values", &Compiler::known_values},
            {"x-evidence", &Compiler::evidence},
        };
        return kTable;
    }

    // The node of a schema; one that was met before, or that is being compiled further up, is not made anew.
    NodeIndex node(const Value& schema, std::string pointer) {
        constexpr int kMostNested =
            2000; // for the stack's sake; a schema may lead on through any number of $refs
        const Value& target = resolve(document_, schema, pointer);
        if (nested_ == kMostNested)
            throw fail(target, pointer, "schemas nested more than " + std::to_string(kMostNested) + " deep");
        if (const auto known = made_.find(pointer); known != made_.end()) return known->second;
        if (target.is(Kind::boolean) && target.boolean) return kAnything;
        if (!target.is(Kind::object)) throw fail(target, pointer, "expected a schema (an object, or true)");
        const NodeIndex index = add_node(pointer);
        made_.emplace(pointer, index);
        ++nested_;
        for (const auto& [word, value] : target.members) keyword(index, word, value, pointer);
        object(index, target, pointer);
        --nested_;
        return index;
    }

    NodeIndex add_node(const std::string& pointer) {
        program_.nodes.emplace_back();
        program_.notes.emplace_back().location = pointer;
        links_.emplace_back();
        return static_cast<NodeIndex>(program_.nodes.size() - 1);
    }

    void keyword(NodeIndex index, std::string_view word, const Value& value, const std::string& pointer) {
        std::string place = pointer;
        json::append_token(place, word);
        if (const auto known = keywords().find(word); known != keywords().end())
            return (this->*known->second)(index, value, place);
        if (contains(kUnsupported, word))
            throw fail(value, place,
                       "the keyword \"" + std::string(word) + "\" is not supported by this version");
        if (contains(kAnnotations, word) || word.substr(0, 2) == "x-") return;
        std::vector<std::string_view> candidates(kAnnotations.begin(), kAnnotations.end());
        for (const auto& [known, handler] : keywords()) candidates.push_back(known);
        note(value, place, "\"" + std::string(word) + "\" is no keyword of JSON Schema; not checked",
             nearest(word, candidates));
    }

    void ignore(NodeIndex, const Value&, const std::string&) {}

    void type(NodeIndex index, const Value& value, const std::string& place) {
        Types types = 0;
        const auto add = [&](const Value& word) {
            const auto known = std::find_if(kTypeWords.begin(), kTypeWords.end(),
                                            [&](const auto& pair) { return pair.first == word.text; });
            if (!word.is(Kind::string) || known == kTypeWords.end())
                throw fail(
                    word, place,
                    "expected null, boolean, integer, number, string, array or object; found " + shown(word));
            types = static_cast<Types>(types | known->second);
        };
        if (value.is(Kind::array))
            for (const Value& word : value.elements) add(word);
        else
            add(value);
        if (types == 0) throw fail(value, place, "expected at least one type");
        at(index).types = types;
    }

    Slice scalars(const Value& value, const std::string& place, std::string& expected) {
        if (!value.is(Kind::array)) throw fail(value, place, "expected an array; found " + shown(value));
        const Slice slice{static_cast<std::uint32_t>(program_.values.size()),
                          static_cast<std::uint32_t>(value.elements.size())};
        for (const Value& element : value.elements) {
            if (element.is(Kind::array) || element.is(Kind::object))
                throw fail(element, place, "an array or object as a value is not supported by this version");
            EnumValue& scalar = program_.values.emplace_back();
            scalar.kind = element.kind;
            scalar.boolean = element.boolean;
            scalar.text = element.text;
            if (element.is(Kind::number)) scalar.number = json::Decimal::parse(element.text);
            expected += expected.empty() ? "one of " : ", ";
            if (element.is(Kind::string))
                expected += element.text;
            else
                json::write_compact(element, expected);
        }
        return slice;
    }

    void enumeration(NodeIndex index, const Value& value, const std::string& place) {
        std::string expected;
        at(index).values = scalars(value, place, expected);
        if (value.elements.empty()) throw fail(value, place, "expected at least one value");
        std::vector<std::string_view> words;
        for (const Value& element : value.elements)
            if (element.is(Kind::string)) words.push_back(element.text);
        if (auto set = WordSet::make(words))
            at(index).words = &program_.word_sets.emplace_back(std::move(*set));
        at(index).has_scalar_checks = true;
        program_.notes[index].expected_values = expected;
    }

    void known_values(NodeIndex index, const Value& value, const std::string& place) {
        std::string expected;
        at(index).known_values = scalars(value, place, expected);
        at(index).has_scalar_checks = true;
        program_.notes[index].expected_known = expected;
    }

    void additional_properties(NodeIndex index, const Value& value, const std::string& place) {
        if (value.is(Kind::boolean) && !value.boolean) {
            at(index).unnamed = Unnamed::forbidden;
            return;
        }
        const NodeIndex additional = node(value, place);
        links_[index].additional = additional;
    }

    void items(NodeIndex index, const Value& value, const std::string& place) {
        const NodeIndex each = node(value, place);
        links_[index].items = each;
    }

    std::uint32_t length(const Value& value, const std::string& place) {
        const bool whole =
            value.is(Kind::number) && json::is_integer(value.text) && value.text.front() != '-';
        if (!whole) throw fail(value, place, "expected a whole number, 0 or more; found " + shown(value));
        // What is more than any string's length is as good as no limit.
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(json::to_unsigned(value.text).value_or(kNoLimit), kNoLimit));
    }

    void max_length(NodeIndex index, const Value& value, const std::string& place) {
        at(index).max_length = length(value, place);
        at(index).has_scalar_checks = true;
    }

    void min_length(NodeIndex index, const Value& value, const std::string& place) {
        at(index).min_length = length(value, place);
        at(index).has_scalar_checks = true;
    }

    void bound(NodeIndex index, const Value& value, const std::string& place) {
        if (!value.is(Kind::number)) throw fail(value, place, "expected a number; found " + shown(value));
        if (at(index).bounds == kNoLimit) {
            at(index).bounds = static_cast<std::uint32_t>(program_.bounds.size());
            program_.bounds.emplace_back();
        }
        Bounds& bounds = program_.bounds[at(index).bounds];
        const bool minimum = place.ends_with("/minimum");
        (minimum ? bounds.has_minimum : bounds.has_maximum) = true;
        (minimum ? bounds.minimum : bounds.maximum) = json::Decimal::parse(value.text);
        const std::string text = (minimum ? "at least " : "at most ") + std::string(value.text);
        if (bounds.expected.empty())
            bounds.expected = text;
        else
            bounds.expected = minimum ? text + " and " + bounds.expected : bounds.expected + " and " + text;
        at(index).has_scalar_checks = true;
    }

    void format(NodeIndex index, const Value& value, const std::string& place) {
        if (!value.is(Kind::string)) throw fail(value, place, "expected a string; found " + shown(value));
        const Format* known = find_format(value.text);
        if (known == nullptr || known->of_numbers) {
            std::vector<std::string_view> names;
            for (const Format& each : formats())
                if (known == nullptr) names.push_back(each.name);
            return note(value, place, "the format \"" + std::string(value.text) + "\" is not checked",
                        nearest(value.text, names));
        }
        at(index).format = known->check;
        at(index).has_scalar_checks = true;
        program_.notes[index].format = value.text;
    }

    void evidence(NodeIndex index, const Value& value, const std::string& place) {
        const auto word = [&](const Value& said) {
            const auto known = said.is(Kind::string) ? parse_evidence(said.text) : std::nullopt;
            if (!known)
                throw fail(said, place, "expected documented, published or inferred; found " + shown(said));
            return *known;
        };
        NodeNote& told = program_.notes[index];
        if (!value.is(Kind::object)) {
            told.evidence = word(value);
            return;
        }
        for (const auto& [keyword, said] : value.members)
            told.keyword_evidence.emplace_back(keyword, word(said));
    }

    // `properties` and `required` make one table; a property that is only required stands in it as unnamed.
    void object(NodeIndex index, const Value& schema, const std::string& pointer) {
        const Value* properties = schema.find("properties");
        if (properties != nullptr && !properties->is(Kind::object))
            throw fail(*properties, pointer + "/properties",
                       "expected an object; found " + shown(*properties));
        std::vector<Property> table;
        std::vector<NodeIndex> nodes;
        const auto add = [&](std::string_view name, NodeIndex target, bool named) {
            const std::uint64_t bit = std::uint64_t{1} << (table.size() % 64);
            table.push_back({named ? ShortText::of(name) : never(), name, nullptr, bit, named, false});
            nodes.push_back(target);
        };
        if (properties != nullptr)
            for (const auto& [name, value] : properties->members) {
                std::string place = pointer + "/properties";
                json::append_token(place, name);
                add(name, node(value, place), true);
            }
        const std::set<std::string_view> wanted = required_names(schema.find("required"), pointer);
        for (const std::string_view name : wanted)
            if (std::none_of(table.begin(), table.end(), [&](const Property& p) { return p.name == name; }))
                add(name, links_[index].additional, false);
        if (properties != nullptr && schema.find("additionalProperties") == nullptr)
            at(index).unnamed = Unnamed::undocumented;
        at(index).property_count = static_cast<std::uint32_t>(table.size());
        store_required(index, table, wanted);
        add({}, kAnything, false);
        table.back().end = true;
        table.back().name = kNoName;
        links_[index].properties = program_.properties.size();
        program_.properties.insert(program_.properties.end(), table.begin(), table.end());
        property_nodes_.insert(property_nodes_.end(), nodes.begin(), nodes.end());
    }

    // The tables are whole: numbers become pointers.
    void link() {
        for (std::size_t i = 0; i < program_.properties.size(); ++i)
            program_.properties[i].node = &program_.nodes[property_nodes_[i]];
        for (NodeIndex i = 0; i < program_.nodes.size(); ++i) {
            Node& node = program_.nodes[i];
            node.additional = &program_.nodes[links_[i].additional];
            node.items = &program_.nodes[links_[i].items];
            node.properties = &program_.properties[links_[i].properties];
            node.passes = string_test(node);
            if (node.property_count <= kWide) continue;
            auto& by_name = program_.wide[&node];
            for (const Property* property = node.properties; !property->end; ++property)
                by_name.emplace(property->name, property);
        }
    }

    std::set<std::string_view> required_names(const Value* required, const std::string& pointer) const {
        std::set<std::string_view> names;
        if (required == nullptr) return names;
        if (!required->is(Kind::array))
            throw fail(*required, pointer + "/required",
                       "expected an array of names; found " + shown(*required));
        for (const Value& name : required->elements) {
            if (!name.is(Kind::string))
                throw fail(name, pointer + "/required", "expected a name; found " + shown(name));
            names.insert(name.text);
        }
        return names;
    }

    void store_required(NodeIndex index, const std::vector<Property>& table,
                        const std::set<std::string_view>& required) {
        at(index).required_words = static_cast<std::uint32_t>(program_.required_words.size());
        program_.required_words.resize(program_.required_words.size() + at(index).word_count());
        std::uint64_t* bits = program_.required_words.data() + at(index).required_words;
        for (std::size_t i = 0; i < table.size(); ++i)
            if (required.contains(table[i].name)) bits[i / 64] |= std::uint64_t{1} << (i % 64);
    }

    Node& at(NodeIndex index) { return program_.nodes[index]; }

    std::string shown(const Value& value) const {
        constexpr std::size_t kShown = 60;
        std::string text;
        json::write_compact(value, text);
        return text.size() <= kShown ? text : text.substr(0, kShown) + "…";
    }

    json::LoadError fail(const Value& value, const std::string& place, const std::string& reason) const {
        return document_.error(value, place, reason);
    }

    void note(const Value& value, const std::string& place, std::string text, std::string_view meant) {
        if (!meant.empty()) text += " (did you mean \"" + std::string(meant) + "\"?)";
        notes_.push_back(fail(value, place, text).what());
    }

    const json::Document& document_;
    Notes& notes_;
    Program program_;
    std::vector<Links> links_;              // as many as nodes
    std::vector<NodeIndex> property_nodes_; // as many as properties
    std::map<std::string, NodeIndex, std::less<>> made_;
    int nested_ = 0;
};

} // namespace

Program compile(std::shared_ptr<const json::Document> document, const std::string& pointer, Notes& notes) {
    return Compiler(std::move(document), notes).compile(pointer);
}

const json::Value& resolve(const json::Document& document, const json::Value& schema, std::string& pointer) {
    const Value* target = &schema;
    std::set<std::string> seen;
    while (const Value* reference = target->find("$ref")) {
        const std::string place = pointer + "/$ref";
        if (!reference->is(Kind::string) || !reference->text.starts_with('#'))
            throw document.error(*reference, place,
                                 "only a $ref to a place in the same document (#/…) is supported");
        if (!seen.insert(pointer).second)
            throw document.error(*reference, place, "this $ref leads back to itself");
        for (const auto& [word, value] : target->members)
            if (word == "x-known-values" ||
                (word != "$ref" && !contains(kAnnotations, word) && !word.starts_with("x-")))
                throw document.error(value, pointer + "/" + std::string(word),
                                     "a constraint beside $ref is not supported by this version");
        pointer = reference->text.substr(1);
        target = document.at(pointer);
        if (target == nullptr)
            throw document.error(*reference, place,
                                 "there is nothing at \"" + std::string(reference->text) + "\"");
    }
    return *target;
}

} // namespace understudy::schema
