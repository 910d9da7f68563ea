#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "validator/schema/dialect/rule.hpp"

namespace understudy::schema {

/// One place in one instance that a schema does not allow: all that the schema alone can say of it.
/// Everything is a copy but `value`, which is valid only while the sink is called.
struct Breach {
    Rule rule = Rule::body_malformed;
    Evidence evidence = Evidence::documented;
    std::string_view keyword; ///< that is broken; lasts for ever; empty if no keyword is
    std::size_t offset = 0;   ///< in the instance, in bytes; of a missing property, where its object ends
    std::string pointer;      ///< RFC 6901 instance location; of a missing property, where it should be
    std::string path;         ///< the same for people and for sums: `sessions[].status`, empty for the root
    std::string expected;     ///< `one of queued, running`
    std::string found;        ///< in words, without the value: `a string of 24 characters`
    std::string_view value; ///< the scalar that was found (decoded, or the number's literal); may be private
    bool has_value = false;
    bool is_text = true; ///< whether `value` is a string; else it is a number, `true` or `false` as written
};

/// Receives breaches in the order in which they are found.
class BreachSink {
public:
    virtual ~BreachSink() = default;
    /// It may be moved from.
    virtual void add(Breach&& breach) = 0;
};

} // namespace understudy::schema
