#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::live {

enum class Decoding {
    done,
    unknown,   ///< a coding that is not gzip, x-gzip, deflate or identity
    damaged,   ///< not what its name says, or cut off
    too_large, ///< more than the bound, or blown up more than anything real is
};

/// Undoes a Content-Encoding (RFC 9110 §8.4), the last coding first. `deflate` is taken with and without the
/// zlib wrapper. No more than `most` bytes come out.
Decoding decode_content(std::string_view encoding, std::string& body, std::size_t most);

} // namespace understudy::live
