#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 2673 §3.2 with the `dec-octet` of RFC 3986 §3.2.2: four numbers up to 255, no leading zero.
bool is_ipv4(std::string_view text);

/// RFC 4291 §2.2, as the `IPv6address` of RFC 3986 §3.2.2 writes it: no zone, no prefix length.
bool is_ipv6(std::string_view text);

/// One label of letters, digits and inner hyphens, up to 63 (RFC 1123 §2.1, RFC 5890 §2.3.1).
bool is_ldh_label(std::string_view label);

/// RFC 1123 §2.1: labels as above between dots, up to 253 octets together; no dot at the end.
bool is_ldh_name(std::string_view text);

/// The same, and every label that starts with `xn--` is an A-label (RFC 5890 §2.3.2.1, RFC 5891 §5.4).
bool is_hostname(std::string_view text);

} // namespace understudy::schema
