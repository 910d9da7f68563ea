#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
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
    std::vector<std::string> fixtures;  ///< folders; empty: the built-in ones
    std::vector<std::string> contracts; ///< `[NAME=]FILE`
    contract::ContractOptions contract;
    http::ConnectionLimits limits;
    unsigned threads = 1;
    std::shared_ptr<const http::TlsContext> tls; ///< null: plain HTTP, or still to be made
    bool makes_certificate = false;              ///< for the address and the hosts of the contracts
    std::string tls_folder;                      ///< where the certificates that were made go; empty: nowhere
    std::vector<std::string> command;            ///< of --exec; empty: none
    mock::ApiSetOptions apis;
    mock::MockSettings mock;
    admin::AdminOptions admin_api;
};

std::vector<FlagGroup> serve_flags();

/// Throws UsageError, and json::LoadError for a contract that is named without an option and cannot be used.
ServeOptions read_serve_options(const OptionValues& values);

} // namespace understudy::cli
