#include "validator/drift/form.hpp"

#include <algorithm>
#include <array>

#include "validator/json/canonical.hpp"

namespace understudy::drift {
namespace {

using json::Kind;
using json::Value;
using Values = std::optional<std::vector<const Value*>>;

Values common(const Values& one, const Values& other) {
    if (!one || !other) return one ? one : other;
    std::vector<const Value*> both;
    for (const Value* value : *one)
        if (contains(*other, *value)) both.push_back(value);
    return both;
}

// The tighter of two limits.
std::optional<Bound> tighter(const std::optional<Bound>& one, const std::optional<Bound>& other,
                             bool is_lower) {
    if (!one || !other) return one ? one : other;
    const auto order = one->value() <=> other->value();
    if (order == 0) return one->is_exclusive ? one : other;
    return (order > 0) == is_lower ? one : other;
}

void meet_arrays(Form& one, const Form& other) {
    std::vector<Parts> first(std::max(one.first.size(), other.first.size()));
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = one.element(i);
        add_parts(first[i], other.element(i));
    }
    one.first = std::move(first);
    add_parts(one.items, other.items);
}

void meet_objects(Form& one, const Form& other) {
    std::map<std::string, Parts> properties = one.properties;
    for (auto& [name, parts] : properties) add_parts(parts, other.property(name));
    for (const auto& [name, parts] : other.properties)
        if (!one.properties.contains(name)) {
            properties[name] = one.others;
            add_parts(properties[name], parts);
        }
    one.properties = std::move(properties);
    one.absent.insert(other.absent.begin(), other.absent.end());
    one.required.insert(other.required.begin(), other.required.end());
    add_parts(one.others, other.others);
}

bool is_empty(const Form& form) {
    if ((form.values && form.values->empty()) || form.least > form.most) return true;
    if (!form.lower || !form.upper) return false;
    const auto order = form.lower->value() <=> form.upper->value();
    return order > 0 || (order == 0 && (form.lower->is_exclusive || form.upper->is_exclusive));
}

} // namespace

void add_parts(Parts& parts, const Parts& more) {
    for (const schema::SchemaPlace& place : more)
        if (std::none_of(parts.begin(), parts.end(),
                         [&](const schema::SchemaPlace& each) { return each.value == place.value; }))
            parts.push_back(place);
}

const Parts& Form::property(const std::string& name) const {
    const auto found = properties.find(name);
    return found == properties.end() ? others : found->second;
}

bool Form::has_no_limits() const {
    return !is_integer && !lower && !upper && multiples.empty() && least == 0 && most == kNoMost &&
           formats.empty() && patterns.empty() && !is_unique && first.empty() && items.empty() &&
           properties.empty() && required.empty() && others.empty() && conditions.empty();
}

Shape any_shape() {
    Shape shape;
    for (const Kind kind :
         {Kind::string, Kind::number, Kind::boolean, Kind::object, Kind::array, Kind::null}) {
        shape.emplace_back();
        shape.back().kind = kind;
    }
    return shape;
}

std::optional<Form> meet(Form one, const Form& other) {
    if (one.kind != other.kind) return std::nullopt;
    one.is_integer = one.is_integer || other.is_integer;
    one.values = common(one.values, other.values);
    one.known = common(one.known, other.known);
    one.lower = tighter(one.lower, other.lower, true);
    one.upper = tighter(one.upper, other.upper, false);
    one.multiples.insert(other.multiples.begin(), other.multiples.end());
    one.least = std::max(one.least, other.least);
    one.most = std::min(one.most, other.most);
    one.formats.insert(other.formats.begin(), other.formats.end());
    one.patterns.insert(other.patterns.begin(), other.patterns.end());
    one.is_unique = one.is_unique || other.is_unique;
    meet_arrays(one, other);
    meet_objects(one, other);
    one.conditions.insert(one.conditions.end(), other.conditions.begin(), other.conditions.end());
    if (is_empty(one)) return std::nullopt;
    return one;
}

Shape meet(const Shape& one, const Shape& other) {
    Shape both;
    for (const Form& form : one)
        for (const Form& each : other)
            if (std::optional<Form> met = meet(form, each)) both.push_back(std::move(*met));
    return both;
}

bool are_equal(const Value& one, const Value& other) {
    std::string first, second;
    json::append_canonical(one, first);
    json::append_canonical(other, second);
    return first == second;
}

bool contains(const std::vector<const Value*>& list, const Value& value) {
    return std::any_of(list.begin(), list.end(), [&](const Value* each) { return are_equal(*each, value); });
}

bool are_disjoint(const Form& one, const Form& other) {
    return one.kind != other.kind || !meet(one, other);
}

} // namespace understudy::drift
