#include "validator/json/yaml/yaml.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "validator/json/duplicate_keys.hpp"
#include "validator/json/yaml/yaml_nodes.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::json {
namespace {

void check_encoding(const YamlText& source, Limits limits) {
    const std::string_view text = source.text;
    if (text.size() > limits.size)
        throw source.error(limits.size, "longer than the limit of " + std::to_string(limits.size) + " bytes");
    // A byte order mark, or a first character of ASCII (YAML 1.2.2 §5.2).
    const bool marked = text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE");
    if (marked || text.substr(0, 2).find('\0') != std::string_view::npos)
        throw source.error(0, "not YAML: expected UTF-8; found UTF-16 or UTF-32");
    if (const std::size_t invalid = text::find_invalid_utf8(text); invalid != text.size())
        throw source.error(invalid, "not YAML: not well-formed UTF-8");
    // libyaml ends a line at these, as YAML 1.1 did. Under YAML 1.2 they do not, so it would read another
    // structure.
    for (const std::string_view line_break : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"})
        if (const std::size_t at = text.find(line_break); at != std::string_view::npos)
            throw source.error(at,
                               "U+0085, U+2028 and U+2029 are line breaks in YAML 1.1 but not in 1.2: "
                               "expected an escape (\\N, \\L, \\P) in double quotes");
}

// libyaml compares each %TAG with all earlier ones, so a text of nothing else would take minutes.
void check_directives(const YamlText& source) {
    constexpr int kMany = 100;
    int count = 0;
    for (std::size_t line = 0; line < source.text.size();) {
        if (source.text[line] == '%' && ++count > kMany)
            throw source.error(line, "more than " + std::to_string(kMany) + " lines that begin with %");
        line = std::min(source.text.find_first_of("\r\n", line), source.text.size() - 1) + 1;
    }
}

// Turns nodes into values. Recurses as deep as the nodes are nested, which their reader has limited.
class TreeBuilder {
public:
    TreeBuilder(const YamlText& source, const YamlNodes& nodes, const char* strings)
        : source_(source), nodes_(nodes), strings_(strings) {}

    Value build(std::size_t index) {
        const YamlNode& node = target(index);
        Value value;
        value.kind = node.kind;
        value.boolean = node.boolean;
        value.offset = node.offset;
        value.end = node.end;
        if (node.kind == Kind::string) value.text = view(node.written);
        if (node.kind == Kind::number) value.text = view(node.literal);
        if (node.kind == Kind::array) {
            for (std::size_t at = first(node); at < node.after; at = nodes_.nodes[at].after)
                value.elements.push_back(build(at));
        }
        if (node.kind == Kind::object) build_members(value, node);
        return value;
    }

private:
    std::string_view view(YamlNode::Text text) const { return {strings_ + text.begin, text.size}; }

    const YamlNode& target(std::size_t index) const {
        const YamlNode& node = nodes_.nodes[index];
        return node.alias == YamlNode::kNone ? node : nodes_.nodes[node.alias];
    }
    std::size_t first(const YamlNode& node) const {
        return static_cast<std::size_t>(&node - nodes_.nodes.data()) + 1;
    }

    void build_members(Value& value, const YamlNode& node) {
        const std::size_t mark = keys_.mark();
        std::size_t merged = YamlNode::kNone;
        for (std::size_t key = first(node); key < node.after;) {
            const std::size_t at = nodes_.nodes[key].after;
            const std::string_view name = view(target(key).written);
            keys_.add(name);
            if (nodes_.nodes[key].merges)
                merged = at;
            else
                value.members.push_back({name, build(at)});
            key = nodes_.nodes[at].after;
        }
        keys_.close(mark, [&](std::string_view name) { throw twice(node, name); });
        if (merged != YamlNode::kNone) merge(value, merged);
    }

    LoadError twice(const YamlNode& node, std::string_view name) const {
        bool seen = false;
        std::size_t key = first(node);
        for (;; key = nodes_.nodes[nodes_.nodes[key].after].after) {
            if (view(target(key).written) != name) continue;
            if (seen) break;
            seen = true;
        }
        return source_.error(nodes_.nodes[key].offset,
                             "the name \"" + std::string(name) + "\" is given twice in one object");
    }

    // https://yaml.org/type/merge.html: a mapping, or several; the first use of a name counts.
    void merge(Value& value, std::size_t index) {
        std::set<std::string_view> names;
        for (const Member& member : value.members) names.insert(member.name);
        const auto take = [&](Value from) {
            if (!from.is(Kind::object))
                throw source_.error(nodes_.nodes[index].offset,
                                    "<<: expected a mapping, or a list of mappings; found something else");
            for (Member& member : from.members)
                if (names.insert(member.name).second) value.members.push_back(std::move(member));
        };
        Value from = build(index);
        if (!from.is(Kind::array)) return take(std::move(from));
        for (Value& element : from.elements) take(std::move(element));
    }

    const YamlText& source_;
    const YamlNodes& nodes_;
    const char* strings_;
    DuplicateKeys keys_;
};

bool has_extension(std::string_view file, std::string_view extension) {
    return file.size() >= extension.size() &&
           text::equal_ignoring_case(file.substr(file.size() - extension.size()), extension);
}

bool is_yaml(std::string_view file, std::string_view text) {
    if (has_extension(file, ".json")) return false;
    if (has_extension(file, ".yaml") || has_extension(file, ".yml")) return true;
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[');
}

} // namespace

Document parse_yaml(std::string file, std::string text, Limits limits) {
    const YamlText source{file, text};
    check_encoding(source, limits);
    check_directives(source);
    const YamlNodes nodes = read_yaml_nodes(source, limits);
    auto strings = std::make_unique_for_overwrite<char[]>(nodes.strings.size() + 1);
    std::copy(nodes.strings.begin(), nodes.strings.end(), strings.get());
    Value root = TreeBuilder(source, nodes, strings.get()).build(0);
    return Document::of(std::move(file), std::move(text), std::move(strings), std::move(root));
}

Document parse_document(std::string file, std::string text, Limits limits) {
    return is_yaml(file, text) ? parse_yaml(std::move(file), std::move(text), limits)
                               : Document::parse(std::move(file), std::move(text), limits);
}

} // namespace understudy::json
