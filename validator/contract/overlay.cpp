#include "validator/contract/overlay.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include "validator/contract/json_path.hpp"
#include "validator/json/writer.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace understudy::contract {
namespace {

using json::Document;
using json::Kind;
using json::Value;

// What an overlay may make of a document: an action that matches everything, given again and again, would
// otherwise fill the memory or end the stack.
constexpr std::size_t kMostValues = 2'000'000;

std::size_t count_values(const Value& value) {
    std::size_t count = 1;
    for (const Value& element : value.elements) count += count_values(element);
    for (const json::Member& member : value.members) count += count_values(member.value);
    return count;
}

std::size_t depth_of(const Value& value) {
    std::size_t depth = 0;
    for (const Value& element : value.elements) depth = std::max(depth, depth_of(element));
    for (const json::Member& member : value.members) depth = std::max(depth, depth_of(member.value));
    return depth + 1;
}

// Merges objects member by member and concatenates arrays. Any other value replaces the old one.
void merge(Value& target, const Value& update) {
    if (target.is(Kind::object) && update.is(Kind::object)) {
        for (const json::Member& member : update.members) {
            const auto known =
                std::find_if(target.members.begin(), target.members.end(),
                             [&](const json::Member& each) { return each.name == member.name; });
            if (known == target.members.end())
                target.members.push_back(member);
            else
                merge(known->value, member.value);
        }
    } else if (target.is(Kind::array) && update.is(Kind::array)) {
        target.elements.insert(target.elements.end(), update.elements.begin(), update.elements.end());
    } else {
        target = update;
    }
}

// For an array, the update becomes one more element.
void update(Value& target, const Value& value) {
    if (target.is(Kind::array))
        target.elements.push_back(value);
    else
        merge(target, value);
}

// The values that a path selects (RFC 9535 §2.1.2: a node list, found before anything changes). A change
// moves what is inside of the value that changes, so what is inside is changed first.
class NodeList {
public:
    explicit NodeList(std::vector<Value*> nodes) : nodes_(nodes.begin(), nodes.end()) {}

    std::size_t size() const { return nodes_.size(); }

    void remove_from(Value& root) const {
        if (has(root)) throw std::invalid_argument("the root cannot be removed");
        remove_inside(root);
    }

    void update_in(Value& value, const Value& with) const {
        for (Value& element : value.elements) update_in(element, with);
        for (json::Member& member : value.members) update_in(member.value, with);
        if (has(value)) update(value, with);
    }

private:
    bool has(const Value& value) const { return nodes_.count(&value) != 0; }

    // Both erase_if ask about each value before they move it.
    void remove_inside(Value& value) const {
        for (Value& element : value.elements) remove_inside(element);
        for (json::Member& member : value.members) remove_inside(member.value);
        std::erase_if(value.elements, [&](const Value& element) { return has(element); });
        std::erase_if(value.members, [&](const json::Member& member) { return has(member.value); });
    }

    std::unordered_set<const Value*> nodes_;
};

class Overlay {
public:
    explicit Overlay(const Document& document) : document_(document) {
        const Value& version = member(document.root(), "", "overlay", Kind::string, "a string");
        if (!version.text.starts_with("1."))
            throw document.error(version, "/overlay",
                                 "expected Overlay 1; found version \"" + std::string(version.text) + "\"");
        member(document.root(), "", "info", Kind::object, "an object");
        actions_ = &member(document.root(), "", "actions", Kind::array, "an array");
        if (actions_->elements.empty())
            throw document.error(*actions_, "/actions", "expected an action; found none");
    }

    void apply(Value& root) const {
        for (std::size_t i = 0; i < actions_->elements.size(); ++i)
            apply(actions_->elements[i], "/actions/" + std::to_string(i), root);
    }

private:
    const Value& member(const Value& object, const std::string& pointer, std::string_view name, Kind kind,
                        const std::string& what) const {
        const Value* value = object.find(name);
        if (value != nullptr && value->is(kind)) return *value;
        throw document_.error(
            value == nullptr ? object : *value, pointer + "/" + std::string(name),
            "expected " + what + (value == nullptr ? "; found nothing" : "; found another type"));
    }

    void apply(const Value& action, const std::string& pointer, Value& root) const {
        const Value& target = member(action, pointer, "target", Kind::string, "a string");
        const Value* removes = action.find("remove");
        const Value* updates = action.find("update");
        try {
            const NodeList nodes(select(root, target.text));
            if (removes != nullptr && removes->boolean) return nodes.remove_from(root);
            if (updates == nullptr)
                throw std::invalid_argument("expected update, or remove: true; found neither");
            if (nodes.size() != 0) grow(root, nodes, *updates);
        } catch (const std::invalid_argument& error) {
            throw document_.error(target, pointer + "/target", error.what());
        }
    }

    static void grow(Value& root, const NodeList& nodes, const Value& update) {
        if (count_values(root) + nodes.size() * count_values(update) > kMostValues)
            throw std::invalid_argument("the update would make a document of more than " +
                                        std::to_string(kMostValues) + " values");
        nodes.update_in(root, update);
        const std::size_t deepest = json::Limits().depth;
        if (depth_of(root) > deepest)
            throw std::invalid_argument("the update makes a document that is nested deeper than " +
                                        std::to_string(deepest));
    }

    const Document& document_;
    const Value* actions_ = nullptr;
};

} // namespace

std::string apply_overlay(const Document& document, const std::string& file, std::string overlay) {
    const Document read = json::parse_document(file, std::move(overlay));
    Value root = document.root();
    Overlay(read).apply(root);
    std::string text;
    json::Writer(text).value(root);
    return text + "\n";
}

} // namespace understudy::contract
