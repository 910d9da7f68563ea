#include "validator/contract/overlay.hpp"

#include <algorithm>
#include <stdexcept>

#include "validator/contract/json_path.hpp"
#include "validator/json/writer.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace understudy::contract {
namespace {

using json::Document;
using json::Kind;
using json::Value;

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

// Removes from last to first, so that no value moves before its turn.
void remove(const std::vector<Selected>& selected) {
    for (auto each = selected.rbegin(); each != selected.rend(); ++each) {
        if (each->parent == nullptr) throw std::invalid_argument("the root cannot be removed");
        std::erase_if(each->parent->members,
                      [&](const json::Member& member) { return &member.value == each->value; });
        auto& elements = each->parent->elements;
        for (std::size_t i = elements.size(); i-- > 0;)
            if (&elements[i] == each->value)
                elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

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
            const auto selected = select(root, target.text);
            if (removes != nullptr && removes->boolean) return remove(selected);
            if (updates == nullptr)
                throw std::invalid_argument("expected update, or remove: true; found neither");
            for (const Selected& each : selected) update(*each.value, *updates);
        } catch (const std::invalid_argument& error) {
            throw document_.error(target, pointer + "/target", error.what());
        }
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
