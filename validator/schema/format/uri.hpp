#pragma once

#include <string_view>

namespace understudy::schema {

/// `URI` of RFC 3986 §3: absolute, with a scheme; a fragment is allowed. An IPv6
/// address has no zone (RFC 6874).
bool is_uri(std::string_view text);

/// `URI-reference` of RFC 3986 §4.1: a URI, or a relative reference.
bool is_uri_reference(std::string_view text);

/// `IRI` of RFC 3987 §2.2. A host need not obey the rules of IDNA, because the grammar does not require it.
bool is_iri(std::string_view text);

/// `IRI-reference` of RFC 3987 §2.2.
bool is_iri_reference(std::string_view text);

/// RFC 6570 §2, with its erratum 6937: an apostrophe is a literal. The grammar has the operators that are
/// only reserved (§2.2), so they are allowed.
bool is_uri_template(std::string_view text);

} // namespace understudy::schema
