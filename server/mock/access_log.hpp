#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/mock/credential_mask.hpp"
#include "server/mock/journal.hpp"

namespace understudy::mock {

enum class LogFormat { off, text, json };

/// A request as one line of an access log, with its line feed and without a credential.
std::string access_line(LogFormat format, const http::Request& request, const RequestOutcome& outcome,
                        std::string_view session, const CredentialMask& mask);

/// `2026-11-22T06:02:02Z` (RFC 3339).
std::string date_of(std::int64_t unix_ms);

} // namespace understudy::mock
