#include "server/record/proxy.hpp"

#include <algorithm>
#include <utility>

#include "server/http/problem.hpp"

namespace understudy::record {
namespace {

http::ConnectionLimits limits_for(const live::ConnectionOptions& options) {
    http::ConnectionLimits limits;
    limits.body = std::max(limits.body, options.most_body);
    limits.grace = std::chrono::seconds(1); // the API is slower than a mock
    return limits;
}

std::shared_ptr<const http::Reply> no_such_path(const std::vector<Upstream>& upstreams) {
    std::string detail = "Expected a path below ";
    for (const Upstream& upstream : upstreams)
        detail += (&upstream == &upstreams.front() ? "" : ", ") + upstream.prefix + "/";
    return http::problem(404, "no-such-path", detail + ".");
}

} // namespace

RecordingProxy::RecordingProxy(const http::Endpoint& where, std::vector<Upstream> upstreams,
                               const live::ConnectionOptions& options, OnPassed on_passed)
    : pool_(std::move(upstreams), options),
      on_passed_(std::move(on_passed)),
      server_(
          where, [this](const http::Request& request) { return answer(request); }, limits_for(options)) {}

RecordingProxy::~RecordingProxy() {
    pool_.clear();
}

std::shared_ptr<const http::Reply> RecordingProxy::answer(const http::Request& request) {
    const auto& upstreams = pool_.upstreams();
    const auto found = std::find_if(upstreams.begin(), upstreams.end(),
                                    [&](const Upstream& each) { return each.has(request.target); });
    if (found == upstreams.end()) return no_such_path(upstreams);
    const auto index = static_cast<std::size_t>(found - upstreams.begin());
    return http::Reply::relayed(std::make_shared<UpstreamRelay>(server_.context(), pool_, index,
                                                                forward(request, *found), on_passed_));
}

} // namespace understudy::record
