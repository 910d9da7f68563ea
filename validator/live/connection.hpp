#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "validator/live/base_url.hpp"
#include "validator/live/fetch.hpp"
#include "validator/live/https_proxy.hpp"

namespace understudy::live {

struct ConnectionOptions {
    std::string ca_file;                ///< authorities to trust beside the system's, PEM; empty: none
    bool is_insecure_localhost = false; ///< accept any certificate from a loopback address, and from no other
    std::chrono::milliseconds timeout{30'000};     ///< for a whole exchange, including name resolution
    std::size_t most_body = std::size_t{64} << 20; ///< in bytes, both as sent and decoded
};

/// One connection to one host, kept alive between requests. Speaks HTTP/1.1, over TLS if the URL is https.
/// Blocks. One thread at a time. Does not follow redirects.
class ClientConnection {
public:
    /// Throws std::runtime_error if the options cannot be met.
    ClientConnection(BaseUrl base, std::optional<HttpsProxy> proxy, const ConnectionOptions& options);
    ~ClientConnection();
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    /// Sends a GET, waits for the whole response and decodes its content. Every network fault has its own
    /// name. If a kept connection turns out to be closed, it is opened again, once.
    FetchResult get(const FetchRequest& request);

private:
    class Session;
    std::unique_ptr<Session> session_;
};

} // namespace understudy::live
