#include "server/generate/mutation.hpp"

#include <functional>
#include <vector>

#include "server/generate/chance.hpp"
#include "server/generate/tree.hpp"
#include "validator/json/error.hpp"
#include "validator/schema/evaluate/evaluator.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/string_length.hpp"

namespace understudy::generate {
namespace {

using json::Kind;
using schema::Node;

constexpr std::string_view kWord = "understudy_drift"; // in no enum, and no documented name
constexpr unsigned kDeepest = 200;
constexpr std::uint32_t kLongest = 1'000'000;

/// A place in a body that may be changed, and how.
struct Site {
    std::string pointer;
    std::function<void()> change;
};

/// Walks through a body and its schema side by side.
class Search {
public:
    Search(const schema::Tables& tables, Mutation drift) : tables_(tables), drift_(drift) {}

    std::vector<Site> sites;

    void visit(const Node& node, Tree& tree, const std::string& pointer, unsigned depth = 0) {
        if (depth > kDeepest) return;
        if (node.composed != nullptr) {
            for (const Node* all : node.composed->all) visit(*all, tree, pointer, depth + 1);
            for (const auto* branches : {&node.composed->any, &node.composed->one})
                for (const Node* branch : *branches) visit(*branch, tree, pointer, depth + 1);
        }
        scalar(node, tree, pointer);
        if (tree.is(Kind::array) && node.items != nullptr)
            for (std::size_t i = 0; i < tree.elements.size(); ++i)
                visit(*node.items, tree.elements[i], pointer + "/" + std::to_string(i), depth + 1);
        if (tree.is(Kind::object)) members(node, tree, pointer, depth);
    }

private:
    void scalar(const Node& node, Tree& tree, const std::string& pointer) {
        const bool is_listed = node.values.count != 0 || node.known_values.count != 0;
        if (drift_ == Mutation::enum_value && is_listed && tree.is(Kind::string))
            sites.push_back({pointer, [&tree] { tree.text = kWord; }});
        const bool may_be_null = (node.types & schema::kNull) != 0 || node.null_passes;
        if (drift_ == Mutation::null && !may_be_null && !tree.is(Kind::null))
            sites.push_back({pointer, [&tree] { tree = Tree(); }});
        if (drift_ == Mutation::long_text && node.max_length < kLongest && tree.is(Kind::string))
            sites.push_back(
                {pointer, [&tree, size = node.max_length] {
                     tree.text.append(
                         size + 1 - std::min<std::size_t>(text::count_code_points(tree.text), size), 'x');
                 }});
        if (drift_ == Mutation::type && node.types != schema::kAnyType)
            sites.push_back({pointer, [&tree] {
                                 const bool is_text = tree.is(Kind::string);
                                 tree = is_text ? Tree::number("7") : Tree::string(std::string(kWord));
                             }});
        if (drift_ == Mutation::format && !tables_.note(node).format.empty() && tree.is(Kind::string))
            sites.push_back({pointer, [&tree] { tree.text = kWord; }});
    }

    void members(const Node& node, Tree& tree, const std::string& pointer, unsigned depth) {
        if (drift_ == Mutation::undocumented && node.unnamed != schema::Unnamed::allowed)
            sites.push_back({pointer, [&tree] { tree.set(kWord, Tree::string("undocumented")); }});
        for (std::size_t i = 0; i < node.property_count; ++i) {
            const schema::Property& property = node.properties[i];
            Tree* value = tree.find(property.name);
            if (value == nullptr) continue;
            std::string place = pointer;
            text::append_token(place, property.name);
            const bool is_required =
                (tables_.required_words[node.required_words + i / 64] >> (i % 64) & 1U) != 0;
            if (drift_ == Mutation::missing && is_required)
                sites.push_back({place, [&tree, name = std::string(property.name)] {
                                     std::erase_if(tree.members,
                                                   [&](const TreeMember& m) { return m.name == name; });
                                 }});
            if (property.node != nullptr) visit(*property.node, *value, place, depth + 1);
        }
    }

    const schema::Tables& tables_;
    const Mutation drift_;
};

class Any : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

std::size_t breaches(const schema::Program& schema, std::string_view body) {
    Any any;
    schema::Evaluator(schema).evaluate(body, any);
    return any.count;
}

} // namespace

std::optional<std::string> mutate_body(std::string_view body, const schema::Program& schema, Mutation drift,
                                       const std::optional<std::string>& at, std::uint64_t seed) {
    const std::size_t before = breaches(schema, body);
    const auto document = [&]() -> std::optional<json::Document> {
        try {
            return json::Document::parse("body", std::string(body));
        } catch (const json::LoadError&) {
            return std::nullopt; // a recorded body that is not JSON
        }
    }();
    if (!document) return std::nullopt;
    const Tree original = Tree::of(document->root());
    std::vector<std::size_t> order;
    {
        Tree tree = original;
        Search search(schema.tables(), drift);
        search.visit(schema.root(), tree, "");
        for (std::size_t i = 0; i < search.sites.size(); ++i)
            if (!at || search.sites[i].pointer == *at) order.push_back(i);
    }
    // Starts at a random place and takes the first whose change is a breach: a branch of anyOf may allow it.
    const std::size_t start = order.empty() ? 0 : Chance(seed).below(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        Tree tree = original;
        Search search(schema.tables(), drift);
        search.visit(schema.root(), tree, "");
        search.sites[order[(start + i) % order.size()]].change();
        std::string changed = tree.written();
        if (breaches(schema, changed) > before) return changed;
    }
    return std::nullopt;
}

} // namespace understudy::generate
