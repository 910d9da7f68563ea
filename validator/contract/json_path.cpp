#include "validator/contract/json_path.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <stdexcept>
#include <unordered_set>

#include "validator/json/number.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using json::Value;
using Nodes = std::vector<Value*>;

// The comparison of a filter; without one, the filter tests existence.
struct Test {
    std::vector<std::string> names; // from `@` on
    bool is_equal = true;
    std::optional<Value> literal;
    std::string text; // the text of a string

    bool passes(const Value& value) const {
        const Value* at = &value;
        for (const std::string& name : names)
            if (at != nullptr) at = at->find(name);
        if (!literal) return at != nullptr;
        return is_same(at) == is_equal;
    }

private:
    bool is_same(const Value* at) const {
        if (at == nullptr || at->kind != literal->kind) return false;
        if (at->is(Kind::string)) return at->text == text;
        if (at->is(Kind::number)) return json::Decimal::parse(at->text) == json::Decimal::parse(text);
        return at->boolean == literal->boolean;
    }
};

class Path {
public:
    explicit Path(std::string_view text) : text_(text) {}

    Nodes follow(Value& root) {
        if (!take("$")) fail("expected $");
        Nodes at = {&root};
        while (at_ < text_.size()) {
            const bool is_deep = take("..");
            if (is_deep) at = descendants(at);
            at = step(at, is_deep);
        }
        return at;
    }

private:
    [[noreturn]] void fail(const std::string& reason) const {
        throw std::invalid_argument(reason + " at character " + std::to_string(at_ + 1) +
                                    " of the JSONPath \"" + std::string(text_) + "\"");
    }

    bool take(std::string_view token) {
        if (!text_.substr(at_).starts_with(token)) return false;
        at_ += token.size();
        return true;
    }
    void expect(std::string_view token) {
        if (!take(token)) fail("expected " + std::string(token));
    }
    void skip_space() {
        while (take(" ")) {
        }
    }

    Nodes step(const Nodes& from, bool is_deep) {
        if (take("[")) return bracket(from);
        if (!is_deep) expect(".");
        if (take("*")) return children(from);
        return named(from, name());
    }

    Nodes bracket(const Nodes& from) {
        skip_space();
        Nodes found;
        if (take("*"))
            found = children(from);
        else if (take("?"))
            found = filtered(from);
        else if (const char c = peek(); c == '\'' || c == '"')
            found = named(from, quoted());
        else
            found = indexed(from);
        skip_space();
        expect("]");
        return found;
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::string name() {
        const std::size_t start = at_;
        while (at_ < text_.size() &&
               std::string_view(".[] =!()'\"?@*").find(text_[at_]) == std::string_view::npos)
            ++at_;
        if (at_ == start) fail("expected a name");
        return std::string(text_.substr(start, at_ - start));
    }

    std::string quoted() {
        const char quote = text_[at_++];
        std::string text;
        for (;; ++at_) {
            if (at_ >= text_.size()) fail("expected the end of a quoted name");
            if (text_[at_] == quote) break;
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            text += text_[at_];
        }
        ++at_;
        return text;
    }

    Nodes indexed(const Nodes& from) {
        const bool is_from_end = take("-");
        std::size_t index = 0;
        const char* start = text_.data() + at_;
        const auto [end, error] = std::from_chars(start, text_.data() + text_.size(), index);
        if (error != std::errc()) fail("expected a name in quotes, an index, * or a filter");
        at_ += static_cast<std::size_t>(end - start);
        Nodes found;
        for (Value* each : from) {
            auto& elements = each->elements;
            if (index > elements.size() || (is_from_end && index == 0)) continue;
            const std::size_t place = is_from_end ? elements.size() - index : index;
            if (place < elements.size()) found.push_back(&elements[place]);
        }
        return found;
    }

    Nodes named(const Nodes& from, const std::string& name) {
        Nodes found;
        for (Value* each : from)
            for (json::Member& member : each->members)
                if (member.name == name) found.push_back(&member.value);
        return found;
    }

    static Nodes children(const Nodes& from) {
        Nodes found;
        for (Value* each : from) {
            for (Value& element : each->elements) found.push_back(&element);
            for (json::Member& member : each->members) found.push_back(&member.value);
        }
        return found;
    }

    static Nodes descendants(const Nodes& from) {
        Nodes found;
        std::unordered_set<const Value*> seen;
        const std::function<void(Value*)> add = [&](Value* each) {
            if (!seen.insert(each).second) return;
            found.push_back(each);
            for (Value* child : children({each})) add(child);
        };
        for (Value* each : from) add(each);
        return found;
    }

    Nodes filtered(const Nodes& from) {
        const bool is_enclosed = take("(");
        const Test test = read_test();
        if (is_enclosed) expect(")");
        auto found = children(from);
        std::erase_if(found, [&](const Value* each) { return !test.passes(*each); });
        return found;
    }

    Test read_test() {
        Test test;
        skip_space();
        expect("@");
        while (peek() == '.' || peek() == '[') {
            if (take(".")) {
                test.names.push_back(name());
                continue;
            }
            expect("[");
            if (peek() != '\'' && peek() != '"') fail("expected a name in quotes");
            test.names.push_back(quoted());
            expect("]");
        }
        skip_space();
        if (take("=="))
            test.is_equal = true;
        else if (take("!="))
            test.is_equal = false;
        else
            return test;
        skip_space();
        read_literal(test);
        skip_space();
        return test;
    }

    void read_literal(Test& test) {
        Value value;
        if (peek() == '\'' || peek() == '"') {
            value.kind = Kind::string;
            test.text = quoted();
        } else if (take("null")) {
            value.kind = Kind::null;
        } else if (const bool is_true = take("true"); is_true || take("false")) {
            value.kind = Kind::boolean;
            value.boolean = is_true;
        } else {
            value.kind = Kind::number;
            while (std::string_view("+-.0123456789eE").find(peek()) != std::string_view::npos &&
                   peek() != '\0')
                test.text += text_[at_++];
            if (test.text.find_first_of("0123456789") == std::string::npos)
                fail("expected a value to compare with");
        }
        test.literal = std::move(value);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<Value*> select(Value& root, std::string_view path) {
    return Path(path).follow(root);
}

std::string json_path(const Value& root, std::string_view pointer) {
    std::string path = "$";
    for (std::size_t begin = 0; begin < pointer.size();) {
        const Value* parent = json::find(root, pointer.substr(0, begin));
        const std::size_t end = std::min(pointer.find('/', begin + 1), pointer.size());
        const std::string_view token = pointer.substr(begin + 1, end - begin - 1);
        begin = end;
        if (parent != nullptr && parent->is(Kind::array)) {
            path += "[" + std::string(token) + "]";
            continue;
        }
        path += "['";
        for (std::size_t i = 0; i < token.size(); ++i) {
            const bool is_escape = token[i] == '~' && i + 1 < token.size();
            const char c = !is_escape ? token[i] : token[++i] == '1' ? '/' : '~';
            if (c == '\'' || c == '\\') path += '\\';
            path += c;
        }
        path += "']";
    }
    return path;
}

} // namespace understudy::contract
