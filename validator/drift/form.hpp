#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/number.hpp"
#include "validator/schema/dialect/registry.hpp"

namespace understudy::drift {

/// Schemas that all apply to one value (JSON Schema Core §10.2.1.1). None: anything is allowed.
using Parts = std::vector<schema::SchemaPlace>;

void add_parts(Parts& parts, const Parts& more);

/// A constraint that is not taken apart: `not`, `if`, `contains`, … Two are held against each other by their
/// keyword, their detail and the schemas in them.
struct Condition {
    /// When the schemas in a value's condition keep what those in another promise.
    enum class Keeps { when_equal, when_narrower, when_wider };

    std::string_view keyword;
    std::string detail;
    std::vector<Parts> parts;
    Keeps keeps = Keeps::when_equal;
};

/// A limit of a number.
struct Bound {
    std::string literal;
    bool is_exclusive = false;

    json::Decimal value() const { return json::Decimal::parse(literal); }
};

inline constexpr std::uint64_t kNoMost = UINT64_MAX;

/// A set of values of one JSON type: those that meet every constraint below. A member that does not concern
/// the type is empty.
///
/// It is the normal form of schemas, whichever draft and spelling they have. A limit that limits nothing is
/// not there, `const` is a list of one, an exclusive limit has one notation, annotations are gone.
struct Form {
    json::Kind kind = json::Kind::null;
    bool is_integer = false;
    std::optional<std::vector<const json::Value*>> values; ///< `enum`, `const`
    std::optional<std::vector<const json::Value*>> known;  ///< `x-known-values`
    std::optional<Bound> lower, upper;
    std::set<std::string> multiples;
    std::uint64_t least = 0, most = kNoMost; ///< characters, elements or members
    std::set<std::string> formats, patterns;
    bool is_unique = false;
    std::vector<Parts> first; ///< `prefixItems`
    Parts items;              ///< of the elements after them
    std::map<std::string, Parts> properties;
    std::set<std::string> absent; ///< of `properties`: never sent in this direction
    std::set<std::string> required;
    Parts others; ///< of the members that `properties` does not name
    std::vector<Condition> conditions;

    const Parts& property(const std::string& name) const;
    const Parts& element(std::size_t index) const { return index < first.size() ? first[index] : items; }
    /// Whether `values`, if it is there, is all that constrains it.
    bool has_no_limits() const;
    bool is_plain() const { return !values && has_no_limits(); }
    bool is_list() const { return values && has_no_limits(); }
};

/// The values that a schema allows: those of any of its forms. None: no value.
using Shape = std::vector<Form>;

/// A form of each type, without a constraint.
Shape any_shape();

/// What both allow; nothing if that is surely no value.
std::optional<Form> meet(Form one, const Form& other);
Shape meet(const Shape& one, const Shape& other);

/// Whether two values are equal (JSON Schema Core §4.2.2).
bool are_equal(const json::Value& one, const json::Value& other);
bool contains(const std::vector<const json::Value*>& list, const json::Value& value);

/// Whether surely no value is in both.
bool are_disjoint(const Form& one, const Form& other);

} // namespace understudy::drift
