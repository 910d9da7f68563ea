#pragma once

#include <string_view>

namespace understudy::http {

/// tchar of RFC 9110 §5.6.2.
bool is_token_character(char c);

/// A token: one tchar or more (RFC 9110 §5.6.2).
bool is_token(std::string_view text);

/// No control character but tab (RFC 9110 §5.5), so nobody can smuggle in a line break.
bool is_field_value(std::string_view text);

/// `name:value` without its CRLF (RFC 9112 §5).
bool is_field_line(std::string_view line);

/// Visible ASCII. Wider than the grammar of RFC 3986, like most servers: `"` and `|` do arrive in queries.
bool is_request_target(std::string_view text);

/// uri-host [":" port], possibly empty; never userinfo (RFC 9110 §4.2.4, RFC 9112 §3.2).
bool is_authority(std::string_view text);

/// *( BWS ";" BWS name [ BWS "=" BWS value ] ) (RFC 9112 §7.1.1).
bool is_chunk_extension(std::string_view text);

} // namespace understudy::http
