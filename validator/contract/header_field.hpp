#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::contract {

/// A header field of a message, as it came (RFC 9110 §5). Views.
struct HeaderField {
    std::string_view name;
    std::string_view value;
    std::size_t offset = 0; ///< of the value, in the text that it was read from
};

} // namespace understudy::contract
