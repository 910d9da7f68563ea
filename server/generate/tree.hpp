#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::generate {

struct TreeMember;

/// A JSON value that can be changed: a reply under construction.
struct Tree {
    json::Kind kind = json::Kind::null;
    bool boolean = false;
    std::string text; ///< a string, decoded; or a number, as written
    std::vector<Tree> elements;
    std::vector<TreeMember> members;

    static Tree of(const json::Value& value);
    static Tree string(std::string text);
    static Tree number(std::string literal);
    static Tree of_kind(json::Kind kind);

    bool is(json::Kind other) const { return kind == other; }
    Tree* find(std::string_view name);
    void set(std::string_view name,
             Tree value); ///< in an object: replaces the member of that name, or appends it

    /// Appends the value as JSON without white space.
    void write(std::string& out) const;
    std::string written() const;
};

struct TreeMember {
    std::string name;
    Tree value;
};

/// The value at a JSON Pointer (RFC 6901) of member names, or nullptr.
Tree* find(Tree& tree, std::string_view pointer);

/// The reference tokens of a JSON Pointer, unescaped.
std::vector<std::string> tokens(std::string_view pointer);

} // namespace understudy::generate
