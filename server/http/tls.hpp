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

/// A certificate with its key, for servers of TLS 1.2 and 1.3. Immutable; threads may share it.
class TlsContext {
public:
    /// Of PEM files; `certificates` has the server's own first. Throws std::runtime_error, which names the
    /// file.
    static std::shared_ptr<const TlsContext> load(const std::string& certificates, const std::string& key);

    /// A certificate authority and a certificate of it, made now and good for 30 days, for localhost, the
    /// loopback addresses and these names or addresses. The authority's key is forgotten at once.
    static std::shared_ptr<const TlsContext> make(const std::vector<std::string>& names);

    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// In PEM; empty where the certificate was not made here.
    const std::string& authority() const { return authority_; }
    const std::string& certificate() const { return certificate_; }

    ssl_ctx_st* native() const { return context_; }

private:
    TlsContext();

    ssl_ctx_st* context_;
    std::string authority_;
    std::string certificate_;
};

/// One connection's TLS (RFC 8446), from bytes to bytes. Has no socket and no clock.
class TlsChannel {
public:
    explicit TlsChannel(const TlsContext& context);
    ~TlsChannel();
    TlsChannel(const TlsChannel&) = delete;
    TlsChannel& operator=(const TlsChannel&) = delete;

    /// What came in. Where it is no TLS, broken() says so.
    void receive(std::string_view bytes);

    /// Fills in what was received and decrypted: how many bytes; 0: that is all for now.
    std::size_t read(std::span<char> room);

    /// Encrypts, once the handshake is done; before, it does nothing.
    void send(std::string_view bytes);

    /// Says that nothing more is sent.
    void close();

    /// What is to go out, alerts among it; taken once.
    std::string take_outgoing();

    bool established() const;
    bool broken() const { return broken_; }

private:
    ssl_st* ssl_;
    bool broken_ = false;
};

} // namespace understudy::http
