#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "server/http/message.hpp"

namespace understudy::http {

/// One reason to refuse a request before a handler sees it. The connection closes after it.
struct Refusal {
    unsigned status;
    std::string_view slug;   ///< stable: the part after urn:understudy:problem:
    std::string_view detail; ///< what was expected, and the rule
};

/// An application/problem+json reply (RFC 9457) of type urn:understudy:problem:SLUG. Its title is the
/// status's reason phrase, so that nobody takes it for an API's own recorded error.
std::shared_ptr<const Reply> problem(unsigned status, std::string_view slug, std::string_view detail,
                                     std::span<const Field> more_fields = {});

std::shared_ptr<const Reply> problem(const Refusal& refusal);

namespace refusal {

inline constexpr Refusal request_line_malformed{
    400, "request-line-malformed",
    "Expected a method, a request target and a version, with one space between them (RFC 9112 §3)."};
inline constexpr Refusal target_malformed{
    400, "target-malformed",
    "Expected visible ASCII in origin-form or absolute-form; * only with OPTIONS (RFC 9112 §3.2)."};
inline constexpr Refusal version_unsupported{505, "version-unsupported", "Expected HTTP/1.0 or HTTP/1.1."};
inline constexpr Refusal request_line_too_long{414, "request-line-too-long",
                                               "The request line is longer than this server reads."};
inline constexpr Refusal fields_too_large{431, "fields-too-large",
                                          "The fields are more or larger than this server reads."};
inline constexpr Refusal line_ending{400, "line-ending",
                                     "Expected CRLF at the end of a line (RFC 9112 §2.2)."};
inline constexpr Refusal line_folding{400, "line-folding",
                                      "Expected no line that begins with white space (RFC 9112 §5.2)."};
inline constexpr Refusal field_malformed{
    400, "field-malformed",
    "Expected a token, a colon and a value without control characters, and "
    "no space before the colon (RFC 9112 §5.1)."};
inline constexpr Refusal host_malformed{
    400, "host-malformed", "Expected one Host field with a host and, if need be, a port (RFC 9112 §3.2)."};
inline constexpr Refusal content_length_malformed{
    400, "content-length-malformed", "Expected one Content-Length of decimal digits alone (RFC 9112 §6.3)."};
inline constexpr Refusal framing_ambiguous{
    400, "framing-ambiguous", "Expected Content-Length or Transfer-Encoding, not both (RFC 9112 §6.3)."};
inline constexpr Refusal transfer_encoding_malformed{
    400, "transfer-encoding-malformed",
    "Expected Transfer-Encoding once, in HTTP/1.1, and chunked as its last coding (RFC 9112 §6.1, §6.3)."};
inline constexpr Refusal transfer_coding_unsupported{
    501, "transfer-coding-unsupported", "Expected no transfer coding except chunked (RFC 9112 §6.1)."};
inline constexpr Refusal content_too_large{413, "content-too-large",
                                           "The content is larger than this server reads."};
inline constexpr Refusal chunk_malformed{
    400, "chunk-malformed", "Expected a chunk: size in hexadecimal, CRLF, data, CRLF (RFC 9112 §7.1)."};
inline constexpr Refusal chunk_extensions_too_large{
    413, "chunk-extensions-too-large",
    "The chunk extensions are larger than this server reads (RFC 9112 §7.1.1)."};
inline constexpr Refusal expectation_failed{
    417, "expectation-failed", "Expected no expectation except 100-continue (RFC 9110 §10.1.1)."};
inline constexpr Refusal request_incomplete{400, "request-incomplete",
                                            "The client closed its side in the middle of a request."};
inline constexpr Refusal request_timeout{408, "request-timeout", "The request took too long to arrive."};

} // namespace refusal

} // namespace understudy::http
