#pragma once

#include <string_view>

namespace understudy::schema {

/// `Mailbox` of RFC 5321 §4.1.2, within the sizes of §4.5.3.1: 64 octets before the `@`, 255 after it. An
/// address literal is IPv4 or IPv6, because no other kind is registered.
bool is_email(std::string_view text);

/// The same with any character beyond ASCII before the `@`, and an internationalized domain name after it
/// (RFC 6531 §3.3).
bool is_idn_email(std::string_view text);

} // namespace understudy::schema
