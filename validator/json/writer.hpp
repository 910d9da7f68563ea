#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::json {

/// Writes one JSON value, member after member, at the end of a string that the caller owns. Every text may be
/// any bytes: U+FFFD replaces bytes that are not UTF-8 (RFC 8259 §8.1). The calls must make a value; that is
/// not checked.
class Writer {
public:
    /// `indent`: spaces a level; 0: all in one line.
    explicit Writer(std::string& out, unsigned indent = 2) : out_(out), indent_(indent) {}

    Writer& begin_object() { return begin('{'); }
    Writer& end_object() { return end('}'); }
    Writer& begin_array() { return begin('['); }
    Writer& end_array() { return end(']'); }
    /// Of the value that is written next.
    Writer& key(std::string_view name);

    Writer& string(std::string_view text);
    Writer& number(std::uint64_t value);
    Writer& integer(std::int64_t value);
    Writer& boolean(bool value);
    Writer& null();
    /// A value as it was read, in this writer's layout.
    Writer& value(const Value& value);

    Writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }
    Writer& member(std::string_view name, std::uint64_t value) { return key(name).number(value); }

private:
    Writer& begin(char bracket);
    Writer& end(char bracket);
    void before_value();
    void new_line();

    std::string& out_;
    unsigned indent_;
    std::vector<bool> has_members_; // of each open array or object
    bool follows_key_ = false;
};

} // namespace understudy::json
