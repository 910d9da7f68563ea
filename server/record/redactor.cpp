#include "server/record/redactor.hpp"

#include <algorithm>

#include "validator/json/error.hpp"
#include "validator/json/write.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::record {
namespace {

using json::Kind;
using json::Value;

constexpr int kMostNested = 4;
constexpr std::size_t kShortestName = 3, kShortestBase64 = 16;

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// 8-4-4-4-12 (RFC 4122) and RFC 3339: runs are full of these, and they reveal nothing about anybody.
bool is_plain(std::string_view text) {
    const auto fits = [&](std::string_view form) {
        return text.size() >= form.size() &&
               std::equal(form.begin(), form.end(), text.begin(), [](char f, char c) {
                   const bool is_digit = c >= '0' && c <= '9';
                   const bool is_hex = is_digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                   return f == 'x' ? is_hex : f == '0' ? is_digit : f == c;
               });
    };
    if (text.size() == 36 && fits("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")) return true;
    return text.size() <= 40 && fits("0000-00-00T00:00:00") &&
           text.substr(19).find_first_not_of("0123456789.:+-Zz") == std::string_view::npos;
}

bool is_base64(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '-' || c == '_';
}

std::string decoded(std::string token) {
    for (char& c : token) c = c == '-' ? '+' : c == '_' ? '/' : c;
    const std::size_t padding = (4 - token.size() % 4) % 4;
    if (padding == 3) return {};
    token.append(padding, '=');
    return text::from_base64(token).value_or("");
}

std::string encoded(std::string_view text, bool is_for_urls, bool is_padded) {
    std::string out = text::to_base64(text);
    if (is_for_urls)
        for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
    if (!is_padded)
        while (!out.empty() && out.back() == '=') out.pop_back();
    return out;
}

bool is_text(std::string_view bytes) {
    return !bytes.empty() && text::find_invalid_utf8(bytes) == bytes.size() &&
           std::none_of(bytes.begin(), bytes.end(), [](char c) {
               return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t';
           });
}

std::string child(const std::string& path, std::string_view name) {
    return (path.empty() ? "" : path + ".") + std::string(name);
}

} // namespace

std::string Redactor::body(const Value& value) {
    learn(value, "");
    std::string out;
    write(value, "", "", out);
    return out;
}

std::string Redactor::text(std::string_view value) {
    return scanned(value, 0);
}

void Redactor::add_secret(std::string_view secret) {
    constexpr std::size_t kShortest = 6, kMost = 64;
    std::vector<std::string>& secrets = options_.secrets;
    if (secret.size() < kShortest || secrets.size() >= kMost) return;
    if (std::find(secrets.begin(), secrets.end(), secret) == secrets.end()) secrets.emplace_back(secret);
}

void Redactor::learn(const Value& value, const std::string& path) {
    for (const Value& element : value.elements) learn(element, path + "[]");
    for (const json::Member& member : value.members) learn(member.value, child(path, member.name));
    const auto marked = options_.personal.find(path);
    if (!value.is(Kind::string) || marked == options_.personal.end() || marked->second != "name" ||
        options_.keep.contains(path))
        return;
    for (std::size_t at = 0; at < value.text.size();) {
        const std::size_t start = at;
        while (at < value.text.size() && is_word(value.text[at])) ++at;
        const bool is_capital = at != start && !(value.text[start] >= 'a' && value.text[start] <= 'z');
        if (is_capital && at - start >= kShortestName) names_.emplace(value.text.substr(start, at - start));
        if (at == start) ++at;
    }
}

void Redactor::write(const Value& value, const std::string& path, std::string_view member_name,
                     std::string& out) {
    const bool is_kept = options_.keep.contains(path);
    switch (value.kind) {
        case Kind::string:
            return json::write_string(
                is_kept ? std::string(value.text) : string(value.text, path, member_name), out);
        case Kind::number: {
            const bool is_hidden = !is_kept && (options_.redact.contains(path) || names_secret(member_name) ||
                                                (names_phone(member_name) && value.text.size() >= 7));
            const bool is_whole = value.text.find_first_not_of("0123456789") == std::string_view::npos;
            out += is_hidden && is_whole
                       ? replaced(names_phone(member_name) ? Secret::phone : Secret::token, value.text)
                       : std::string(value.text);
            return;
        }
        case Kind::array:
            out += '[';
            for (const Value& element : value.elements) {
                if (&element != &value.elements.front()) out += ',';
                write(element, path + "[]", member_name, out);
            }
            out += ']';
            return;
        case Kind::object:
            out += '{';
            for (const json::Member& member : value.members) {
                if (&member != &value.members.front()) out += ',';
                json::write_string(key(member.name), out);
                out += ':';
                write(member.value, child(path, member.name), member.name, out);
            }
            out += '}';
            return;
        default:
            return json::write_compact(value, out);
    }
}

std::string Redactor::string(std::string_view value, const std::string& path, std::string_view member_name) {
    if (value.empty()) return {};
    if (options_.redact.contains(path)) return replaced(Secret::text, value);
    if (options_.enumerated.contains(path)) return without_secrets(value);
    const auto marked = options_.personal.find(path);
    const std::string kind = marked == options_.personal.end() ? "" : marked->second;
    if (kind == "name") return name(value);
    if (kind == "phone") return replaced(Secret::phone, value);
    if (kind == "email")
        return replaced(value.find('@') == std::string_view::npos ? Secret::name : Secret::email, value);
    if (kind == "transcript" && options_.transcripts) return replaced(Secret::text, value);
    if (names_secret(member_name) && looks_random(value)) return replaced(Secret::token, value);
    const bool is_number = value.find_first_not_of("0123456789+-(). ") == std::string_view::npos;
    if (names_phone(member_name) && is_number) return replaced(Secret::phone, value);
    return scanned(value, 0);
}

// A text that may contain a secret.
std::string Redactor::scanned(std::string_view value, int depth) {
    const std::string known = without_secrets(value);
    if (known != value) return scanned(known, depth);
    if (is_plain(value)) return std::string(value);
    std::string out = depth < kMostNested ? inside_json(value, depth) : std::string(value);
    if (out == value && depth < kMostNested) out = inside_base64(value, depth);
    if (names_.empty() && out.size() < 6) return out;
    out = replace_secrets(out,
                          [this](Secret secret, std::string_view found) { return replaced(secret, found); });
    return names(out);
}

std::string Redactor::without_secrets(std::string_view value) {
    std::string out(value);
    for (const std::string& secret : options_.secrets)
        for (std::size_t at = 0; (at = out.find(secret, at)) != std::string::npos;) {
            const std::string instead = replaced(Secret::token, secret);
            if (instead == secret) break; // it has neither a letter nor a digit
            out.replace(at, secret.size(), instead);
            at += instead.size();
        }
    return out;
}

std::string Redactor::inside_json(std::string_view value, int depth) {
    const std::size_t start = value.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || (value[start] != '{' && value[start] != '[') ||
        nested_ + depth >= kMostNested)
        return std::string(value);
    try {
        const auto document = json::Document::parse("", std::string(value));
        std::string out, before;
        ++nested_;
        write(document.root(), "(text)", "", out);
        --nested_;
        json::write_compact(document.root(), before);
        return out == before ? std::string(value)
                             : out; // unchanged, white space included, if it held no secret
    } catch (const json::LoadError&) {
        return std::string(value);
    }
}

// Handles every run of Base64 characters that decodes to a text with a secret in it.
std::string Redactor::inside_base64(std::string_view value, int depth) {
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
        std::size_t end = at;
        while (end < value.size() && is_base64(value[end])) ++end;
        std::size_t padded = end;
        while (padded < value.size() && padded - end < 2 && value[padded] == '=') ++padded;
        const std::string token(value.substr(at, end - at));
        const std::string bytes = token.size() >= kShortestBase64 ? decoded(token) : "";
        std::string redacted = is_text(bytes) ? scanned(bytes, depth + 1) : bytes;
        if (redacted != bytes)
            out += encoded(redacted, token.find_first_of("-_") != std::string::npos, padded != end);
        else
            out += value.substr(at, padded - at);
        if (padded < value.size()) out += value[padded];
        at = padded + 1;
    }
    return out;
}

// A map's keys may be addresses or numbers; a property's name stays.
std::string Redactor::key(std::string_view name) {
    const std::string known = without_secrets(name);
    return replace_secrets(known,
                           [this](Secret secret, std::string_view found) { return replaced(secret, found); });
}

// Replaces a marked name, word by word.
std::string Redactor::name(std::string_view value) {
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
        std::size_t end = at;
        while (end < value.size() && is_word(value[end])) ++end;
        out += pseudonyms_.of(value.substr(at, end - at));
        if (end < value.size()) out += value[end];
        at = end + 1;
    }
    ++counts_[Secret::name];
    return out;
}

// Word by word, so that a first name alone gets the same pseudonym as in the full name.
std::string Redactor::names(std::string_view value) {
    if (names_.empty()) return std::string(value);
    std::string out;
    bool found = false;
    for (std::size_t at = 0; at < value.size();) {
        std::size_t end = at;
        while (end < value.size() && is_word(value[end])) ++end;
        const std::string_view word = value.substr(at, end - at);
        if (names_.contains(word)) {
            out += pseudonyms_.of(word);
            found = true;
        } else {
            out += word;
        }
        if (end < value.size()) out += value[end];
        at = end + 1;
    }
    if (found) ++counts_[Secret::name];
    return out;
}

std::string Redactor::replaced(Secret secret, std::string_view value) {
    ++counts_[secret];
    return secret == Secret::email ? pseudonyms_.of_email(value) : pseudonyms_.of(value);
}

} // namespace understudy::record
