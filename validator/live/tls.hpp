#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <string>

#include "validator/live/fetch.hpp"

namespace understudy::live {

/// A client's context: TLS 1.2 and 1.3, the system's certificate store, and the authorities of `ca_file`
/// (PEM) if that is not empty. Throws a std::runtime_error that names the file.
boost::asio::ssl::context make_tls_context(const std::string& ca_file);

/// Prepares a connection for `host`: sets server name indication (RFC 6066 §3), and checks the name or
/// address (RFC 6125). `is_trusting` accepts any certificate, and is for loopback only.
void expect_host(SSL* connection, const std::string& host, bool is_trusting);

/// Why a handshake failed. Uses the verdict on the certificate, if it has one.
FetchProblem tls_problem(SSL* connection, const std::string& host, const boost::system::error_code& error);

} // namespace understudy::live
