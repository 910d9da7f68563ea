#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct ssl_ctx_st;
struct ssl_st;

namespace understudy::http {

/// A certificate with its key, for servers with TLS 1.2 and 1.3. Immutable; threads may share it.
class TlsContext {
public:
    /// Reads PEM files; the server's own certificate comes first in `certificates`. Throws
    /// std::runtime_error, which names the file.
    static std::shared_ptr<const TlsContext> load(const std::string& certificates, const std::string& key);

    /// Makes a certificate authority and a certificate that it signs, valid for 30 days, for localhost, the
    /// loopback addresses and these names or addresses. The authority's key is discarded at once.
    static std::shared_ptr<const TlsContext> make(const std::vector<std::string>& names);

    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// In PEM; empty if the certificate was not made here.
    const std::string& authority() const { return authority_; }
    const std::string& certificate() const { return certificate_; }

    ssl_ctx_st* native() const { return context_; }

private:
    TlsContext();

    ssl_ctx_st* context_;
    std::string authority_;
    std::string certificate_;
};

/// One connection's TLS (RFC 8446), from bytes to bytes. It has no socket and no clock.
class TlsChannel {
public:
    explicit TlsChannel(const TlsContext& context);
    ~TlsChannel();
    TlsChannel(const TlsChannel&) = delete;
    TlsChannel& operator=(const TlsChannel&) = delete;

    /// Takes received bytes. If they are not TLS, broken() becomes true.
    void receive(std::string_view bytes);

    /// Writes decrypted bytes into `room` and returns their number; 0: no more for now.
    std::size_t read(std::span<char> room);

    /// Encrypts the bytes once the handshake is done; before that, it does nothing.
    void send(std::string_view bytes);

    /// Tells the peer that nothing more will be sent.
    void close();

    /// Returns and removes the bytes to send, including alerts.
    std::string take_outgoing();

    bool established() const;
    bool broken() const { return broken_; }

private:
    ssl_st* ssl_;
    bool broken_ = false;
};

} // namespace understudy::http
