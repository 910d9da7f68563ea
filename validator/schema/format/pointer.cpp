#include "validator/schema/format/pointer.hpp"

#include <cstddef>

#include "validator/text/character_class.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::schema {

bool is_json_pointer(std::string_view text) {
    if (!text.empty() && text[0] != '/') return false;
    for (std::size_t tilde = text.find('~'); tilde != std::string_view::npos;
         tilde = text.find('~', tilde + 1))
        if (tilde + 1 == text.size() || (text[tilde + 1] != '0' && text[tilde + 1] != '1')) return false;
    return text::find_invalid_utf8(text) == text.size();
}

bool is_relative_json_pointer(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && text::is_digit(text[at])) ++at;
    if (at == 0 || (at > 1 && text[0] == '0')) return false;
    text.remove_prefix(at);
    return text == "#" || is_json_pointer(text);
}

} // namespace understudy::schema
