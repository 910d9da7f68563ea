#include "validator/schema/evaluate/link.hpp"

#include <algorithm>
#include <stdexcept>

#include "validator/json/number.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/time.hpp"

namespace understudy::schema {
namespace {

std::size_t arrays(std::string_view path) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = path.find("[]", at)) != std::string_view::npos; at += 2) ++count;
    return count;
}

// The path of the innermost array around the field.
std::string_view around(std::string_view path) {
    const std::size_t end = path.rfind("[]");
    return end == std::string_view::npos ? std::string_view() : path.substr(0, end + 2);
}

std::string pointer_of(std::string_view path, const Indices& indices) {
    std::string pointer;
    std::size_t array = 0;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('.'), path.size());
        std::string_view token = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        std::size_t depth = 0;
        for (; token.ends_with("[]"); ++depth) token.remove_suffix(2);
        if (!token.empty()) text::append_token(pointer, token);
        for (; depth != 0; --depth) text::append_token(pointer, std::to_string(indices.at[array++]));
    }
    return pointer;
}

// Whether a date-time or a number is before another; false where they cannot be compared.
bool is_less(json::Kind kind, std::string_view one, std::string_view other) {
    if (kind == json::Kind::number) return json::Decimal::parse(one) < json::Decimal::parse(other);
    // Most are written alike, `2026-01-31T08:30:00.000Z`, and are in order then as their bytes are.
    constexpr std::size_t kT = 10;
    if (one.size() == other.size() && one.size() > kT && one[kT] == other[kT] && one.ends_with('Z') &&
        other.ends_with('Z') && one >= other)
        return false;
    const auto first = text::parse_time(one);
    const auto second = text::parse_time(other);
    return first && second && *first < *second;
}

} // namespace

Link Link::parse(std::string_view text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos || sign == 0)
        throw std::invalid_argument("expected LEFT = RIGHT or LEFT >= RIGHT; found \"" + std::string(text) +
                                    "\"");
    Link link;
    link.is_at_least = text[sign - 1] == '>';
    link.left = text::trimmed(text.substr(0, link.is_at_least ? sign - 1 : sign));
    link.right = text::trimmed(text.substr(sign + 1));
    const std::string_view scope = around(link.right);
    if (link.left.empty() || link.right.empty())
        throw std::invalid_argument("expected a path on both sides; found \"" + std::string(text) + "\"");
    if (!link.left.starts_with(scope))
        throw std::invalid_argument("expected a left side in " + std::string(scope) +
                                    ", where the right one is; found \"" + link.left + "\"");
    if (arrays(link.left) > kMostArrays)
        throw std::invalid_argument("expected a path through at most " + std::to_string(kMostArrays) +
                                    " arrays; found \"" + link.left + "\"");
    return link;
}

LinkedValues::LinkedValues(std::vector<Link> links, const std::vector<std::string>& kept)
    : links_(std::move(links)) {
    const auto tag = [&](const std::string& path) {
        const auto known = std::find(paths_.begin(), paths_.end(), path);
        if (known != paths_.end()) return static_cast<std::size_t>(known - paths_.begin());
        paths_.push_back(path);
        return paths_.size() - 1;
    };
    for (const Link& link : links_) {
        const std::size_t left = tag(link.left);
        ends_.push_back({left, tag(link.right), arrays(around(link.right))});
    }
    for (const std::string& path : kept) kept_.push_back(tag(path));
    fields_.resize(paths_.size());
    for (const std::size_t each : kept_) fields_[each].is_wanted = true;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        fields_[ends_[i].left].links.push_back(i);
        fields_[ends_[i].right].is_wanted = true;
    }
}

void LinkedValues::begin(bool copies) {
    copies_ = copies;
    copied_.clear();
    for (Field& field : fields_) field.values.clear();
}

void LinkedValues::add(std::size_t tag, json::Kind kind, std::string_view text, std::size_t offset,
                       const Indices& indices) {
    Field& field = fields_[tag];
    const Value value{kind, text, offset, indices};
    if (!field.is_wanted && agrees_already(field, value)) return;
    field.values.push_back(value);
    if (copies_) field.values.back().text = copied_.emplace_back(text);
}

// Whether they are in the same element of each array that both are in.
bool LinkedValues::are_together(const Ends& ends, const Value& left, const Value& right) {
    const auto end = left.indices.at.begin() + static_cast<std::ptrdiff_t>(ends.shared);
    return std::equal(left.indices.at.begin(), end, right.indices.at.begin());
}

// Whether the last right value of each link is the one, and the same as this. Most are: nothing need be kept.
bool LinkedValues::agrees_already(const Field& field, const Value& value) const {
    return std::all_of(field.links.begin(), field.links.end(), [&](std::size_t link) {
        const std::vector<Value>& rights = fields_[ends_[link].right].values;
        return !rights.empty() && rights.back().kind == value.kind && rights.back().text == value.text &&
               are_together(ends_[link], value, rights.back());
    });
}

void LinkedValues::end(BreachSink& sink) {
    for (std::size_t i = 0; i < links_.size(); ++i)
        for (const Value& left : fields_[ends_[i].left].values) compare(i, left, sink);
}

void LinkedValues::compare(std::size_t index, const Value& left, BreachSink& sink) const {
    const Ends& ends = ends_[index];
    const auto scope_end = [&](const Indices& indices) {
        return indices.at.begin() + static_cast<std::ptrdiff_t>(ends.shared);
    };
    // In the order of the document they are in the order of their indices.
    const std::vector<Value>& rights = fields_[ends.right].values;
    const auto right =
        std::lower_bound(rights.begin(), rights.end(), left, [&](const Value& a, const Value& b) {
            return std::lexicographical_compare(a.indices.at.begin(), scope_end(a.indices),
                                                b.indices.at.begin(), scope_end(b.indices));
        });
    if (right == rights.end() || right->kind != left.kind || !are_together(ends, left, *right)) return;
    const Link& link = links_[index];
    const bool agrees =
        link.is_at_least ? !is_less(left.kind, left.text, right->text) : left.text == right->text;
    if (agrees) return;
    Breach breach;
    breach.rule = Rule::link_broken;
    breach.evidence = Evidence::inferred;
    breach.offset = left.offset;
    breach.path = link.left;
    breach.pointer = pointer_of(link.left, left.indices);
    breach.expected = (link.is_at_least ? "at least " : "the value of ") + link.right;
    breach.found = link.is_at_least ? "less" : "another value";
    sink.add(std::move(breach));
}

} // namespace understudy::schema
