#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock {

/// Replaces a credential wherever a request is shown.
inline constexpr std::string_view kMasked = "***";

/// Knows which parts of a request's head are credentials. Credentials are never stored, neither in the
/// journal nor in a log. Immutable once made; threads may share it.
class CredentialMask {
public:
    /// `names`: header fields and query parameters that a contract's security schemes name.
    explicit CredentialMask(std::vector<std::string> names = {});

    /// Whether the value of a field or parameter of that name is a credential. It is if a contract names it,
    /// if it is one of HTTP's own (Authorization, Cookie, …), or if its name says so (`token`, `secret`,
    /// `password`, `key`).
    bool is_credential(std::string_view name) const;

    /// Appends a request target with the values of its credential parameters masked.
    void append_target(std::string_view target, std::string& out) const;

private:
    std::vector<std::string> names_; // lower case
};

} // namespace understudy::mock
