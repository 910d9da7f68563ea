#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace understudy::record {

/// The kinds of private data.
enum class Secret { phone, email, name, token, text };

/// `phone number`, `e-mail address`, `name`, `token or key`, `text`.
std::string_view secret_name(Secret secret);

/// Returns the replacement for a secret that was found.
using Replace = std::function<std::string(Secret, std::string_view)>;

/// Replaces every phone number, e-mail address, token and key in a text: bearer and basic credentials, JWTs,
/// keys in known formats, PEM blocks, passwords in URLs and after words such as `password`, payment card
/// numbers. Replaces longer matches first, and nothing twice. If a text is too complex to search, replaces
/// all of it.
std::string replace_secrets(std::string_view text, const Replace& replace);

/// Whether a member's name says that its value is a secret: `api_key`, `Authorization`, `accessToken`.
bool names_secret(std::string_view name);
/// Whether a member's name says that its value is a phone number: `user_number`, `callerPhone`.
bool names_phone(std::string_view name);

/// Whether a value under such a name is likely to be a secret: long, with letters and digits mixed unlike
/// words.
bool looks_random(std::string_view value);

} // namespace understudy::record
