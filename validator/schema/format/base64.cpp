#include "validator/schema/format/base64.hpp"

#include <algorithm>

#include "validator/schema/format/characters.hpp"

namespace understudy::schema {

bool is_base64(std::string_view text) {
    if (text.size() % 4 != 0) return false;
    int padding = 0;
    for (; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
    if (!std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '/'; }))
        return false;
    // The last character before the padding, with the low two or four of its six bits zero.
    if (padding == 1) return std::string_view("AEIMQUYcgkosw048").find(text.back()) != std::string_view::npos;
    if (padding == 2) return std::string_view("AQgw").find(text.back()) != std::string_view::npos;
    return true;
}

} // namespace understudy::schema
