#include "server/generate/tree.hpp"

#include <algorithm>

#include "validator/json/write.hpp"

namespace understudy::generate {

using json::Kind;

Tree Tree::of_kind(Kind kind) {
    Tree tree;
    tree.kind = kind;
    return tree;
}

Tree Tree::string(std::string text) {
    Tree tree = of_kind(Kind::string);
    tree.text = std::move(text);
    return tree;
}

Tree Tree::number(std::string literal) {
    Tree tree = of_kind(Kind::number);
    tree.text = std::move(literal);
    return tree;
}

Tree Tree::of(const json::Value& value) {
    Tree tree = of_kind(value.kind);
    tree.boolean = value.boolean;
    tree.text = value.text;
    for (const json::Value& element : value.elements) tree.elements.push_back(of(element));
    for (const json::Member& member : value.members)
        tree.members.push_back({std::string(member.name), of(member.value)});
    return tree;
}

Tree* Tree::find(std::string_view name) {
    for (TreeMember& member : members)
        if (member.name == name) return &member.value;
    return nullptr;
}

void Tree::set(std::string_view name, Tree value) {
    if (Tree* there = find(name))
        *there = std::move(value);
    else
        members.push_back({std::string(name), std::move(value)});
}

void Tree::write(std::string& out) const {
    switch (kind) {
        case Kind::null:
            out += "null";
            return;
        case Kind::boolean:
            out += boolean ? "true" : "false";
            return;
        case Kind::number:
            out += text;
            return;
        case Kind::string:
            json::write_string(text, out);
            return;
        case Kind::array:
            out += '[';
            for (const Tree& element : elements) {
                if (&element != elements.data()) out += ',';
                element.write(out);
            }
            out += ']';
            return;
        case Kind::object:
            break;
    }
    out += '{';
    for (const TreeMember& member : members) {
        if (&member != members.data()) out += ',';
        json::write_string(member.name, out);
        out += ':';
        member.value.write(out);
    }
    out += '}';
}

std::string Tree::written() const {
    std::string out;
    write(out);
    return out;
}

std::vector<std::string> tokens(std::string_view pointer) {
    std::vector<std::string> all;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string& token = all.emplace_back();
        for (const char c : pointer.substr(0, pointer.find('/'))) {
            const bool is_escaped = !token.empty() && token.back() == '~' && (c == '0' || c == '1');
            if (is_escaped)
                token.back() = c == '0' ? '~' : '/';
            else
                token += c;
        }
        pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
    }
    return all;
}

Tree* find(Tree& tree, std::string_view pointer) {
    Tree* place = &tree;
    for (const std::string& token : tokens(pointer)) {
        place = place->find(token);
        if (place == nullptr) return nullptr;
    }
    return place;
}

} // namespace understudy::generate
