#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace understudy::record {

/// What kinds of things nobody may read.
enum class Secret { phone, email, name, token, text };

/// `phone number`, `e-mail address`, `name`, `token or key`, `text`.
std::string_view secret_name(Secret secret);

/// What to put in the place of something that was found.
using Replace = std::function<std::string(Secret, std::string_view)>;

/// Replaces every phone number, e-mail address, token and key in a text: bearer and basic credentials, JWTs,
/// keys of known makes, PEM blocks, passwords in URLs and behind telling words, payment card numbers. Longer
/// ones first, and nothing twice. A text that is too odd to be searched is replaced as a whole.
std::string replace_secrets(std::string_view text, const Replace& replace);

/// Whether a member's name says that its value is a secret: `api_key`, `Authorization`, `accessToken`.
bool names_secret(std::string_view name);
/// Whether it says that its value is a phone number: `user_number`, `callerPhone`.
bool names_phone(std::string_view name);

/// Whether a value under such a name is likely to be one: long, and of letters and digits as words are not.
bool looks_random(std::string_view value);

} // namespace understudy::record
