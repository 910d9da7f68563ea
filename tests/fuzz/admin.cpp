// Each route of the admin API that reads a body gets these bytes, and replies. A body that is accepted may
// change what the mock does: a run is asked for afterwards.

#include <array>
#include <string>

#include "tests/fuzz/target.hpp"
#include "tests/server/mock/mock_and_admin.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;

constexpr const char* kRun = "/noxus/v1/runs/11111111-1111-4111-8111-111111111111";
constexpr std::array<std::array<const char*, 2>, 8> kRoutes = {{
    {"POST", "/__admin/faults"},
    {"PUT", "/__admin/faults"},
    {"PUT", "/__admin/faults/fault-1"},
    {"POST", "/__admin/requests/count"},
    {"POST", "/__admin/requests/find"},
    {"PUT", "/__admin/scenarios/noxus%2F11111111-1111-4111-8111-111111111111/state"},
    {"POST", "/__admin/scenarios/reset"},
    {"POST", "/__admin/sessions"},
}};

std::shared_ptr<const http::Reply> ask(test::MockAndAdmin& mock, const char* method,
                                       const std::string& target, std::string_view body = {}) {
    const http::Field fields[] = {{"host", "localhost"}, {"x-api-key", "any"}};
    auto reply = mock.answer({method, target, "localhost", fields, body});
    fuzz::require(reply != nullptr, "there is a reply");
    return reply;
}

/// Leaves the mock as it was, but for its journal.
void tidy(test::MockAndAdmin& mock, const http::Reply& created) {
    ask(mock, "DELETE", "/__admin/faults");
    if (created.status() != 201) return;
    const auto made = json::Document::parse("created", std::string(created.body()));
    const json::Value* session = made.root().find("id");
    if (session == nullptr) return; // faults were added
    const std::string target = "/__admin/sessions/" + std::string(session->text);
    fuzz::require(ask(mock, "DELETE", target)->status() == 200, "a session ends");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::TimeLimit limit(20);
    static test::MockAndAdmin mock;
    for (const auto& [method, target] : kRoutes) {
        const auto reply = ask(mock, method, target, fuzz::text_of(data, size));
        fuzz::require(reply->status() < 500, "no body is the mock's own failure");
        ask(mock, "GET", kRun);
        tidy(mock, *reply);
    }
    return 0;
}
