#include "validator/drift/shapes.hpp"

#include <algorithm>

#include "validator/drift/narrowing.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace understudy::drift {

using json::Kind;
using json::Value;

namespace {

/// More forms than this are not multiplied out: the branches become a condition.
constexpr std::size_t kMostForms = 128;

Shape& add_condition(Shape& shape, const Condition& condition) {
    for (Form& form : shape) form.conditions.push_back(condition);
    return shape;
}

std::vector<Parts> branches(const schema::SchemaPlace& list) {
    std::vector<Parts> all;
    for (std::size_t i = 0; i < list.value->elements.size(); ++i) all.push_back({list.element(i)});
    return all;
}

// `anyOf: [{const: a}, {const: b}]` is one list.
void join_lists(Shape& shape) {
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (!shape[i].is_list()) continue;
        for (std::size_t k = shape.size() - 1; k > i; --k) {
            if (!shape[k].is_list() || shape[k].kind != shape[i].kind || shape[k].known != shape[i].known)
                continue;
            for (const Value* value : *shape[k].values)
                if (!contains(*shape[i].values, *value)) shape[i].values->push_back(value);
            shape.erase(shape.begin() + static_cast<std::ptrdiff_t>(k));
        }
        forget_full_list(shape[i]);
    }
}

} // namespace

const Shape& Shapes::of(const Parts& parts) {
    std::vector<const Value*> key;
    for (const Place& place : parts) key.push_back(place.value);
    if (const auto known = shapes_.find(key); known != shapes_.end()) return known->second;
    std::set<const Value*> around;
    std::swap(around, open_);
    Shape shape = any_shape();
    for (const Place& place : parts) shape = meet(shape, of_place(place));
    join_lists(shape);
    std::swap(around, open_);
    return shapes_.emplace(std::move(key), std::move(shape)).first->second;
}

Shape Shapes::of_place(const Place& place) {
    if (place.value->is(Kind::boolean)) return place.value->boolean ? any_shape() : Shape{};
    if (!place.value->is(Kind::object)) return any_shape();
    // A schema that leads back to itself without going into the value says nothing more.
    if (!open_.insert(place.value).second) return any_shape();
    Shape shape = of_object(place);
    open_.erase(place.value);
    return shape;
}

Shape Shapes::of_object(const Place& place) {
    const bool is_reference = keyword_of(place, "$ref") != nullptr;
    if (is_reference && schema::ref_stands_alone(place.resource->draft)) {
        Shape shape = any_shape();
        add_referred(shape, place);
        return shape;
    }
    Shape shape = typed(place);
    Shape kept;
    for (Form& form : shape) {
        narrow(form, place);
        if (form.kind == Kind::object) leave_absent(form, place);
        if (meet(form, form)) kept.push_back(std::move(form));
    }
    if (is_reference) add_referred(kept, place);
    if (const Place all = place_of(place, "allOf"); all.value != nullptr)
        for (const Parts& part : branches(all)) kept = meet(kept, of_place(part.front()));
    add_branches(kept, place);
    add_negation(kept, place);
    return kept;
}

Shape Shapes::typed(const Place& place) const {
    const Value* type = keyword_of(place, "type");
    if (type == nullptr) return any_shape();
    std::set<std::string_view> names;
    if (type->is(Kind::string)) names.insert(type->text);
    for (const Value& each : type->elements) names.insert(each.text);
    if (is_true(keyword_of(place, "nullable"))) names.insert("null"); // OpenAPI 3.0.3 §4.7.24.2
    Shape shape = any_shape();
    std::erase_if(shape, [&](const Form& form) {
        return !names.contains(kind_name(form.kind)) &&
               !(form.kind == Kind::number && names.contains("integer"));
    });
    for (Form& form : shape) form.is_integer = form.kind == Kind::number && !names.contains("number");
    return shape;
}

void Shapes::add_referred(Shape& shape, const Place& place) {
    try {
        shape = meet(shape, of_place(registry_.resolve(place, keyword_of(place, "$ref")->text)));
    } catch (const json::LoadError& error) {
        add_condition(shape, {"$ref", error.what(), {}});
    }
}

void Shapes::add_branches(Shape& shape, const Place& place) {
    for (const char* word : {"anyOf", "oneOf"}) {
        const Place list = place_of(place, word);
        if (list.value == nullptr) continue;
        Shape any;
        if (std::string_view(word) == "oneOf")
            any = one_of(list);
        else
            for (const Parts& part : branches(list)) {
                Shape more = of_place(part.front());
                std::move(more.begin(), more.end(), std::back_inserter(any));
            }
        join_lists(any);
        const Shape met = meet(shape, any);
        if (met.size() > kMostForms)
            add_condition(shape, {word, "", branches(list)});
        else
            shape = met;
    }
}

// A value has one branch, and no other (JSON Schema Core §10.2.1.3).
Shape Shapes::one_of(const Place& list) {
    const std::vector<Parts> parts = branches(list);
    std::vector<Shape> shapes;
    for (const Parts& part : parts) shapes.push_back(of_place(part.front()));
    Shape one;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        for (Form form : shapes[i]) {
            for (std::size_t k = 0; k < shapes.size(); ++k) {
                const bool may_be_both =
                    k != i && std::any_of(shapes[k].begin(), shapes[k].end(),
                                          [&](const Form& other) { return !are_apart(form, other); });
                if (may_be_both)
                    form.conditions.push_back({"oneOf", "", {parts[k]}, Condition::Keeps::when_wider});
            }
            one.push_back(std::move(form));
        }
    return one;
}

// Whether surely no value is in both: also by a member that both require.
bool Shapes::are_apart(const Form& one, const Form& other) {
    if (are_disjoint(one, other)) return true;
    for (const std::string& name : one.required) {
        const Parts& mine = one.property(name);
        const Parts& its = other.property(name);
        if (mine.empty() || its.empty() || nested_ > 3) continue;
        ++nested_;
        Parts both = mine;
        add_parts(both, its);
        const bool is_none = of(both).empty();
        --nested_;
        if (is_none) return true;
    }
    return false;
}

void Shapes::add_negation(Shape& shape, const Place& place) {
    const Place negated = place_of(place, "not");
    if (negated.value == nullptr) return;
    const Shape none = of_place(negated);
    const Shape plain = any_shape();
    Shape left;
    for (Form& form : shape) {
        bool is_gone = false;
        bool is_met = false;
        for (const Form& each : none) {
            is_gone = is_gone || (each.kind == form.kind && each.is_plain());
            is_met = is_met || !are_disjoint(each, form);
        }
        if (is_gone) continue;
        if (is_met) form.conditions.push_back({"not", "", {{negated}}, Condition::Keeps::when_wider});
        left.push_back(std::move(form));
    }
    shape = std::move(left);
}

// A property that is never sent in this direction is not required either.
void Shapes::leave_absent(Form& form, const Place& place) {
    const Place properties = place_of(place, "properties");
    if (properties.value == nullptr) return;
    for (const json::Member& member : properties.value->members)
        if (is_absent(properties.member(member))) {
            form.absent.emplace(member.name);
            form.required.erase(std::string(member.name));
        }
}

bool Shapes::is_absent(const Place& property) {
    return is_true(property.value->find(absent_)) ||
           is_true(registry_.follow_if_possible(property).value->find(absent_));
}

std::vector<schema::Program> Shapes::programs(const Parts& parts, bool& is_whole) {
    std::vector<schema::Program> all;
    for (const Place& place : parts) {
        auto known = programs_.find(place.value);
        if (known == programs_.end()) {
            known = programs_.emplace(place.value, std::vector<schema::Program>()).first;
            try {
                schema::Notes notes;
                schema::CompilerOptions options;
                options.is_openapi = true;
                options.report_undocumented = false;
                options.absent = absent_;
                known->second.push_back(schema::Compiler(registry_, options, notes).compile(place));
            } catch (const json::LoadError&) { // what cannot be read was noted when the operation was
            }
        }
        if (known->second.empty()) is_whole = false;
        for (const schema::Program& program : known->second) all.push_back(program);
    }
    return all;
}

} // namespace understudy::drift
