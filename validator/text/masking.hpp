#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// Whether a value or a property's name that no contract promised may stand in a report: only what reads
/// like a word of a program (`in-progress`, `retry_count`) does. Transcripts, phone numbers, ids, tokens and
/// names with spaces in them do not belong in a CI log.
///
/// A letter first, then letters, digits, `_ . -`; 40 at most; no more than four digits in a row.
bool may_show(std::string_view text);

/// A property's name for a pointer: as it is where a contract promised it or may_show() says yes, else
/// `(a name of 12 characters)`.
std::string shown_name(std::string_view name, bool is_promised);

} // namespace understudy::text
