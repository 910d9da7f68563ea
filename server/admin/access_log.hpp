#pragma once

#include <string>
#include <string_view>

#include "server/admin/journal.hpp"
#include "server/admin/secrecy.hpp"
#include "server/http/message.hpp"

namespace understudy::admin {

enum class LogFormat { off, text, json };

/// A request as one line of an access log, with its line feed and without a credential.
std::string access_line(LogFormat format, const http::Request& request, const Outcome& outcome,
                        std::string_view session, const Secrecy& secrecy);

/// `2026-11-22T06:02:02Z` (RFC 3339).
std::string date_of(std::int64_t unix_ms);

} // namespace understudy::admin
