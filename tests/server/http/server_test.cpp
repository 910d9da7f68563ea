// Binding, accepting, and running out of room.

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <ctime>
#include <system_error>

#include "tests/server/http/client.hpp"
#include "tests/validator/ipv6.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
using std::chrono::milliseconds;

/// For its life no descriptor can be opened.
class NoDescriptorLeft {
public:
    NoDescriptorLeft() {
        getrlimit(RLIMIT_NOFILE, &before_);
        const int lowest_free = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::close(lowest_free);
        rlimit limit = before_;
        limit.rlim_cur = static_cast<rlim_t>(lowest_free);
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~NoDescriptorLeft() { setrlimit(RLIMIT_NOFILE, &before_); }
    NoDescriptorLeft(const NoDescriptorLeft&) = delete;
    NoDescriptorLeft& operator=(const NoDescriptorLeft&) = delete;

private:
    rlimit before_{};
};

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(port_0_becomes_a_port) {
    const Server server({}, echo);
    BOOST_TEST(server.endpoint().port != 0);
    BOOST_TEST(server.endpoint().address == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(it_binds_ipv6) {
    if (!understudy::test::has_ipv6()) return;
    Server server(Endpoint::parse("[::1]:0"), echo);
    BOOST_TEST(server.endpoint().to_string() == "[::1]:" + std::to_string(server.endpoint().port));
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_named) {
    const Server server({}, echo);
    try {
        const Server second(server.endpoint(), echo);
        BOOST_ERROR("bound twice");
    } catch (const std::system_error& error) {
        BOOST_TEST((error.code() == std::errc::address_in_use));
        BOOST_TEST(std::string(error.what())
                       .starts_with("cannot listen on " + server.endpoint().to_string() + ": "));
    }
}

BOOST_AUTO_TEST_CASE(an_address_of_another_machine_is_named) {
    BOOST_CHECK_EXCEPTION(
        Server(Endpoint::parse("192.0.2.1:0"), echo), std::system_error,
        [](const auto& error) { return std::string(error.what()).find("192.0.2.1:0") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(many_clients_are_served_at_once) {
    Running running(echo);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<Client>(running.endpoint()));
    for (auto& client : clients) client->send(get("/"));
    for (auto& client : clients) BOOST_TEST(client->read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_client_too_many_waits_until_another_leaves) {
    ConnectionLimits limits;
    limits.connections = 1;
    limits.sweep = milliseconds(5);
    Running running(echo, limits);
    auto first = std::make_unique<Client>(running.endpoint());
    first->send(get("/first"));
    first->read_response();
    Client second(running.endpoint());
    second.send(get("/second"));
    first->send(get("/again"));
    BOOST_TEST(first->read_response().body == "GET /again test\n");
    BOOST_TEST(!second.readable_within(50));
    first.reset();
    BOOST_TEST(second.read_response().body == "GET /second test\n");
}

BOOST_AUTO_TEST_CASE(without_descriptors_it_serves_on_and_does_not_spin) {
    ConnectionLimits limits;
    limits.sweep = milliseconds(5);
    Running running(echo, limits);
    Client early(running.endpoint());
    early.send(get("/"));
    early.read_response();
    Client late;
    {
        const NoDescriptorLeft none;
        late.connect(running.endpoint());
        late.send(get("/late"));
        const double before = cpu_seconds();
        BOOST_TEST(!late.readable_within(300));
        BOOST_TEST(cpu_seconds() - before < 0.03); // a tenth of what one that spins would get
        early.send(get("/early"));
        BOOST_TEST(early.read_response().body == "GET /early test\n");
    }
    BOOST_TEST(late.read_response().body == "GET /late test\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
