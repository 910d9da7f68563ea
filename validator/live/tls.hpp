#pragma once

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <string>

#include "validator/live/fetch.hpp"

namespace understudy::live {

/// A client's context: TLS 1.2 and 1.3, the system's certificate store, and the authorities of `ca_file`
/// (PEM) where that is not empty. Throws std::runtime_error that names the file.
boost::asio::ssl::context make_tls_context(const std::string& ca_file);

/// Prepares a connection for `host`: server name indication (RFC 6066 §3), and its name or address checked
/// (RFC 6125). With `is_trusting` any certificate is good: for loopback alone.
void expect_host(SSL* connection, const std::string& host, bool is_trusting);

/// Why a handshake failed, by the certificate's verdict where there is one.
FetchProblem tls_problem(SSL* connection, const std::string& host, const boost::system::error_code& error);

} // namespace understudy::live
