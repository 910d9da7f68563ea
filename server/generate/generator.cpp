#include "server/generate/generator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "server/generate/canonical_tree.hpp"
#include "server/generate/sample_text.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::generate {
namespace {

using json::Kind;
using schema::Node;

constexpr unsigned kTries = 60;
constexpr unsigned kDeep = 6; ///< from this depth on, only required members
constexpr unsigned kDeepest = 40;
constexpr std::uint64_t kLongList = 50; ///< longer lists are not tried: megabytes help nobody
constexpr std::uint32_t kLongText = 100'000;

class Any : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        if (!first) first = std::move(breach);
    }
    std::optional<schema::Breach> first;
};

double to_double(const json::Decimal& number) {
    const std::string literal =
        (number.digits.empty() ? "0" : number.digits) + "e" + std::to_string(number.exponent);
    const double value = std::strtod(literal.c_str(), nullptr);
    return number.negative ? -value : value;
}

std::string literal_of(double value, bool fraction) {
    std::array<char, 400> text{};
    std::snprintf(text.data(), text.size(), fraction ? "%.6g" : "%.0f", value);
    return text.data();
}

bool is_required(const schema::Tables& tables, const Node& node, std::size_t index) {
    return (tables.required_words[node.required_words + index / 64] >> (index % 64) & 1U) != 0;
}

/// Combines both values: two objects give the members of both.
void merge(Tree& into, Tree&& other) {
    if (!into.is(Kind::object) || !other.is(Kind::object)) {
        if (!other.is(Kind::null)) into = std::move(other);
        return;
    }
    for (TreeMember& member : other.members) into.set(member.name, std::move(member.value));
}

} // namespace

struct Generator::Aim {
    const std::vector<std::string>* path = nullptr;
    std::size_t done = 0;
    std::string_view state{};

    bool is_here() const { return path != nullptr && done == path->size(); }
    bool is_below() const { return path != nullptr && done < path->size(); }
    /// The aim for a member: the same aim one step further, or none.
    Aim at(std::string_view name) const {
        return is_below() && (*path)[done] == name ? Aim{path, done + 1, state} : Aim{};
    }
};

std::optional<Tree> Generator::generate(Chance chance, std::string_view field, std::string_view state) {
    const std::vector<std::string> path = tokens(field);
    const Aim aim = field.empty() ? Aim{} : Aim{&path, 0, state};
    for (unsigned i = 0; i < kTries; ++i) {
        sparse_ = i > kTries / 2;
        Chance own(chance.next());
        Tree tree = value(schema_.root(), own, 0, aim);
        if (conforms(tree.written())) return tree;
    }
    return std::nullopt;
}

bool Generator::conforms(const std::string& json) {
    Any breaches;
    schema::Evaluator(schema_).evaluate(json, breaches);
    obstacle_ = std::move(breaches.first);
    if (obstacle_) obstacle_->value = {}; // it is of the text that goes
    return !obstacle_;
}

Tree Generator::value(const Node& node, Chance& chance, unsigned depth, const Aim& aim) {
    if (aim.is_here()) return Tree::string(std::string(aim.state));
    Tree base;
    if (node.constant.count != 0) {
        base = listed(node.constant, chance);
    } else if (node.values.count != 0 && !aim.is_below()) {
        base = listed(node.values, chance);
    } else {
        std::vector<schema::Types> types;
        for (const schema::Types type : {schema::kBoolean, schema::kInteger, schema::kFraction,
                                         schema::kString, schema::kArray, schema::kObject})
            if ((node.types & type) != 0) types.push_back(type);
        const bool may_be_null = (node.types & schema::kNull) != 0 || node.null_passes;
        if (aim.is_below()) types = {schema::kObject};
        // If a node leaves its type to its branches, the value is what they make of it.
        const bool open = node.types == schema::kAnyType && !aim.is_below();
        if (open && node.property_count != 0) types = {schema::kObject};
        if (open && node.property_count == 0 && node.composed == nullptr)
            types = {schema::kString, schema::kInteger, schema::kBoolean};
        if (open && node.property_count == 0 && node.composed != nullptr) types.clear();
        const bool is_null = !aim.is_below() && may_be_null && (types.empty() || chance.once_in(5));
        if (!is_null && !types.empty()) base = of_type(node, chance.any(types), chance, depth, aim);
    }
    return node.composed == nullptr ? base : composed(node, std::move(base), chance, depth, aim);
}

Tree Generator::of_type(const Node& node, schema::Types type, Chance& chance, unsigned depth,
                        const Aim& aim) {
    if (type == schema::kObject) return object(node, chance, depth, aim);
    if (type == schema::kArray) return array(node, chance, depth);
    if (type == schema::kString) return text(node, chance);
    if (type != schema::kBoolean) return number(node, type == schema::kFraction, chance);
    Tree word = Tree::of_kind(Kind::boolean);
    word.boolean = chance.once_in(2);
    return word;
}

Tree Generator::listed(const schema::Slice& slice, Chance& chance) const {
    const schema::EnumValue& value = tables_.values[slice.first + chance.below(slice.count)];
    Tree tree = Tree::of_kind(value.kind);
    tree.boolean = value.boolean;
    tree.text = value.text;
    if (value.kind == Kind::number)
        tree.text = (value.number.negative ? "-" : "") +
                    (value.number.digits.empty() ? "0" : value.number.digits) +
                    (value.number.exponent == 0 ? "" : "e" + std::to_string(value.number.exponent));
    return tree;
}

Tree Generator::object(const Node& node, Chance& chance, unsigned depth, const Aim& aim) {
    Tree tree = Tree::of_kind(Kind::object);
    for (std::size_t i = 0; i < node.property_count; ++i) {
        const schema::Property& property = node.properties[i];
        const Aim aim_there = aim.at(property.name);
        const bool is_aimed = aim_there.path != nullptr;
        Chance own(chance.next()); // so that one member does not change the next
        if (!is_aimed && !is_required(tables_, node, i)) {
            const bool never =
                property.node != nullptr && property.node->types == 0; // goes the other way, or `false`
            if (never || sparse_ || depth > kDeep || own.once_in(6)) continue;
        }
        if (depth > kDeepest) continue;
        const Node& there = property.node == nullptr ? tables_.anything() : *property.node;
        tree.members.push_back({std::string(property.name), value(there, own, depth + 1, aim_there)});
    }
    const std::uint64_t least = node.counts == nullptr ? 0 : node.counts->min_properties;
    const Node& rest = node.additional == nullptr ? tables_.anything() : *node.additional;
    const std::uint64_t more = node.has_additional && !sparse_ && depth <= kDeep ? chance.below(3) : 0;
    for (std::uint64_t i = 0; tree.members.size() < least + more && i < kLongList; ++i)
        tree.set(sample_words(4 + i, chance), value(rest, chance, depth + 1, {}));
    return tree;
}

Tree Generator::array(const Node& node, Chance& chance, unsigned depth) {
    Tree tree = Tree::of_kind(Kind::array);
    std::uint64_t least = 0, most = 3;
    if (node.counts != nullptr) {
        least = std::min(node.counts->min_items, kLongList);
        most = std::max(least, std::min<std::uint64_t>(node.counts->max_items, least + 3));
        if (node.counts->max_items <= kLongList && chance.once_in(8)) least = most = node.counts->max_items;
    }
    if (sparse_ || depth > kDeep) most = least;
    if (depth > kDeepest) return tree;
    const std::size_t count =
        static_cast<std::size_t>(least) + chance.below(static_cast<std::size_t>(most - least) + 1);
    for (std::size_t i = 0; i < count; ++i) {
        const auto* applied = node.composed;
        const bool has_own = applied != nullptr && i < applied->prefix_items.size();
        const Node& there = has_own                 ? *applied->prefix_items[i]
                            : node.items == nullptr ? tables_.anything()
                                                    : *node.items;
        tree.elements.push_back(value(there, chance, depth + 1, {}));
    }
    if (node.composed != nullptr && node.composed->contains != nullptr)
        for (std::uint64_t i = 0; i < std::min(node.composed->min_contains, kLongList); ++i)
            tree.elements.push_back(value(*node.composed->contains, chance, depth + 1, {}));
    return tree;
}

Tree Generator::text(const Node& node, Chance& chance) {
    if (node.known_values.count != 0) return listed(node.known_values, chance);
    const schema::NodeNote& note = tables_.note(node);
    if (!note.pattern.empty()) return Tree::string(sample_pattern(note.pattern, chance));
    if (!note.format.empty()) return Tree::string(sample_format(note.format, chance));
    const std::uint32_t most = std::min(node.max_length, kLongText);
    const bool is_bounded = node.max_length <= kLongText;
    if (is_bounded && chance.once_in(8)) return Tree::string(sample_words(most, chance));
    if (chance.once_in(8)) return Tree::string(sample_words(std::min(node.min_length, kLongText), chance));
    const std::uint32_t usual = std::max(node.min_length, std::min<std::uint32_t>(most, 24));
    const std::uint32_t least = std::min(std::max<std::uint32_t>(node.min_length, 1), usual);
    return Tree::string(sample_words(least + chance.below(usual - least + 1), chance));
}

Tree Generator::number(const Node& node, bool fraction, Chance& chance) {
    double least = -1000, most = 1000;
    if (node.bounds == schema::kNoLimit) {
        least = 0;
    } else {
        const schema::Bounds& bounds = tables_.bounds[node.bounds];
        const double step = fraction ? 0.001 : 1;
        const bool has_least = bounds.minimum || bounds.exclusive_minimum;
        const bool has_most = bounds.maximum || bounds.exclusive_maximum;
        if (bounds.minimum) least = to_double(*bounds.minimum);
        if (bounds.exclusive_minimum) least = to_double(*bounds.exclusive_minimum) + step;
        if (bounds.maximum) most = to_double(*bounds.maximum);
        if (bounds.exclusive_maximum) most = to_double(*bounds.exclusive_maximum) - step;
        if (has_least && !has_most) most = least + 1000;
        if (has_most && !has_least) least = most - 1000;
        if (bounds.multiple_of) {
            const double divisor = to_double(*bounds.multiple_of);
            const double first = std::ceil(least / divisor), last = std::floor(most / divisor);
            const double index = first + std::floor(chance.share() * (last - first + 1));
            const double product = index * divisor;
            return Tree::number(literal_of(product, product != std::floor(product)));
        }
    }
    if (!fraction) {
        least = std::ceil(least);
        most = std::floor(most);
    }
    const double chosen = chance.once_in(8)   ? least
                          : chance.once_in(8) ? most
                          : fraction          ? least + chance.share() * (most - least)
                                              : least + std::floor(chance.share() * (most - least + 1));
    return Tree::number(literal_of(chosen, fraction));
}

/// Takes out of a part of `allOf` the members that it only requires, if another part has made them: that one
/// says what they are.
void Generator::leave_to_others(const Node& branch, Tree& part, Tree& made) const {
    std::erase_if(part.members, [&](const TreeMember& member) {
        const schema::Property* property = tables_.find_property(branch, member.name);
        return property != nullptr && property->node == nullptr && made.find(member.name) != nullptr;
    });
}

/// Adds the branches' part: everything in `allOf`, and one branch of `anyOf` and `oneOf`. The check of the
/// finished value shows whether it fits.
Tree Generator::composed(const Node& node, Tree base, Chance& chance, unsigned depth, const Aim& aim) {
    if (depth > kDeepest) return base;
    const schema::Composition& more = *node.composed;
    if (!more.constant.empty() || !more.values.empty()) {
        return tree_of_canonical(chance.any(more.constant.empty() ? more.values : more.constant));
    }
    for (const Node* branch : more.all) {
        Tree part = value(*branch, chance, depth + 1, aim);
        if (branch->composed == nullptr) leave_to_others(*branch, part, base);
        merge(base, std::move(part));
    }
    for (const auto* branches : {&more.one, &more.any})
        if (!branches->empty()) merge(base, value(*chance.any(*branches), chance, depth + 1, aim));
    if (more.held != schema::Held::no && !more.mapping.empty() &&
        std::find(tagged_.begin(), tagged_.end(), &more) == tagged_.end()) {
        const auto& [name, meant] = chance.any(more.mapping);
        tagged_.push_back(&more);
        merge(base, value(*meant, chance, depth + 1, aim));
        tagged_.pop_back();
        base.set(std::string(more.discriminator), Tree::string(std::string(name)));
    }
    if (more.condition != nullptr && more.consequence != nullptr && chance.once_in(2)) {
        merge(base, value(*more.condition, chance, depth + 1, aim));
        merge(base, value(*more.consequence, chance, depth + 1, aim));
    } else if (more.alternative != nullptr) {
        merge(base, value(*more.alternative, chance, depth + 1, aim));
    }
    return base;
}

} // namespace understudy::generate
