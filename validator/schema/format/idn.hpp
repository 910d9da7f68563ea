#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 5890 §2.3.4: an internationalized domain name. Each label is an NR-LDH label, an A-label or a U-label,
/// which obeys the code point tables (RFC 5892), the contextual rules CONTEXTJ and CONTEXTO (its appendix A)
/// and is in NFC; where a label is written from right to left, all obey the Bidi rule (RFC 5893 §2). A dot
/// may be any of the four of RFC 3490 §3.1. In A-labels, 63 octets a label and 253 in all. Nothing is mapped:
/// capitals in a U-label are refused (RFC 5891 §4.2).
bool is_idn_hostname(std::string_view text);

/// The same of a domain in an e-mail address (RFC 6531 §3.3): the only dot is `.`, and what is not in NFC is
/// brought there first.
bool is_idn_mail_domain(std::string_view text);

/// Whether it starts with `xn--`, in either case.
bool has_ace_prefix(std::string_view label);

/// Whether a label that has the prefix is what its U-label is encoded as (RFC 5891 §5.4), in either case.
bool is_a_label(std::string_view label);

} // namespace understudy::schema
