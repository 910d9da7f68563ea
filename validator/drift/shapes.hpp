#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "validator/drift/form.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::drift {

/// Brings the schemas of one contract into their normal form, as they hold for messages of one direction.
///
/// A schema becomes the forms (form.hpp) of which a value has to have one. `type`, `nullable` and the
/// branches of `anyOf` and `oneOf` become forms of their own, `allOf` and `$ref` are met with what stands
/// beside them, and a branch of `oneOf` has the condition that no other branch applies, unless none can. The
/// schemas of members and elements stay places: they are brought into form when somebody asks for them, so
/// schemas that contain themselves need no care.
///
/// One thread at a time. The registry must outlive it.
class Shapes {
public:
    /// `absent`: `writeOnly` of responses, `readOnly` of requests (OpenAPI 3.0.3 §4.7.24).
    Shapes(schema::Registry& registry, std::string_view absent) : registry_(registry), absent_(absent) {}
    Shapes(const Shapes&) = delete;
    Shapes& operator=(const Shapes&) = delete;

    /// The values that all of the parts allow.
    const Shape& of(const Parts& parts);

    /// The parts, compiled. One that cannot be compiled is left out, and `is_whole` becomes false.
    std::vector<schema::Program> programs(const Parts& parts, bool& is_whole);

private:
    using Place = schema::SchemaPlace;

    Shape of_place(const Place& place);
    Shape of_object(const Place& place);
    Shape typed(const Place& place) const;
    void add_referred(Shape& shape, const Place& place);
    void add_branches(Shape& shape, const Place& place);
    void add_negation(Shape& shape, const Place& place);
    Shape one_of(const Place& list);
    bool are_apart(const Form& one, const Form& other);
    void leave_absent(Form& form, const Place& place);
    bool is_absent(const Place& property);

    schema::Registry& registry_;
    std::string_view absent_;
    std::map<std::vector<const json::Value*>, Shape> shapes_;
    std::map<const json::Value*, std::vector<schema::Program>> programs_; // none: it cannot be compiled
    std::set<const json::Value*> open_; // schemas that are being brought into form
    unsigned nested_ = 0;               // calls of are_apart()
};

/// Schemas that all apply to a value, and the contract that they are of.
struct Operand {
    Shapes* shapes = nullptr;
    Parts parts;
};

} // namespace understudy::drift
