#pragma once

#include <string>

namespace understudy::test {

/// A certificate and its key, in PEM.
struct Certificate {
    std::string certificate;
    std::string key;
};

struct Leaf {
    std::string names = "IP:127.0.0.1,DNS:localhost"; ///< subjectAltName
    long from_days = -1, to_days = 1;                 ///< of now
};

/// A certificate authority that lives for a test.
class Authority {
public:
    Authority();
    const std::string& certificate() const { return own_.certificate; }
    Certificate issue(const Leaf& leaf) const;

private:
    Certificate own_;
};

} // namespace understudy::test
