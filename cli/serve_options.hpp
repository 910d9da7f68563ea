#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/admin/admin_request.hpp"
#include "server/http/endpoint.hpp"
#include "server/http/limits.hpp"
#include "server/http/tls.hpp"
#include "server/mock/mock.hpp"

namespace understudy::cli {

/// What a command line of `serve` says.
struct ServeOptions {
    http::Endpoint listen;
    std::optional<http::Endpoint> admin_listen;
    bool admin = true;
    std::vector<std::string> fixtures;  ///< folders; empty: the embedded ones
    std::vector<std::string> contracts; ///< `[NAME=]FILE`
    http::ConnectionLimits limits;
    unsigned threads = 1;
    std::shared_ptr<const http::TlsContext> tls; ///< null: plain HTTP, or still to be made
    bool makes_certificate = false;              ///< for the address and the hosts of the contracts
    std::string tls_folder;                      ///< where what was made for TLS is written; empty: nowhere
    std::vector<std::string> command;            ///< of --exec; empty: none
    mock::ApiSetOptions apis;
    mock::MockSettings mock;
    admin::AdminOptions admin_api;
};

boost::program_options::options_description describe_serve_options();

/// `command`: what came after `--`. Throws UsageError.
ServeOptions read_serve_options(const boost::program_options::variables_map& values,
                                const std::vector<std::string>& command = {});

} // namespace understudy::cli
