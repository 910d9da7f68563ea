#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// Gives the bytes of a file that an entry names instead of a text. Nothing if there is none. May note in
/// `observed` where it was.
using ReadAttached = std::function<std::optional<std::string>(std::string_view name, Observed& observed)>;

/// Reads one entry of an HTTP Archive. Never throws for what the entry holds: see Observation::unchecked.
///
/// Besides HAR 1.2 it knows the members by which Chrome, Firefox and Playwright say that a request was
/// aborted, blocked or answered by a test, and by which they say that a body is in a file of its own
/// (`_file`).
Observation read_har_entry(const json::Value& entry, const ReadAttached& read_attached, Observed& observed);

} // namespace understudy::intake
