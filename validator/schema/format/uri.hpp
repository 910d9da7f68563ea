#pragma once

#include <string_view>

namespace understudy::schema {

/// `URI` of RFC 3986 §3: absolute, with a scheme; a fragment is allowed. No zone in an IPv6 address (RFC
/// 6874).
bool is_uri(std::string_view text);

/// `URI-reference` of RFC 3986 §4.1: a URI, or a relative reference.
bool is_uri_reference(std::string_view text);

/// `IRI` of RFC 3987 §2.2. A host is not held against the rules of IDNA: the grammar does not.
bool is_iri(std::string_view text);

/// `IRI-reference` of RFC 3987 §2.2.
bool is_iri_reference(std::string_view text);

/// RFC 6570 §2, with its erratum 6937: an apostrophe is a literal. An operator that is only reserved (§2.2)
/// is in the grammar, so it is let through.
bool is_uri_template(std::string_view text);

} // namespace understudy::schema
