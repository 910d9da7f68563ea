#pragma once

#include <string>

#include "validator/json/document.hpp"

namespace understudy::json {

/// Reads a YAML 1.2 text into the tree that a JSON text of the same meaning has, with places in the YAML.
/// Numbers are written as JSON writes them (0x10 is 16, .5 is 0.5), keys are strings as they are written (200
/// is "200"), an alias is a copy of its anchor with the anchor's places, and a plain << merges as in
/// YAML 1.1, its members behind the mapping's own. Throws LoadError (with the place) for anything else.
Document parse_yaml(std::string file, std::string text, Limits limits = {});

/// A contract or a schema, in JSON or YAML. The file's name decides where it ends in .json, .yaml or .yml;
/// else a text that begins with { or [ is JSON. Throws LoadError (with the place).
Document parse_document(std::string file, std::string text, Limits limits = {});

} // namespace understudy::json
