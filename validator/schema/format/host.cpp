#include "validator/schema/format/host.hpp"

#include <algorithm>
#include <cstddef>

#include "validator/schema/format/idn.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

// Whether `check` accepts each part before, between and after the dots.
template <class Check>
bool all_labels(std::string_view text, Check check) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!check(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_octet(std::string_view text) {
    if (text.empty() || text.size() > 3 || !std::all_of(text.begin(), text.end(), text::is_digit))
        return false;
    if (text.size() > 1 && text[0] == '0') return false;
    return text.size() < 3 || text <= "255";
}

constexpr std::size_t kMostInName = 253;

} // namespace

bool is_ipv4(std::string_view text) {
    return text.size() <= 15 && std::count(text.begin(), text.end(), '.') == 3 && all_labels(text, is_octet);
}

bool is_ipv6(std::string_view text) {
    constexpr std::size_t kLongest = 45; // six groups and a dotted quad
    if (text.size() > kLongest) return false;
    int groups = 0;
    bool gap = false;
    if (text.starts_with("::")) {
        gap = true;
        text.remove_prefix(2);
        if (text.empty()) return true;
    }
    for (;;) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        const bool last = colon == std::string_view::npos;
        if (last && group.find('.') != std::string_view::npos) {
            groups += 2;
            if (!is_ipv4(group)) return false;
        } else {
            ++groups;
            if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), text::is_hex))
                return false;
        }
        if (last) break;
        text.remove_prefix(colon + 1);
        if (text.starts_with(':')) {
            if (gap) return false;
            gap = true;
            text.remove_prefix(1);
            if (text.empty()) break;
        }
    }
    return gap ? groups <= 7 : groups == 8;
}

bool is_ldh_label(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(),
                       [](char c) { return text::is_alphanumeric(c) || c == '-'; });
}

bool is_ldh_name(std::string_view text) {
    return text.size() <= kMostInName && all_labels(text, is_ldh_label);
}

bool is_hostname(std::string_view text) {
    return text.size() <= kMostInName && all_labels(text, [](std::string_view label) {
               return is_ldh_label(label) && (!has_ace_prefix(label) || is_a_label(label));
           });
}

} // namespace understudy::schema
