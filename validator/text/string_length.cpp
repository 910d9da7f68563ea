#include "validator/text/string_length.hpp"

namespace understudy::text {

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
        count += continues ? 0U : 1U;
    }
    return count;
}

} // namespace understudy::text
