#include "validator/intake/fetch_fault.hpp"

#include <array>
#include <cstddef>

namespace understudy::intake {

std::string_view verdict_name(Verdict verdict) {
    // In enumerator order.
    static constexpr auto kNames = std::to_array<std::string_view>(
        {"network.dns",       "network.refused",   "network.unreachable", "network.timeout",
         "network.reset",     "network.closed",    "network.truncated",   "http.malformed",
         "http.too-large",    "http.encoding",     "tls.expired",         "tls.wrong-host",
         "tls.untrusted",     "tls.handshake",     "network.proxy",       "http.redirect",
         "http.unauthorized", "http.rate-limited", "http.server-error",   "run.unfinished"});
    return kNames[static_cast<std::size_t>(verdict)];
}

} // namespace understudy::intake
