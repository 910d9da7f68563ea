#pragma once

namespace understudy::cli {

/// What SIGTERM and SIGINT do to a command that ends by them, until its server takes them over
/// (http::Server::stop_on()): they end the process with this status at once. A signal that comes while the
/// command still starts is neither lost nor reported as a crash. Call it again to change the status.
void stop_early_with(int status);

} // namespace understudy::cli
