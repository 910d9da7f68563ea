#include "server/generate/agreement.hpp"

#include <string>
#include <string_view>

namespace understudy::generate {
namespace {

// `sessions[].id`: the first name and the rest of the path.
std::string_view take_name(std::string_view& path) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    const std::string_view name = path.substr(0, end);
    path.remove_prefix(end);
    return name;
}

// The value at a path; in each array, `indices` selects the element.
const Tree* at(const Tree& tree, std::string_view path, const std::vector<std::size_t>& indices) {
    const Tree* value = &tree;
    for (std::size_t array = 0; value != nullptr && !path.empty();) {
        if (path.starts_with('.')) path.remove_prefix(1);
        if (path.starts_with("[]")) {
            path.remove_prefix(2);
            const bool is_there = array < indices.size() && indices[array] < value->elements.size();
            value = is_there ? &value->elements[indices[array++]] : nullptr;
            continue;
        }
        const std::string_view name = take_name(path);
        const Tree* next = nullptr;
        for (const TreeMember& member : value->members)
            if (member.name == name) next = &member.value;
        value = next;
    }
    return value;
}

// Every value at the left path gets the right one's value.
void follow(const Tree& whole, Tree& value, std::string_view path, const schema::Link& link,
            std::vector<std::size_t>& indices) {
    if (path.empty()) {
        const Tree* right = at(whole, link.right, indices);
        const bool is_scalar = value.is(json::Kind::string) || value.is(json::Kind::number);
        if (right != nullptr && is_scalar && right->kind == value.kind) value.text = std::string(right->text);
        return;
    }
    if (path.starts_with('.')) path.remove_prefix(1);
    if (path.starts_with("[]")) {
        path.remove_prefix(2);
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            indices.push_back(i);
            follow(whole, value.elements[i], path, link, indices);
            indices.pop_back();
        }
        return;
    }
    const std::string_view name = take_name(path);
    for (TreeMember& member : value.members)
        if (member.name == name) follow(whole, member.value, path, link, indices);
}

} // namespace

void make_agree(Tree& tree, const std::vector<schema::Link>& links) {
    // A value that one link has changed may be the right side of another.
    for (std::size_t round = 0; round < 2; ++round)
        for (const schema::Link& link : links) {
            std::vector<std::size_t> indices;
            follow(tree, tree, link.left, link, indices);
        }
}

} // namespace understudy::generate
