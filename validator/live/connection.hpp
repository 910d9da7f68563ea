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
    bool is_insecure_localhost = false; ///< any certificate is good of a loopback address, and of no other
    std::chrono::milliseconds timeout{30'000}; ///< of an exchange as a whole, from the name's resolution on
    std::size_t most_body = std::size_t{64} << 20; ///< bytes, as sent and decoded
};

/// One connection to one host, kept alive between requests; HTTP/1.1, over TLS where the URL is https.
/// Blocks; one thread at a time. Redirects are not followed.
class ClientConnection {
public:
    /// Throws std::runtime_error where the options cannot be met.
    ClientConnection(BaseUrl base, std::optional<HttpsProxy> proxy, const ConnectionOptions& options);
    ~ClientConnection();
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    /// Sends a GET and waits for the whole response, with its content decoded. Every network fault has a name
    /// of its own. A kept connection that turns out to be closed is opened anew, once.
    FetchResult get(const FetchRequest& request);

private:
    class Session;
    std::unique_ptr<Session> session_;
};

} // namespace understudy::live
