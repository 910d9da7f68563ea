#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::test {

struct TreeMember;

/// A JSON value to build and to change. Names may repeat, and a number's literal may be any text.
struct Tree {
    json::Kind kind = json::Kind::null;
    bool boolean = false;
    std::string text; ///< a string, decoded; a number, as it is to be written
    std::vector<Tree> elements;
    std::vector<TreeMember> members;

    static Tree of(const json::Value& value);
    static Tree word(bool value);
    static Tree number(std::string literal);
    static Tree string(std::string text);
    static Tree array(); // no default arguments: Clang 14 wants TreeMember whole for them
    static Tree array(std::vector<Tree> elements);
    static Tree object();
    static Tree object(std::vector<TreeMember> members);

    /// The value that the steps (names, indexes) lead to. Throws std::out_of_range.
    Tree& at(const std::vector<std::string>& steps);
};

struct TreeMember {
    std::string name;
    Tree value;
};

/// Line and column (in code points), from 1.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// A tree as text, and where everything in it stands. The places are counted while writing, so they owe
/// nothing to the code that is tested.
struct Written {
    std::string text;

    /// All of a value that is in the tree. Throw std::out_of_range.
    Place value(const Tree& tree) const; ///< its first byte
    Place name(const Tree& tree) const;  ///< the opening quote of its name
    Place end(const Tree& tree) const;   ///< the closing bracket of an array or object

    using Places = std::vector<std::pair<const Tree*, Place>>;
    Places values, names, ends;
};

/// Indented by two spaces, one value a line.
Written write(const Tree& tree, std::string_view line_end = "\n");

/// RFC 6901 §3.
std::string pointer(const std::vector<std::string>& steps);

/// Every piece one after the other; `count` times the same.
std::string repeated(std::string_view piece, std::size_t count);

} // namespace understudy::test
