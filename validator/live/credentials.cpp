#include "validator/live/credentials.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

#include "validator/json/document.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/url.hpp"

namespace understudy::live {
namespace {

// The name for the only line of a key file without names.
constexpr const char* kOnlyKey = "";

bool is_name(std::string_view word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return text::is_alphanumeric(c) || c == '_'; });
}

std::map<std::string, std::string> read_keys(const std::string& file) {
    std::string content;
    try {
        content = json::read_file(file);
    } catch (const std::exception& error) {
        throw CredentialError(std::string("--key-file: ") + error.what());
    }
    std::map<std::string, std::string> keys;
    std::size_t lines = 0;
    for (std::string_view rest = content; !rest.empty();) {
        std::string_view line = text::take_until(rest, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        line = text::trimmed(line);
        if (line.empty() || line.front() == '#') continue;
        ++lines;
        std::string_view value = line;
        const std::string_view name = text::trimmed(text::take_until(value, '='));
        if (is_name(name) && name.size() != line.size())
            keys[std::string(name)] = text::trimmed(value);
        else
            keys[kOnlyKey] = line;
    }
    const bool is_good = !keys.empty() && (!keys.contains(kOnlyKey) || lines == 1);
    if (!is_good)
        throw CredentialError("--key-file " + file + ": expected lines of NAME=VALUE, or one line: the key");
    return keys;
}

void expect_sendable(const std::string& variable, const std::string& value) {
    const bool is_good =
        !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (!is_good) throw CredentialError(variable + ": expected only visible ASCII characters");
}

std::string capitalized(std::string scheme) {
    if (!scheme.empty()) scheme[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(scheme[0])));
    return scheme;
}

std::optional<Credential> credential(const contract::SecurityScheme& scheme, const Lookup& lookup) {
    if (scheme.credential.empty()) return std::nullopt;
    const std::optional<std::string> value = lookup(scheme.credential);
    if (!value) return std::nullopt;
    expect_sendable(scheme.credential, *value);
    if (scheme.type == "apiKey") return Credential{scheme.in, scheme.name, *value, *value};
    const std::string said = capitalized(scheme.scheme.empty() ? "bearer" : scheme.scheme);
    const std::string sent = said == "Basic" ? text::to_base64(*value) : *value;
    return Credential{"header", "Authorization", said + " " + sent, sent};
}

// The credentials of one requirement; nothing if one is missing.
std::optional<std::vector<Credential>> meet(const std::vector<contract::SecurityScheme>& schemes,
                                            const Lookup& lookup) {
    std::vector<Credential> list;
    for (const contract::SecurityScheme& scheme : schemes) {
        std::optional<Credential> found = credential(scheme, lookup);
        if (!found) return std::nullopt;
        list.push_back(std::move(*found));
    }
    return list;
}

std::string missing(const contract::Operation& operation) {
    std::string names;
    for (const auto& schemes : operation.security)
        for (const contract::SecurityScheme& scheme : schemes)
            if (!scheme.credential.empty() && names.find(scheme.credential) == std::string::npos)
                names += (names.empty() ? "" : " or ") + scheme.credential;
    if (names.empty())
        return "the contract requires a credential but does not name its variable: give its security "
               "scheme "
               "\"x-credentials\": {\"env\": NAME}";
    return "no credential: set " + names + ", or name a file that holds it with --key-file";
}

} // namespace

Lookup environment(const std::string& key_file) {
    auto keys = std::make_shared<std::map<std::string, std::string>>();
    if (!key_file.empty()) *keys = read_keys(key_file);
    return [keys](const std::string& name) -> std::optional<std::string> {
        for (const std::string& known : {name, std::string(kOnlyKey)})
            if (const auto found = keys->find(known); found != keys->end()) return found->second;
        const char* value = std::getenv(name.c_str());
        if (value == nullptr || *value == '\0') return std::nullopt;
        return std::string(value);
    };
}

std::vector<Credential> find_credentials(const contract::Operation& operation, const Lookup& lookup) {
    std::vector<Credential> found;
    bool is_met = operation.security.empty();
    for (const auto& schemes : operation.security) {
        std::optional<std::vector<Credential>> list = meet(schemes, lookup);
        if (!list) continue;
        found = std::move(*list);
        is_met = true;
        break;
    }
    if (!is_met) throw CredentialError(missing(operation));
    for (const contract::Parameter& parameter : operation.parameters) {
        if (parameter.credential.empty() || parameter.in == "path") continue;
        const char* set = std::getenv(parameter.credential.c_str());
        std::optional<std::string> value = lookup(parameter.credential);
        // The only line of a key file is the key, and does not belong to a parameter.
        const bool is_key =
            value && !found.empty() && (set == nullptr || *value != set) && found.front().secret == *value;
        if (!value || is_key) continue;
        expect_sendable(parameter.credential, *value);
        found.push_back({parameter.in, parameter.name, *value, *value});
    }
    return found;
}

} // namespace understudy::live
