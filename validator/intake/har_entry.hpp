#pragma once

#include <string>

#include "validator/intake/input_format.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// Reads one entry of an HTTP Archive. Never throws for what the entry holds: see Observation::unchecked.
///
/// Besides HAR 1.2 it knows the members by which Chrome, Firefox and Playwright say that a request was
/// aborted, blocked or answered by a test.
Observation read_har_entry(const json::Value& entry, Observed& observed);

} // namespace understudy::intake
