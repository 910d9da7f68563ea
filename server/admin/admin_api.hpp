#pragma once

#include <memory>
#include <string_view>

#include "server/admin/admin_request.hpp"
#include "server/http/message.hpp"
#include "server/mock/mock.hpp"

namespace understudy::admin {

/// The admin API of a mock, below `/__admin`, in WireMock's convention where WireMock has one.
///
/// It checks who asks (a token, and that no page of another site asks through a browser), finds the route and
/// calls it. A route speaks HTTP and JSON; all that it does, it does through the verbs of the Mock and its
/// sessions. The tables of routes are in route.hpp. Threads may share it.
class AdminApi {
public:
    static constexpr std::string_view kPath = "/__admin";

    /// `mock` outlives it, and it outlives the connections that its replies go to.
    AdminApi(AdminOptions options, mock::Mock& mock);

    /// Whether a request target is the admin API's.
    static bool is_path(std::string_view target);

    /// On the mock's own port: the admin API's reply, or else the mock's.
    std::shared_ptr<const http::Reply> answer_or_mock(const http::Request& request);

    /// On a port of its own, which has nothing but the admin API.
    std::shared_ptr<const http::Reply> answer(const http::Request& request);

private:
    AdminReply answer(const mock::Mock::Call& call);
    AdminReply refusal(const http::Request& request, bool is_public) const;
    AdminReply dispatch(AdminRequest& request);

    AdminContext context_;
};

} // namespace understudy::admin
