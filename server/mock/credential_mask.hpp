#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock {

/// What stands in the place of a credential.
inline constexpr std::string_view kMasked = "***";

/// Knows which parts of a request's head are credentials. They are never kept: not in the journal, not in a
/// log. Immutable once made; threads may share it.
class CredentialMask {
public:
    /// `names`: header fields and query parameters that a contract's security schemes name.
    explicit CredentialMask(std::vector<std::string> names = {});

    /// Whether the value of a field or parameter of that name is a credential: one that a contract names, one
    /// of HTTP's own (Authorization, Cookie, …), or one whose name says so (`token`, `secret`, `password`,
    /// `key`).
    bool is_credential(std::string_view name) const;

    /// Appends a request target with the values of its credential parameters masked.
    void append_target(std::string_view target, std::string& out) const;

private:
    std::vector<std::string> names_; // lower case
};

} // namespace understudy::mock
