#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 5890 §2.3.4: an internationalized domain name. Each label is an NR-LDH label, an A-label or a U-label.
/// A U-label obeys the code point tables (RFC 5892) and the contextual rules CONTEXTJ and CONTEXTO (its
/// appendix A), and is in NFC. If any label is written from right to left, all labels obey the Bidi rule (RFC
/// 5893 §2). A dot may be any of the four of RFC 3490 §3.1. Counted in A-labels, a label has at most 63
/// octets and the name 253. Nothing is mapped: capitals in a U-label are refused (RFC 5891 §4.2).
bool is_idn_hostname(std::string_view text);

/// The same for a domain in an e-mail address (RFC 6531 §3.3). The only dot is `.`, and labels are first
/// brought into NFC.
bool is_idn_mail_domain(std::string_view text);

/// Whether a label starts with `xn--`, in either case.
bool has_ace_prefix(std::string_view label);

/// Whether a label with the prefix is the encoding of its U-label (RFC 5891 §5.4), in either case.
bool is_a_label(std::string_view label);

} // namespace understudy::schema
