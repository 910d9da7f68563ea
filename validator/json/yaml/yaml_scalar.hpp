#pragma once

#include <string>
#include <string_view>

#include "validator/json/document.hpp"

namespace understudy::json {

/// The JSON value that a YAML scalar stands for.
struct YamlScalar {
    Kind kind = Kind::string;
    bool boolean = false;
    std::string literal; ///< of a number: as JSON writes it (RFC 8259 §6)
    std::string refusal; ///< why JSON has no such value; empty if it has one
};

/// By the core schema (YAML 1.2.2 §10.3), which OpenAPI 3 requires: yes, no, on and off are strings, and so
/// is a date. `plain`: without quotes; a quoted scalar without a tag is a string. `tag`: in full
/// (tag:yaml.org,2002:int); empty for none.
YamlScalar resolve_scalar(std::string_view text, bool plain, std::string_view tag);

/// Whether a sequence (`kind` array) or a mapping (object) may bear this tag.
bool is_tag_of(Kind kind, std::string_view tag);

inline constexpr std::string_view kUnknownTag =
    "expected no tag, or one of JSON's types (!!str, !!int, !!float, !!bool, !!null, !!seq, !!map); "
    "found another";

} // namespace understudy::json
