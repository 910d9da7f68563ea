#include "server/mock/credential_mask.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "validator/text/ascii.hpp"

namespace understudy::mock {
namespace {

constexpr std::array<std::string_view, 9> kTelling = {
    "auth", "cookie", "credential", "key", "passw", "secret", "signature", "token", "session-id"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// The first letters of the words that mark a credential: every field of every request is tested.
constexpr std::uint32_t kInitials = [] {
    std::uint32_t letters = 0;
    for (const std::string_view word : kTelling) letters |= 1U << (word[0] - 'a');
    return letters;
}();

bool tells(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = lower(name[i]);
        if (c < 'a' || c > 'z' || (kInitials >> (c - 'a') & 1U) == 0) continue;
        for (const std::string_view word : kTelling)
            if (word[0] == c && text::starts_with_ignoring_case(name.substr(i), word)) return true;
    }
    return false;
}

} // namespace

CredentialMask::CredentialMask(std::vector<std::string> names) : names_(std::move(names)) {}

bool CredentialMask::is_credential(std::string_view name) const {
    return tells(name) || std::any_of(names_.begin(), names_.end(), [name](const std::string& each) {
               return text::equal_ignoring_case(each, name);
           });
}

void CredentialMask::append_target(std::string_view target, std::string& out) const {
    const std::size_t question = target.find('?');
    out += target.substr(0, question);
    if (question == std::string_view::npos) return;
    std::string_view query = target.substr(question + 1);
    char separator = '?';
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        out += separator;
        out += pair.substr(0, equals);
        separator = '&';
        if (equals == std::string_view::npos) continue;
        out += '=';
        // A name with percent-encoding may be any name, so its value is masked without decoding it.
        const std::string_view name = pair.substr(0, equals);
        const bool hides = is_credential(name) || name.find('%') != std::string_view::npos;
        out += hides ? kMasked : pair.substr(equals + 1);
    }
}

} // namespace understudy::mock
