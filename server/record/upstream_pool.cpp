#include "server/record/upstream_pool.hpp"

#include <utility>

#include "validator/live/tls.hpp"

namespace understudy::record {
namespace {

constexpr std::size_t kMostWaiting = 32; ///< per upstream

} // namespace

UpstreamPool::UpstreamPool(std::vector<Upstream> upstreams, const live::ConnectionOptions& options)
    : upstreams_(std::move(upstreams)),
      options_(options),
      tls_(live::make_tls_context(options.ca_file)),
      waiting_(upstreams_.size()) {}

std::unique_ptr<UpstreamConnection> UpstreamPool::take(boost::asio::io_context& context,
                                                       std::size_t upstream) {
    auto& waiting = waiting_[upstream];
    while (!waiting.empty()) {
        auto connection = std::move(waiting.back());
        waiting.pop_back();
        if (connection->is_reusable()) return connection;
    }
    return std::make_unique<UpstreamConnection>(context, tls_, upstreams_[upstream].base, options_);
}

void UpstreamPool::give_back(std::size_t upstream, std::unique_ptr<UpstreamConnection> connection) {
    auto& waiting = waiting_[upstream];
    if (waiting.size() < kMostWaiting) waiting.push_back(std::move(connection));
}

void UpstreamPool::clear() {
    for (auto& waiting : waiting_) waiting.clear();
}

} // namespace understudy::record
