#pragma once

#include <string>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// Applies an OpenAPI Overlay 1.x (Overlay Specification 1.0 §4) to `document` and returns the result as
/// indented JSON. `overlay` is JSON or YAML. An action whose target does not exist does nothing. Throws
/// json::LoadError (for the overlay, with the place of the action) if the overlay is invalid, a path is not
/// understood, or an action cannot be applied.
std::string apply_overlay(const json::Document& document, const std::string& file, std::string overlay);

} // namespace understudy::contract
