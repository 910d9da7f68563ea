#include "validator/schema/evaluate/coverage_counter.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace understudy::schema {
namespace {

constexpr std::size_t kSearched = 16; // more are looked up by hash

// The node, and those that apply to the same value.
void collect(const Node& node, std::vector<const Node*>& nodes) {
    if (std::find(nodes.begin(), nodes.end(), &node) != nodes.end()) return;
    nodes.push_back(&node);
    if (node.composed == nullptr) return;
    for (const auto* list : {&node.composed->all, &node.composed->any, &node.composed->one})
        for (const Node* each : *list) collect(*each, nodes);
    if (node.composed->held != Held::no)
        for (const auto& [name, each] : node.composed->mapping) collect(*each, nodes);
    for (const Node* each : {node.composed->consequence, node.composed->alternative})
        if (each != nullptr) collect(*each, nodes);
    for (const Dependency& each : node.composed->dependencies)
        if (each.schema != nullptr) collect(*each.schema, nodes);
}

} // namespace

/// Makes the slots of a program, path by path.
class CoverageCounter::Build {
public:
    Build(CoverageCounter& counter, const Tables& tables, bool counts)
        : counter_(counter), tables_(tables), counts_(counts) {}

    FieldSlot slot(const std::vector<const Node*>& roots, const std::string& path) {
        FieldSlot here;
        if (counter_.items_.size() >= kMostItems || ++slot_count_ > kMostItems) return here;
        std::vector<const Node*> nodes;
        for (const Node* root : roots) collect(*root, nodes);
        if (counts_) count(nodes, path, here);
        const auto& linked = counter_.links_.paths();
        if (const auto tag = std::find(linked.begin(), linked.end(), path); tag != linked.end()) {
            here.tag = static_cast<std::size_t>(tag - linked.begin());
            found_.insert(path);
        }
        for (const Node* node : nodes)
            if (std::find(open_.begin(), open_.end(), node) != open_.end()) return here; // it contains itself
        const std::size_t depth = open_.size();
        open_.insert(open_.end(), nodes.begin(), nodes.end());
        here.object = object(nodes, path);
        here.array = array(nodes, path);
        open_.resize(depth);
        return here;
    }

    bool has_found(const std::string& path) const { return found_.contains(path); }

    /// Throws if a link names a path that was not found.
    void expect(const std::vector<Link>& links) const {
        for (const Link& link : links)
            for (const std::string* path : {&link.left, &link.right})
                if (!found_.contains(*path))
                    throw std::invalid_argument("expected a documented path; found \"" + *path + "\"");
    }

private:
    void count(const std::vector<const Node*>& nodes, const std::string& path, FieldSlot& here) {
        here.field = add_item(path, Kind::field, {});
        const bool is_all_null = std::all_of(nodes.begin(), nodes.end(),
                                             [](const Node* node) { return (node->types & kNull) != 0; });
        const bool says_type =
            std::any_of(nodes.begin(), nodes.end(), [](const Node* node) { return node->types != kAnyType; });
        if ((is_all_null && says_type) || is_null_branch(nodes)) here.null = add_item(path, Kind::null, {});
        here.values = values(nodes, path);
    }

    // `anyOf: [{...}, {type: null}]`
    static bool is_null_branch(const std::vector<const Node*>& nodes) {
        return std::any_of(nodes.begin(), nodes.end(), [](const Node* node) { return node->types == kNull; });
    }

    static bool is_watched(const FieldSlot& slot) { return slot.tag != SIZE_MAX || slot.values != nullptr; }

    std::size_t add_item(const std::string& path, Kind kind, std::string value) {
        counter_.items_.push_back({path, kind, std::move(value), 0});
        counter_.last_document_.push_back(0);
        return counter_.items_.size() - 1;
    }

    Values* values(const std::vector<const Node*>& nodes, const std::string& path) {
        Values values;
        std::map<std::string_view, std::size_t> items; // by text
        for (const Node* node : nodes)
            for (const Slice slice : {node->values, node->known_values})
                for (std::uint32_t i = 0; i < slice.count; ++i) {
                    const EnumValue& value = tables_.values[slice.first + i];
                    if (value.kind == json::Kind::null) continue; // counted apart
                    const std::string_view text = value.kind != json::Kind::boolean ? value.text
                                                  : value.boolean                   ? "true"
                                                                                    : "false";
                    const auto [item, is_new] = items.try_emplace(text, counter_.items_.size());
                    if (is_new) add_item(path, Kind::value, std::string(text));
                    values.list.push_back({value.kind, text, &value.number, item->second});
                }
        if (values.list.empty()) return nullptr;
        if (values.list.size() > kSearched)
            for (std::size_t i = 0; i < values.list.size(); ++i)
                if (values.list[i].kind == json::Kind::string)
                    values.by_text.emplace(values.list[i].text, values.list[i].item);
        return &counter_.values_.emplace_back(std::move(values));
    }

    // If one node alone applies, the slots have the order of its properties.
    ObjectSlots* object(const std::vector<const Node*>& nodes, const std::string& path) {
        std::vector<std::string_view> names;
        std::unordered_map<std::string_view, std::vector<const Node*>> parts;
        for (const Node* node : nodes)
            for (std::uint32_t i = 0; i < node->property_count; ++i) {
                const Property& property = node->properties[i];
                auto& list = parts[property.name];
                if (list.empty()) names.push_back(property.name);
                list.push_back(property.node);
            }
        if (names.empty()) return nullptr;
        ObjectSlots slots;
        slots.names = names;
        for (const std::string_view name : names) {
            if (names.size() > kSearched) slots.by_name.emplace(name, slots.fields.size());
            const FieldSlot next = slot(parts[name], (path.empty() ? "" : path + ".") + std::string(name));
            slots.fields.push_back(next);
            if (is_watched(next))
                slots.watched |= names.size() > 64 ? 1 : std::uint64_t{1} << (slots.fields.size() - 1);
        }
        return add_slots(std::move(slots));
    }

    // Null if nothing in it is counted or linked.
    ObjectSlots* add_slots(ObjectSlots slots) {
        const bool leads_on =
            std::any_of(slots.fields.begin(), slots.fields.end(), [](const FieldSlot& slot) {
                return is_watched(slot) || slot.object != nullptr || slot.array != nullptr;
            });
        return counts_ || leads_on ? &counter_.object_slots_.emplace_back(std::move(slots)) : nullptr;
    }

    ObjectSlots* array(const std::vector<const Node*>& nodes, const std::string& path) {
        std::vector<const Node*> elements;
        for (const Node* node : nodes) {
            if (node->has_items && node->items != nullptr) elements.push_back(node->items);
            if (node->composed != nullptr)
                elements.insert(elements.end(), node->composed->prefix_items.begin(),
                                node->composed->prefix_items.end());
        }
        if (elements.empty()) return nullptr;
        ObjectSlots slots;
        const FieldSlot next = slot(elements, path + "[]");
        slots.fields.push_back(next);
        slots.names.emplace_back();
        slots.watched = is_watched(next) ? 1 : 0;
        return add_slots(std::move(slots));
    }

    CoverageCounter& counter_;
    const Tables& tables_;
    bool counts_;
    std::size_t slot_count_ = 0;
    std::vector<const Node*> open_;
    std::set<std::string> found_; // paths that links name
};

CoverageCounter::CoverageCounter(const Program& program, Options options)
    : links_(options.links, options.kept), has_links_(!links_.paths().empty()) {
    Build build(*this, program.tables(), options.counts);
    root_ = build.slot({&program.root()}, "");
    build.expect(options.links);
    knows_all_kept_ =
        !options.kept.empty() && std::all_of(options.kept.begin(), options.kept.end(),
                                             [&](const std::string& path) { return build.has_found(path); });
}

void CoverageCounter::count(std::size_t item) {
    if (item == SIZE_MAX || last_document_[item] == document_) return;
    last_document_[item] = document_;
    ++items_[item].documents;
}

void CoverageCounter::add_value(const Values& values, json::Kind kind, std::string_view text) {
    if (kind == json::Kind::string && !values.by_text.empty()) {
        if (const auto known = values.by_text.find(text); known != values.by_text.end()) count(known->second);
        return;
    }
    const std::optional<json::Decimal> number =
        kind == json::Kind::number ? std::optional(json::Decimal::parse(text)) : std::nullopt;
    for (const Values::Value& each : values.list)
        if (each.kind == kind && (number ? *number == *each.number : each.text == text))
            return count(each.item);
}

void CoverageCounter::end(BreachSink& sink) {
    if (has_links_) links_.end(sink);
    count(root_.field);
}

// The index of that pattern. If there is no room, it replaces the oldest one.
std::size_t CoverageCounter::find_pattern(ObjectSlots& slots, std::uint64_t seen, std::uint64_t nulls) const {
    const auto known = std::find_if(slots.patterns.begin(), slots.patterns.end(),
                                    [&](const PresencePattern& pattern) { return pattern.is(seen, nulls); });
    const auto number = static_cast<std::size_t>(known - slots.patterns.begin());
    if (known != slots.patterns.end()) return number;
    if (number < kMostPatterns) {
        slots.patterns.push_back({seen, nulls, 0});
        return number;
    }
    PresencePattern& oldest = slots.patterns[slots.oldest_pattern];
    settle(slots, oldest);
    oldest = {seen, nulls, 0};
    return std::exchange(slots.oldest_pattern, (slots.oldest_pattern + 1) % kMostPatterns);
}

// Adds the pattern's documents to its items.
void CoverageCounter::settle(const ObjectSlots& slots, PresencePattern& pattern) const {
    const auto count = [&](std::uint64_t bits, std::size_t FieldSlot::*item) {
        for (std::uint64_t left = bits; left != 0; left &= left - 1) {
            const FieldSlot& slot = slots.fields[static_cast<std::size_t>(std::countr_zero(left))];
            if (slot.*item != SIZE_MAX) items_[slot.*item].documents += pattern.documents;
        }
    };
    count(pattern.seen, &FieldSlot::field);
    count(pattern.nulls, &FieldSlot::null);
    pattern.documents = 0;
}

const std::vector<CoverageCounter::Item>& CoverageCounter::items() const {
    for (ObjectSlots& slots : object_slots_)
        for (PresencePattern& pattern : slots.patterns) settle(slots, pattern);
    return items_;
}

void CoverageCounter::add_tree(const FieldSlot& slot, const json::Value& value, Indices indices) {
    using json::Kind;
    if (slot.values != nullptr) {
        if (value.is(Kind::string) || value.is(Kind::number)) add_value(*slot.values, value.kind, value.text);
        if (value.is(Kind::boolean)) add_value(*slot.values, value.kind, value.boolean ? "true" : "false");
    }
    if (value.is(Kind::string) || value.is(Kind::number))
        add_linked(slot, value.kind, value.text, value.offset, indices);
    const auto step = [&](const FieldSlot& next, const json::Value& inner, const Indices& at) {
        add_one(next);
        if (inner.is(Kind::null)) add_null(next);
        add_tree(next, inner, at);
    };
    if (value.is(Kind::array) && slot.array != nullptr)
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            Indices inner = indices;
            inner.push(static_cast<std::uint32_t>(i));
            step(slot.array->fields.front(), value.elements[i], inner);
        }
    if (value.is(Kind::object) && slot.object != nullptr)
        for (const json::Member& member : value.members)
            if (const FieldSlot* next = find(*slot.object, member.name)) step(*next, member.value, indices);
}

const CoverageCounter::FieldSlot* CoverageCounter::find(const ObjectSlots& slots, std::string_view name) {
    if (!slots.by_name.empty()) {
        const auto known = slots.by_name.find(name);
        return known == slots.by_name.end() ? nullptr : &slots.fields[known->second];
    }
    const auto known = std::find(slots.names.begin(), slots.names.end(), name);
    return known == slots.names.end() ? nullptr
                                      : &slots.fields[static_cast<std::size_t>(known - slots.names.begin())];
}

} // namespace understudy::schema
