#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "validator/intake/decoder.hpp"

namespace understudy::intake {

/// Decodes Brotli (RFC 7932), which no first bytes tell. Null if the program was built without it.
std::unique_ptr<Decoder> brotli_decoder();

/// All that a decoder makes of `bytes`, up to `most` bytes. Nothing if they are damaged, cut off, or become
/// more.
std::optional<std::string> decode_all(std::string_view bytes, Decoder& decoder, std::size_t most);

/// Undoes the coding of a stored body. Many tools store a body decoded, and keep the `Content-Encoding` that
/// it had: bytes that are not in a coding come back as they are. Nothing if they are damaged.
std::optional<std::string> undo_coding(std::string bytes, std::string_view content_encoding);

/// Why undo_coding() gives nothing, in words.
std::string_view undecodable_words();

} // namespace understudy::intake
