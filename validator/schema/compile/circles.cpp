// Schemas that lead back to themselves without going into the value. JSON Schema leaves their meaning
// undefined (Core §9.4.1), so the keyword that leads back is not checked, with a note. A discriminator can
// decide instead.

#include <algorithm>

#include "validator/schema/compile/build.hpp"

namespace understudy::schema {
namespace {

using Nodes = std::vector<const Node*>;

// The schemas that apply to the same value, apart from those of `allOf` and the discriminator.
Nodes choices(const Composition& composed) {
    Nodes nodes = composed.any;
    nodes.insert(nodes.end(), composed.one.begin(), composed.one.end());
    for (const Node* each :
         {composed.negated, composed.condition, composed.consequence, composed.alternative})
        if (each != nullptr) nodes.push_back(each);
    for (const Dependency& each : composed.dependencies)
        if (each.schema != nullptr) nodes.push_back(each.schema);
    return nodes;
}

Nodes parts(const Composition& composed) {
    Nodes nodes = composed.all;
    if (composed.dynamic_target != nullptr) nodes.push_back(composed.dynamic_target);
    return nodes;
}

bool has_any(const Nodes& nodes, const std::set<const Node*>& circle) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const Node* each) { return circle.contains(each); });
}

} // namespace

/// Finds the circles: strongly connected nodes (Tarjan's algorithm).
class Compiler::Build::Circles {
public:
    /// `by_mapping`: whether a discriminator that is held leads on.
    Circles(std::size_t nodes, bool by_mapping) : marks_(nodes), by_mapping_(by_mapping) {}

    void visit(const Node& node) {
        if (node.composed == nullptr || marks_[node.index].order != 0) return;
        Mark& mark = marks_[node.index];
        mark.order = mark.low = ++count_;
        mark.is_open = true;
        open_.push_back(&node);
        bool is_own = false;
        for (const Node* next : edges(*node.composed)) {
            if (next->composed == nullptr) continue;
            is_own = is_own || next == &node;
            const Mark& other = marks_[next->index];
            if (other.order == 0) {
                visit(*next);
                mark.low = std::min(mark.low, other.low);
            } else if (other.is_open) {
                mark.low = std::min(mark.low, other.order);
            }
        }
        if (mark.low == mark.order) close(node, is_own);
    }

    std::vector<Nodes> found;

private:
    struct Mark {
        std::size_t order = 0, low = 0;
        bool is_open = false;
    };

    Nodes edges(const Composition& composed) const {
        Nodes nodes = choices(composed);
        const Nodes others = parts(composed);
        nodes.insert(nodes.end(), others.begin(), others.end());
        if (by_mapping_ && composed.held != Held::no)
            for (const auto& [name, schema] : composed.mapping) nodes.push_back(schema);
        return nodes;
    }

    void close(const Node& node, bool is_own) {
        Nodes circle;
        for (const Node* last = nullptr; last != &node;) {
            last = open_.back();
            open_.pop_back();
            marks_[last->index].is_open = false;
            circle.push_back(last);
        }
        std::reverse(circle.begin(), circle.end());
        if (circle.size() > 1 || is_own) found.push_back(std::move(circle));
    }

    std::vector<Mark> marks_;
    bool by_mapping_;
    std::size_t count_ = 0;
    Nodes open_;
};

void Compiler::Build::break_circles() {
    const std::size_t first = circles_;
    circles_ = tables_->nodes.size();
    Circles plain(circles_, false), held(circles_, true);
    for (std::size_t i = first; i < circles_; ++i) plain.visit(tables_->nodes[i]);
    for (const Nodes& circle : plain.found) break_circle(circle);
    for (std::size_t i = first; i < circles_; ++i) held.visit(tables_->nodes[i]);
    for (const Nodes& circle : held.found)
        for (const Node* node : circle) const_cast<Composition&>(*node->composed).leads_back = true;
}

void Compiler::Build::note_circle(const Node& node, std::string_view what) {
    add_note(place_of(node), "this schema leads back to itself without going into the value; " +
                                 std::string(what) + " is not checked");
}

void Compiler::Build::break_circle(const Nodes& circle) {
    const std::set<const Node*> all(circle.begin(), circle.end());
    for (const Node* node : circle) {
        Composition& composed = const_cast<Composition&>(*node->composed);
        for (auto [branches, word] : {std::pair{&composed.one, "its oneOf"}, {&composed.any, "its anyOf"}}) {
            if (!has_any(*branches, all)) continue;
            branches->clear();
            if (composed.mapping.empty())
                note_circle(*node, word);
            else
                composed.held = Held::instead;
        }
        if (composed.negated != nullptr && all.contains(composed.negated)) {
            composed.negated = nullptr;
            note_circle(*node, "its `not`");
        }
        Nodes branches = {composed.condition, composed.consequence, composed.alternative};
        if (has_any(branches, all)) {
            composed.condition = composed.consequence = composed.alternative = nullptr;
            note_circle(*node, "its `if`");
        }
        for (Dependency& dependency : composed.dependencies)
            if (dependency.schema != nullptr && all.contains(dependency.schema)) {
                dependency.schema = nullptr;
                note_circle(*node, "its dependentSchemas");
            }
    }
    std::map<const Node*, bool> open;
    for (const Node* node : circle) break_all_of(*node, all, open);
}

// What is left are circles of allOf and $ref: the schemas say the same of the value, so one round is enough.
void Compiler::Build::break_all_of(const Node& node, const std::set<const Node*>& circle,
                                   std::map<const Node*, bool>& open) {
    if (!open.emplace(&node, true).second) return;
    Composition& composed = const_cast<Composition&>(*node.composed);
    const auto is_open = [&](const Node* each) {
        const auto known = open.find(each);
        return known != open.end() && known->second;
    };
    if (std::erase_if(composed.all, is_open) != 0) note_circle(node, "the way back");
    if (composed.dynamic_target != nullptr && is_open(composed.dynamic_target)) {
        composed.dynamic_target = nullptr;
        composed.dynamic_name = {};
        note_circle(node, "its $dynamicRef");
    }
    for (const Node* next : parts(composed))
        if (circle.contains(next)) break_all_of(*next, circle, open);
    open[&node] = false;
}

} // namespace understudy::schema
