#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/limits.hpp"

namespace understudy::json {

/// A YAML text, and the file to name when something is wrong with it. A view: both must outlive it.
struct YamlText {
    const std::string& file;
    std::string_view text;

    LoadError error(std::size_t offset, const std::string& reason) const;
};

/// One node of a YAML text: a scalar, a sequence, a mapping or an alias.
struct YamlNode {
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    /// A part of YamlNodes::strings.
    struct Text {
        std::size_t begin = 0;
        std::size_t size = 0;
    };

    Kind kind = Kind::null;
    bool boolean = false;
    bool merges = false;       ///< a key that is a plain <<
    std::size_t offset = 0;    ///< its first byte, anchor and tag included
    std::size_t end = 0;       ///< one past its last byte
    Text written;              ///< a scalar as it is written, decoded; its name if it is a key
    Text literal;              ///< a number as JSON writes it
    std::size_t alias = kNone; ///< of an alias: the node that it stands for
    std::size_t after = 0;     ///< one past its last descendant
    std::size_t made = 1;      ///< the least number of nodes in it, with its aliases written out
    std::size_t height = 0;    ///< collections that are nested in it, itself included, with its aliases
};

/// All nodes in the order of the text, a collection before what is in it; of a mapping, a key before its
/// value.
struct YamlNodes {
    std::vector<YamlNode> nodes;
    std::string strings;

    std::string_view view(YamlNode::Text text) const {
        return std::string_view(strings).substr(text.begin, text.size);
    }
};

/// The most nodes that the aliases of one text may expand to.
inline constexpr std::size_t kMaxAliasedNodes = 100'000;

/// Throws LoadError for anything but one YAML document that is a JSON value in another notation: scalars
/// that JSON can express, keys that are scalars, aliases that name a node before them. The caller
/// handles names given twice, and the members that a << merges.
YamlNodes read_yaml_nodes(const YamlText& source, Limits limits);

} // namespace understudy::json
