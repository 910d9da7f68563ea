#include "tests/validator/tree.hpp"

#include <cstdio>
#include <stdexcept>
#include <utility>

namespace understudy::test {
namespace {

using json::Kind;

class Writer {
public:
    explicit Writer(std::string_view line_end) : line_end_(line_end) {}

    void value(const Tree& tree) {
        written_.values.emplace_back(&tree, here_);
        switch (tree.kind) {
            case Kind::null:
                put("null");
                return;
            case Kind::boolean:
                put(tree.boolean ? "true" : "false");
                return;
            case Kind::number:
                put(tree.text);
                return;
            case Kind::string:
                string(tree.text);
                return;
            case Kind::array:
                array(tree);
                return;
            case Kind::object:
                object(tree);
                return;
        }
    }

    Written take() { return std::move(written_); }

private:
    void put(std::string_view text) {
        written_.text += text;
        for (const char c : text) {
            const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
            if (c == '\n')
                here_ = {here_.line + 1, 1};
            else if (!continues)
                ++here_.column;
        }
    }

    void new_line() {
        put(line_end_);
        put(std::string(2 * depth_, ' '));
    }

    static std::string control(char c) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        return escape;
    }

    void string(const std::string& text) {
        std::string escaped = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\')
                escaped.append("\\").append(1, c);
            else if (static_cast<unsigned char>(c) < 0x20)
                escaped += control(c);
            else
                escaped += c;
        }
        put(escaped + "\"");
    }

    void array(const Tree& tree) {
        put("[");
        ++depth_;
        for (std::size_t i = 0; i < tree.elements.size(); ++i) {
            if (i != 0) put(",");
            new_line();
            value(tree.elements[i]);
        }
        close("]", tree);
    }

    void object(const Tree& tree) {
        put("{");
        ++depth_;
        bool first = true;
        for (const auto& [name, member] : tree.members) {
            if (!first) put(",");
            first = false;
            new_line();
            written_.names.emplace_back(&member, here_);
            string(name);
            put(": ");
            value(member);
        }
        close("}", tree);
    }

    void close(std::string_view bracket, const Tree& tree) {
        --depth_;
        if (!tree.elements.empty() || !tree.members.empty()) new_line();
        written_.ends.emplace_back(&tree, here_);
        put(bracket);
    }

    std::string_view line_end_;
    Written written_;
    Place here_;
    std::size_t depth_ = 0;
};

Place find(const Written::Places& places, const Tree& tree) {
    for (const auto& [known, place] : places)
        if (known == &tree) return place;
    throw std::out_of_range("not in the tree");
}

} // namespace

Place Written::value(const Tree& tree) const {
    return find(values, tree);
}
Place Written::name(const Tree& tree) const {
    return find(names, tree);
}
Place Written::end(const Tree& tree) const {
    return find(ends, tree);
}

Tree Tree::of(const json::Value& value) {
    Tree tree;
    tree.kind = value.kind;
    tree.boolean = value.boolean;
    tree.text = value.text;
    for (const json::Value& element : value.elements) tree.elements.push_back(of(element));
    for (const auto& [name, member] : value.members) tree.members.push_back({std::string(name), of(member)});
    return tree;
}

Tree Tree::word(bool value) {
    Tree tree;
    tree.kind = Kind::boolean;
    tree.boolean = value;
    return tree;
}

Tree Tree::number(std::string literal) {
    Tree tree;
    tree.kind = Kind::number;
    tree.text = std::move(literal);
    return tree;
}

Tree Tree::string(std::string text) {
    Tree tree;
    tree.kind = Kind::string;
    tree.text = std::move(text);
    return tree;
}

Tree Tree::array() {
    return array(std::vector<Tree>());
}

Tree Tree::array(std::vector<Tree> elements) {
    Tree tree;
    tree.kind = Kind::array;
    tree.elements = std::move(elements);
    return tree;
}

Tree Tree::object() {
    return object(std::vector<TreeMember>());
}

Tree Tree::object(std::vector<TreeMember> members) {
    Tree tree;
    tree.kind = Kind::object;
    tree.members = std::move(members);
    return tree;
}

Tree& Tree::at(const std::vector<std::string>& steps) {
    Tree* tree = this;
    for (const std::string& step : steps) {
        Tree* next = nullptr;
        if (tree->kind == Kind::array) next = &tree->elements.at(std::stoul(step));
        for (TreeMember& member : tree->members)
            if (member.name == step) next = &member.value;
        if (next == nullptr) throw std::out_of_range("no " + step + " in the tree");
        tree = next;
    }
    return *tree;
}

Written write(const Tree& tree, std::string_view line_end) {
    Writer writer(line_end);
    writer.value(tree);
    return writer.take();
}

std::string pointer(const std::vector<std::string>& steps) {
    std::string text;
    for (const std::string& step : steps) {
        text += '/';
        for (const char c : step) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return text;
}

std::string repeated(std::string_view piece, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += piece;
    return text;
}

} // namespace understudy::test
