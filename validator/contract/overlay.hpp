#pragma once

#include <string>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// `document` with an OpenAPI Overlay 1.x applied (Overlay Specification 1.0 §4), as JSON, indented.
/// `overlay` is JSON or YAML. Throws json::LoadError (of the overlay, with the place of the action) for what
/// is no overlay, a path that is not understood, or an action that nothing can be done with. An action whose
/// target there is none of does nothing.
std::string apply_overlay(const json::Document& document, const std::string& file, std::string overlay);

} // namespace understudy::contract
