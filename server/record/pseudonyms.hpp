#pragma once

#include <string>
#include <string_view>

namespace understudy::record {

/// Replaces private text by pseudonyms. The same text gets the same pseudonym, which cannot be traced back
/// without the key. Immutable; threads may share it.
class Pseudonyms {
public:
    /// With the same key, pseudonyms are the same in every recording. An empty key stands for a random key,
    /// which is never stored.
    explicit Pseudonyms(std::string key);

    /// A pseudonym with as many characters: a letter for a letter of the same case, a digit for a digit
    /// (never a new leading zero), a small letter for any character that is not ASCII. All other characters
    /// stay. So it keeps the length and mostly the format.
    std::string of(std::string_view text) const;

    /// An e-mail address of the same length. Its host is under `.test` (RFC 6761) if there is room for that.
    std::string of_email(std::string_view address) const;

private:
    std::string key_;
};

} // namespace understudy::record
