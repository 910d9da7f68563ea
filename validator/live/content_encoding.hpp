#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::live {

enum class Decoding {
    done,
    unknown,   ///< a coding that is not gzip, x-gzip, deflate or identity
    damaged,   ///< not in the coding that is named, or cut off
    too_large, ///< above the bound, or expanded more than any real content
};

/// Undoes a Content-Encoding (RFC 9110 §8.4), the last coding first. `deflate` may come with or without the
/// zlib wrapper. The result has at most `most` bytes.
Decoding decode_content(std::string_view encoding, std::string& body, std::size_t most);

} // namespace understudy::live
