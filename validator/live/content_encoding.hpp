#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::live {

enum class Decoding {
    done,
    unknown,   ///< a coding that is not in accepted_codings(), x-gzip or identity
    damaged,   ///< not in the coding that is named, or cut off
    too_large, ///< above the bound, or expanded more than any real content
};

/// Undoes a Content-Encoding (RFC 9110 §8.4), the last coding first. `deflate` may come with or without the
/// zlib wrapper. `br` is Brotli (RFC 7932). The
/// result has at most `most` bytes.
Decoding decode_content(std::string_view encoding, std::string& body, std::size_t most);

/// For `Accept-Encoding`: `gzip, deflate`, and `br` where the program was built with Brotli.
std::string_view accepted_codings();

} // namespace understudy::live
