#include "server/http/tls.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <new>
#include <stdexcept>

#include "server/http/certificate.hpp"

namespace understudy::http {
namespace {

int length(std::size_t size) {
    return static_cast<int>(size);
}

} // namespace

TlsContext::TlsContext() : context_(SSL_CTX_new(TLS_server_method())) {
    if (context_ == nullptr) throw std::bad_alloc();
    SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION);
    SSL_CTX_set_options(context_, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS); // idle connections cost little
}

TlsContext::~TlsContext() {
    SSL_CTX_free(context_);
}

std::shared_ptr<const TlsContext> TlsContext::load(const std::string& certificates, const std::string& key) {
    std::shared_ptr<TlsContext> made(new TlsContext);
    ERR_clear_error();
    const auto fail = [](const std::string& file, const char* expected) {
        const char* reason = ERR_reason_error_string(ERR_peek_last_error());
        throw std::runtime_error(file + ": expected " + expected +
                                 (reason == nullptr ? "" : " (" + std::string(reason) + ")"));
    };
    if (SSL_CTX_use_certificate_chain_file(made->context_, certificates.c_str()) != 1)
        fail(certificates, "certificates in PEM");
    if (SSL_CTX_use_PrivateKey_file(made->context_, key.c_str(), SSL_FILETYPE_PEM) != 1)
        fail(key, "the certificate's private key in PEM");
    return made;
}

std::shared_ptr<const TlsContext> TlsContext::make(const std::vector<std::string>& names) {
    std::shared_ptr<TlsContext> made(new TlsContext);
    const Certificates certificates = make_certificates(names);
    if (SSL_CTX_use_certificate(made->context_, certificates.own.get()) != 1 ||
        SSL_CTX_use_PrivateKey(made->context_, certificates.key.get()) != 1 ||
        SSL_CTX_add1_chain_cert(made->context_, certificates.authority.get()) != 1)
        throw std::runtime_error("cannot use the generated certificate");
    made->authority_ = pem_of(*certificates.authority);
    made->certificate_ = pem_of(*certificates.own);
    return made;
}

TlsChannel::TlsChannel(const TlsContext& context) : ssl_(SSL_new(context.native())) {
    if (ssl_ == nullptr) throw std::bad_alloc();
    SSL_set_bio(ssl_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(ssl_);
}

TlsChannel::~TlsChannel() {
    SSL_free(ssl_);
}

void TlsChannel::receive(std::string_view bytes) {
    BIO_write(SSL_get_rbio(ssl_), bytes.data(), length(bytes.size()));
    ERR_clear_error();
    if (established()) return;
    const int done = SSL_do_handshake(ssl_);
    if (done != 1 && SSL_get_error(ssl_, done) != SSL_ERROR_WANT_READ) broken_ = true;
}

std::size_t TlsChannel::read(std::span<char> room) {
    if (broken_ || !established()) return 0;
    ERR_clear_error();
    const int size = SSL_read(ssl_, room.data(), length(room.size()));
    if (size > 0) return static_cast<std::size_t>(size);
    const int error = SSL_get_error(ssl_, size);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_ZERO_RETURN) broken_ = true;
    return 0;
}

void TlsChannel::send(std::string_view bytes) {
    if (broken_ || !established() || bytes.empty()) return;
    ERR_clear_error();
    if (SSL_write(ssl_, bytes.data(), length(bytes.size())) <= 0) broken_ = true; // memory takes it all
}

void TlsChannel::close() {
    ERR_clear_error();
    if (!broken_ && established()) SSL_shutdown(ssl_);
}

std::string TlsChannel::take_outgoing() {
    BIO* const out = SSL_get_wbio(ssl_);
    std::string bytes(BIO_ctrl_pending(out), '\0');
    if (!bytes.empty()) BIO_read(out, bytes.data(), length(bytes.size()));
    return bytes;
}

bool TlsChannel::established() const {
    return SSL_is_init_finished(ssl_) == 1;
}

} // namespace understudy::http
