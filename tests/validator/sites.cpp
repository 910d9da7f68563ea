#include "tests/validator/sites.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace understudy::test {
namespace {

using json::Kind;
using json::Value;

void check_keywords(const Value& schema) {
    static const std::set<std::string_view> kKnown = {
        "type",     "enum",       "properties", "required", "items",       "maxLength",      "minLength",
        "minimum",  "maximum",    "format",     "title",    "description", "x-known-values", "x-evidence",
        "x-source", "x-personal", "default",    "example",  "examples"};
    for (const auto& [keyword, value] : schema.members)
        if (!kKnown.contains(keyword))
            throw std::runtime_error("no test breaks the keyword " + std::string(keyword) + ": add it");
}

void walk(const json::Document& document, const Value& schema, const Site& above, std::vector<Site>& found) {
    if (found.size() > 10000) throw std::runtime_error("a schema without end");
    Site site = above;
    site.schema = &follow(document, schema);
    check_keywords(*site.schema);
    found.push_back(site);
    if (const Value* properties = site.schema->find("properties"))
        for (const auto& [name, property] : properties->members) {
            Site below = site;
            below.steps.emplace_back(name);
            below.path += (below.path.empty() ? "" : ".") + std::string(name);
            walk(document, property, below, found);
        }
    if (const Value* items = site.schema->find("items")) {
        Site below = site;
        below.steps.emplace_back("1");
        below.path += "[]";
        walk(document, *items, below, found);
    }
}

std::string sample_text(const Value& schema) {
    for (const char* keyword : {"enum", "x-known-values"})
        if (const Value* values = schema.find(keyword))
            for (const Value& value : values->elements)
                if (value.is(Kind::string)) return std::string(value.text);
    if (const Value* format = schema.find("format"))
        return format->text == "uuid" ? "3f2504e0-4f89-41d3-9a0c-0305e82c3301" : "2024-02-29T12:30:45Z";
    return schema.find("minLength") != nullptr
               ? std::string(static_cast<std::size_t>(whole(schema, "minLength")), 'x')
               : "a text";
}

Tree sample_of_type(const json::Document& document, const Value& schema, std::string_view type) {
    if (type == "string") return Tree::string(sample_text(schema));
    if (type == "boolean") return Tree::word(true);
    if (type == "integer" || type == "number")
        return Tree::number(schema.find("minimum") != nullptr ? std::to_string(whole(schema, "minimum"))
                                                              : "7");
    if (type == "array") {
        const Value* items = schema.find("items");
        const Tree element = items == nullptr ? Tree::number("1") : sample(document, *items);
        return Tree::array({element, element});
    }
    Tree object = Tree::object();
    if (const Value* properties = schema.find("properties"))
        for (const auto& [name, property] : properties->members)
            object.members.push_back({std::string(name), sample(document, property)});
    else
        object.members.push_back({"any name", Tree::array({Tree(), Tree::object()})});
    return object;
}

} // namespace

const Value& follow(const json::Document& document, const Value& schema) {
    const Value* target = &schema;
    for (int hops = 0; hops < 10; ++hops) {
        const Value* reference = target->find("$ref");
        if (reference == nullptr) return *target;
        target = document.at(reference->text.substr(1));
        if (target == nullptr) break;
    }
    throw std::runtime_error("a $ref that leads nowhere");
}

std::vector<Site> sites(const json::Document& document, const Value& schema) {
    std::vector<Site> found;
    walk(document, schema, {}, found);
    return found;
}

Tree sample(const json::Document& document, const Value& schema) {
    const Value& target = follow(document, schema);
    const std::vector<std::string> wanted = types(target);
    if (wanted.empty()) return Tree::string("anything");
    const auto type =
        std::find_if(wanted.begin(), wanted.end(), [](const auto& word) { return word != "null"; });
    return type == wanted.end() ? Tree() : sample_of_type(document, target, *type);
}

std::vector<std::string> types(const Value& schema) {
    std::vector<std::string> words;
    const Value* type = schema.find("type");
    if (type == nullptr) return words;
    if (type->is(Kind::string)) words.emplace_back(type->text);
    for (const Value& word : type->elements) words.emplace_back(word.text);
    return words;
}

long long whole(const Value& schema, std::string_view keyword) {
    return std::stoll(std::string(schema.find(keyword)->text));
}

} // namespace understudy::test
