#include "validator/schema/format/email.hpp"

#include <algorithm>
#include <cstddef>

#include "validator/schema/format/host.hpp"
#include "validator/schema/format/idn.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::schema {
namespace {

constexpr std::size_t kMostInLocalPart = 64;
constexpr std::size_t kMostInDomain = 255;

// RFC 5322 §3.2.3.
bool is_atext(char c) {
    constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
    return text::is_alphanumeric(c) || kMarks.find(c) != std::string_view::npos;
}

// The length of the quoted string at the start of a text; 0 if the text does not start with one.
std::size_t quoted_string(std::string_view text, bool idn) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"') return at + 1;
        if (text[at] == '\\' && (++at == text.size() || !text::is_ascii(text[at]))) return 0;
        const bool printable = text[at] >= ' ' && text[at] <= '~';
        if (!printable && (text::is_ascii(text[at]) || !idn)) return 0;
    }
    return 0;
}

// The length of the dot-string at the start of a text; 0 if the text does not start with one.
std::size_t dot_string(std::string_view text, bool idn) {
    std::size_t at = 0;
    bool in_atom = false;
    for (; at < text.size(); ++at) {
        const bool atom = is_atext(text[at]) || (idn && !text::is_ascii(text[at]));
        if (!atom && (text[at] != '.' || !in_atom)) break;
        in_atom = atom;
    }
    return in_atom ? at : 0;
}

bool is_address_literal(std::string_view text) {
    if (!text.starts_with('[') || !text.ends_with(']') || text.size() < 2) return false;
    text = text.substr(1, text.size() - 2);
    constexpr std::string_view kTag = "ipv6:";
    const bool tagged =
        text.size() > kTag.size() && std::equal(kTag.begin(), kTag.end(), text.begin(),
                                                [](char tag, char c) { return tag == text::to_lower(c); });
    return tagged ? is_ipv6(text.substr(kTag.size())) : is_ipv4(text);
}

bool is_mailbox(std::string_view text, bool idn) {
    if (text.size() > kMostInLocalPart + 1 + kMostInDomain) return false;
    const std::size_t local = text.starts_with('"') ? quoted_string(text, idn) : dot_string(text, idn);
    if (local == 0 || local > kMostInLocalPart || local == text.size() || text[local] != '@') return false;
    const std::string_view domain = text.substr(local + 1);
    if (domain.size() > kMostInDomain) return false;
    if (domain.starts_with('[')) return is_address_literal(domain);
    return idn ? is_idn_mail_domain(domain) : is_ldh_name(domain);
}

} // namespace

bool is_email(std::string_view text) {
    return is_mailbox(text, false);
}

bool is_idn_email(std::string_view text) {
    return is_mailbox(text, true) && text::find_invalid_utf8(text) == text.size();
}

} // namespace understudy::schema
