#include "server/record/secrets.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "validator/text/utf8.hpp"

namespace understudy::record {
namespace {

struct Free {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

/// A pattern; its group `secret`, if it has one, is the private part.
class Finder {
public:
    Finder(Secret secret, const char* pattern) : secret_(secret) {
        int error = 0;
        std::size_t offset = 0;
        code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern), PCRE2_ZERO_TERMINATED,
                                  PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &offset, nullptr));
        if (code_ == nullptr) throw std::logic_error(std::string("no pattern: ") + pattern);
        pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);
        group_ = static_cast<std::size_t>(std::max(
            0, pcre2_substring_number_from_name(code_.get(), reinterpret_cast<PCRE2_SPTR>("secret"))));
    }

    /// The text with all matches replaced; nothing if the search was given up. The text must be UTF-8: PCRE2
    /// would check it anew at each match.
    std::optional<std::string> run(const std::string& text, const Replace& replace) const {
        const std::unique_ptr<pcre2_match_data, Free> data(
            pcre2_match_data_create_from_pattern(code_.get(), nullptr));
        const std::unique_ptr<pcre2_match_context, Free> context(pcre2_match_context_create(nullptr));
        pcre2_set_match_limit(context.get(), 10'000'000);
        std::string out;
        std::size_t at = 0;
        while (at <= text.size()) {
            const int found = pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                                          at, PCRE2_NO_UTF_CHECK, data.get(), context.get());
            if (found == PCRE2_ERROR_NOMATCH) break;
            if (found < 0) return std::nullopt;
            const std::size_t* ends = pcre2_get_ovector_pointer(data.get());
            const std::size_t from = ends[2 * group_], to = ends[2 * group_ + 1];
            out.append(text, at, from - at);
            out += replace(secret_, std::string_view(text).substr(from, to - from));
            at = std::max(to, at + 1);
        }
        out.append(text, std::min(at, text.size()));
        return out;
    }

private:
    Secret secret_;
    std::size_t group_ = 0;
    std::unique_ptr<pcre2_code, Free> code_;
};

// The most specific first: the replacement does not match a later pattern, or matches harmlessly.
const std::vector<Finder>& finders() {
    static const std::vector<Finder> kFinders = [] {
        std::vector<Finder> list;
        const auto add = [&](Secret secret, const char* pattern) { list.emplace_back(secret, pattern); };
        add(Secret::token, R"(-----BEGIN [A-Z0-9 ]+-----(?<secret>[^-]+)-----END [A-Z0-9 ]+-----)");
        add(Secret::token, R"(\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*)");
        add(Secret::token,
            R"((?i)\b(?:bearer|basic|token|apikey)\s+(?<secret>(?=[^\s]*[0-9+/=_.-])[A-Za-z0-9+/=_.~-]{8,}))");
        add(Secret::token,
            R"((?<![A-Za-z0-9])(?:sk|pk|rk|sess|key|tok|pat|gh[pousr]|github_pat|glpat|xox[abeprs]|hf|npm|pypi|shpat|sq0[a-z]{3}|SG|dop_v1|whsec|rpa|r8|xai|gsk|nvapi|AGE-SECRET-KEY|ya29|1//)[-_.](?<secret>[A-Za-z0-9_.-]{10,}))");
        add(Secret::token,
            R"((?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA|AIza|EAAC|ya29\.)(?<secret>[A-Za-z0-9_-]{12,}))");
        add(Secret::token, R"([a-z][a-z0-9+.-]*://[^\s/:@"']*:(?<secret>[^\s/@"']+)@)");
        add(Secret::token,
            R"((?i)(?<![a-z])(?:pass(?:word|wd|phrase|code)?|pwd|secret|api[ _-]?key|access[ _-]?key|private[ _-]?key|(?:access|auth|refresh|id|session)?[ _-]?token|credential|signature|sig|otp|pin)s?["']?\s*[:=]\s*["']?(?<secret>[^\s"',;&<>{}()]{4,}))");
        add(Secret::token,
            R"((?i)(?<![a-z])(?:pass(?:word|phrase|code)|pwd|otp|pin|secret(?: word| key)?|api key)(?: is|'s| was|,)\s+["']?(?<secret>[^\s"',;&<>{}()]{4,}))");
        add(Secret::token, R"((?i)\b(?:set-cookie|cookie)\s*:\s*(?<secret>[^\r\n]+))");
        add(Secret::token,
            R"((?<![0-9A-Za-z-])(?:[0-9]{4}[ -]){3}[0-9]{1,7}(?![0-9A-Za-z-]))"); // payment cards
        add(Secret::token, R"((?<![0-9A-Za-z.-])[3-6][0-9]{14,15}(?![0-9A-Za-z.-]))");
        add(Secret::token, R"(\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b)"); // IBAN
        add(Secret::token, R"((?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9-]))"); // US social security
        add(Secret::email,
            R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~\x{80}-\x{10ffff}-]+@[A-Za-z0-9\x{80}-\x{10ffff}](?:[A-Za-z0-9.\x{80}-\x{10ffff}-]*[A-Za-z0-9\x{80}-\x{10ffff}])?)");
        add(Secret::phone, R"((?<![\w+])\+[1-9](?:[ ().\x{a0}-]{0,2}[0-9]){6,14}(?![0-9]))");
        add(Secret::phone,
            R"((?<![\w.-])(?:\(0?[0-9]{2,5}\)|0[0-9]{2,5}|[2-9][0-9]{2})[ .\x{a0}/-]{1,2}[0-9]{3,4}[ .\x{a0}-]?[0-9]{3,5}(?![\w-]|\.[0-9]))");
        add(Secret::phone,
            R"((?i)\b(?:tel|phone|mobile|cell|call|sms|whatsapp|fax)\b[^0-9+\r\n]{0,12}(?<secret>\+?[0-9](?:[ ().-]{0,2}[0-9]){6,14}))");
        add(Secret::phone, R"((?<![\w.+-])(?:1[2-9][0-9]{9}|00[1-9][0-9]{7,13})(?![\w.-]))");
        return list;
    }();
    return kFinders;
}

std::string lower_words(std::string_view name) {
    std::string out = "_";
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            if (out.back() != '_' && !(out.back() >= 'A' && out.back() <= 'Z')) out += '_';
            out += static_cast<char>(c - 'A' + 'a');
        } else {
            out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
        }
    }
    return out + "_";
}

template <std::size_t Count>
bool has_one(const std::string& text, const std::array<const char*, Count>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return text.find(word) != std::string::npos; });
}

} // namespace

std::string_view secret_name(Secret secret) {
    constexpr std::array<std::string_view, 5> kNames = {"phone number", "e-mail address", "name",
                                                        "token or key", "text"};
    return kNames[static_cast<std::size_t>(secret)];
}

std::string replace_secrets(std::string_view text, const Replace& replace) {
    std::string out(text);
    for (const Finder& finder : finders()) {
        const bool is_utf8 = text::find_invalid_utf8(out) == out.size();
        std::optional<std::string> next = is_utf8 ? finder.run(out, replace) : std::nullopt;
        if (!next) return replace(Secret::text, text);
        out = std::move(*next);
    }
    return out;
}

bool names_secret(std::string_view name) {
    constexpr auto kWords =
        std::to_array<const char*>({"_password",     "_passwd",     "_passphrase",      "_pwd_",
                                    "secret",        "_token_",     "api_key",          "apikey",
                                    "authorization", "credential",  "private_key",      "privatekey",
                                    "access_key",    "accesskey",   "cookie",           "_jwt_",
                                    "bearer",        "signature",   "_signing_key",     "_hmac_",
                                    "_auth_",        "client_key",  "encryption_key",   "_pin_",
                                    "_otp_",         "_ssn_",       "_iban_",           "card_number",
                                    "session_key",   "webhook_key", "connection_string"});
    return has_one(lower_words(name), kWords);
}

bool names_phone(std::string_view name) {
    constexpr auto kWords = std::to_array<const char*>({"phone", "_mobile_", "_tel_", "_fax_", "msisdn",
                                                        "user_number", "caller_number", "from_number",
                                                        "to_number", "whatsapp", "_caller_id_", "callee"});
    return has_one(lower_words(name), kWords);
}

bool looks_random(std::string_view value) {
    if (value.size() < 8 || value.find(' ') != std::string_view::npos) return false;
    std::array<double, 256> counts{};
    bool has_digit = false, has_lower = false, has_upper = false;
    for (const char c : value) {
        ++counts[static_cast<unsigned char>(c)];
        has_digit = has_digit || (c >= '0' && c <= '9');
        has_lower = has_lower || (c >= 'a' && c <= 'z');
        has_upper = has_upper || (c >= 'A' && c <= 'Z');
    }
    double bits = 0; // Shannon's entropy per character
    for (const double count : counts)
        if (count > 0)
            bits -= count / static_cast<double>(value.size()) *
                    std::log2(count / static_cast<double>(value.size()));
    const int kinds = (has_digit ? 1 : 0) + (has_lower ? 1 : 0) + (has_upper ? 1 : 0);
    return bits >= 2.5 && kinds >= 2;
}

} // namespace understudy::record
