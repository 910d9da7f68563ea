#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::contract {

/// A header field of a message, as received (RFC 9110 §5). The members are views.
struct HeaderField {
    std::string_view name;
    std::string_view value;
    std::size_t offset = 0; ///< of the value, in the text that it was read from
};

} // namespace understudy::contract
