#include "validator/live/tls.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <stdexcept>

namespace understudy::live {

namespace ssl = boost::asio::ssl;
using intake::Verdict;

ssl::context make_tls_context(const std::string& ca_file) {
    ssl::context context(ssl::context::tls_client);
    context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    boost::system::error_code ignored; // without a store nothing is trusted; the handshake says so
    context.set_default_verify_paths(ignored);
    if (!ca_file.empty()) {
        boost::system::error_code error;
        context.load_verify_file(ca_file, error);
        ERR_clear_error();
        if (error)
            throw std::runtime_error("--ca-file " + ca_file +
                                     ": expected certificates in PEM: " + error.message());
    }
    return context;
}

void expect_host(SSL* connection, const std::string& host, bool is_trusting) {
    boost::system::error_code no_address;
    boost::asio::ip::make_address(host, no_address);
    if (no_address) {
        SSL_set_tlsext_host_name(connection, host.c_str());
        SSL_set1_host(connection, host.c_str());
        SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    } else {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host.c_str());
    }
    SSL_set_verify(connection, is_trusting ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
}

FetchProblem tls_problem(SSL* connection, const std::string& host, const boost::system::error_code& error) {
    const long verdict = SSL_get_verify_result(connection);
    const std::string words = X509_verify_cert_error_string(verdict);
    switch (verdict) {
        case X509_V_OK:
            break;
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return {Verdict::tls_expired, host + ": " + words, false};
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return {Verdict::tls_wrong_host, host + ": the certificate is for another host", false};
        default:
            return {Verdict::tls_untrusted, host + ": " + words + " (--ca-file names an authority to trust)",
                    false};
    }
    if (error == boost::beast::error::timeout)
        return {Verdict::timeout, host + ": no TLS handshake in time", true};
    if (error == boost::asio::error::connection_reset)
        return {Verdict::reset, host + ": connection reset during the TLS handshake", true};
    if (error == boost::asio::error::eof || error == ssl::error::stream_truncated)
        return {Verdict::closed, host + ": connection closed during the TLS handshake", true};
    return {Verdict::tls_handshake, host + ": " + error.message(), false};
}

} // namespace understudy::live
