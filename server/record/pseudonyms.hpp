#pragma once

#include <string>
#include <string_view>

namespace understudy::record {

/// Puts another text in the place of one that nobody may read: the same for the same text, and of no use
/// without the key. Immutable; threads may share it.
class Pseudonyms {
public:
    /// With a key of one's own the pseudonyms are the same the next time; an empty one stands for a random
    /// key, which is forgotten.
    explicit Pseudonyms(std::string key);

    /// As many characters: a letter for a letter of the same case, a digit for a digit (none becomes a
    /// leading zero), a small letter for any character that is not ASCII; the rest stays. So it keeps its
    /// length and mostly its format.
    std::string of(std::string_view text) const;

    /// An e-mail address of the same length. Its host is under `.test` (RFC 6761), where there is room for
    /// it.
    std::string of_email(std::string_view address) const;

private:
    std::string key_;
};

} // namespace understudy::record
