#include "server/generate/canonical_tree.hpp"

#include <charconv>

namespace understudy::generate {
namespace {

using json::Kind;

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    Tree value() {
        const char kind = pop();
        if (kind == 't' || kind == 'f') {
            Tree word = Tree::of_kind(Kind::boolean);
            word.boolean = kind == 't';
            return word;
        }
        if (kind == 's') return Tree::string(text());
        if (kind == '+' || kind == '-') return number(kind == '-');
        if (kind == '[') return array();
        if (kind == '{') return object();
        return {};
    }

private:
    char pop() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string text() {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()) + 1); // and the colon
        std::string taken(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return taken;
    }

    Tree number(bool negative) {
        const std::string digits = text();
        pop(); // e
        const std::string exponent = text();
        return Tree::number((negative ? "-" : "") + (digits.empty() ? "0" : digits) +
                            (exponent == "0" ? "" : "e" + exponent));
    }

    Tree array() {
        Tree tree = Tree::of_kind(Kind::array);
        while (rest_.front() != ']') tree.elements.push_back(value());
        pop();
        return tree;
    }

    Tree object() {
        Tree tree = Tree::of_kind(Kind::object);
        while (pop() != '}') { // each name begins with a k
            std::string name = text();
            tree.members.push_back({std::move(name), value()});
        }
        return tree;
    }

    std::string_view rest_;
};

} // namespace

Tree tree_of_canonical(std::string_view bytes) {
    return Reader(bytes).value();
}

} // namespace understudy::generate
