#include "validator/text/json_pointer.hpp"

namespace understudy::text {

void append_token(std::string& pointer, std::string_view token) {
    pointer += '/';
    if (token.find_first_of("~/") == std::string_view::npos) { // nearly always
        pointer += token;
        return;
    }
    for (const char c : token) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

} // namespace understudy::text
