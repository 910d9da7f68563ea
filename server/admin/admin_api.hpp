#pragma once

#include <memory>
#include <string_view>

#include "server/admin/admin_request.hpp"
#include "server/http/message.hpp"
#include "server/mock/mock.hpp"

namespace understudy::admin {

/// The admin API of a mock, below `/__admin`. It follows WireMock's convention where WireMock has one.
///
/// It checks the token and refuses requests that a browser sends for a page of another site. Then it finds
/// the route and calls it. A route speaks HTTP and JSON; it does its work through the verbs of the Mock and
/// its sessions. The tables of routes are in route.hpp. Threads may share it.
class AdminApi {
public:
    static constexpr std::string_view kPath = "/__admin";

    /// `mock` outlives the AdminApi, and the AdminApi outlives the connections that its replies go to.
    AdminApi(AdminOptions options, mock::Mock& mock);

    /// Whether a request target belongs to the admin API.
    static bool is_path(std::string_view target);

    /// On the mock's own port: the admin API's reply if the path is the admin API's, otherwise the mock's.
    std::shared_ptr<const http::Reply> answer_or_mock(const http::Request& request);

    /// On a separate port, which serves only the admin API.
    std::shared_ptr<const http::Reply> answer(const http::Request& request);

private:
    AdminReply answer(const mock::Mock::Call& call);
    AdminReply refusal(const http::Request& request, bool is_public) const;
    AdminReply dispatch(AdminRequest& request);

    AdminContext context_;
};

} // namespace understudy::admin
