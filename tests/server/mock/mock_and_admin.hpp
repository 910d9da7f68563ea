#pragma once

#include <memory>
#include <utility>

#include "server/admin/admin_api.hpp"
#include "server/mock/fixture_files.hpp"
#include "server/mock/mock.hpp"

namespace understudy::test {

/// A mock of the embedded fixtures with its admin API, without a socket.
class MockAndAdmin {
public:
    explicit MockAndAdmin(mock::MockSettings settings = {}, admin::AdminOptions options = {})
        : mock(std::make_shared<const mock::ApiSet>(catalog_, mock::read_embedded_fixtures(),
                                                    mock::ApiSetOptions()),
               std::move(settings)),
          admin_(std::move(options), mock) {}

    std::shared_ptr<const http::Reply> answer(const http::Request& request) {
        return admin_.answer_or_mock(request);
    }

private:
    contract::Catalog catalog_;

public:
    mock::Mock mock;

private:
    admin::AdminApi admin_;
};

} // namespace understudy::test
