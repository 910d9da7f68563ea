#include "validator/live/connection.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/validator/ipv6.hpp"
#include "tests/validator/live/fault_server.hpp"
#include "tests/validator/live/tunnel.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
using intake::Verdict;

const live::FetchRequest kRequest{"/v1/runs/1", {{"X-API-Key", "canary-7f3a"}}};

live::ConnectionOptions quick() {
    live::ConnectionOptions options;
    options.timeout = std::chrono::milliseconds(20'000); // for sanitizers on a busy machine
    return options;
}

live::FetchResult get(const FaultServer& server, const live::ConnectionOptions& options = quick()) {
    return live::ClientConnection(live::BaseUrl::parse(server.url()), std::nullopt, options).get(kRequest);
}

/// A certificate authority, its certificate in a file, and a leaf for 127.0.0.1.
struct Trust {
    TemporaryFolder folder;
    Authority authority;
    std::string file = folder.write("ca.pem", authority.certificate());
    Certificate leaf = authority.issue({});

    live::ConnectionOptions options() const {
        live::ConnectionOptions options = quick();
        options.ca_file = file;
        return options;
    }
};
const Trust& trust() {
    static const Trust kTrust;
    return kTrust;
}

struct Bad {
    const char* what;
    Scene scene;
    Verdict verdict;
};
std::ostream& operator<<(std::ostream& stream, const Bad& bad) {
    return stream << bad.what;
}

const std::string kOk = "HTTP/1.1 200 OK\r\n";
const std::vector<Bad> bad_servers = {
    {"it closes before a reply", {"", Ending::close}, Verdict::closed},
    {"it resets before a reply", {"", Ending::reset}, Verdict::reset},
    {"it closes inside the head", {kOk + "Content-Le", Ending::close}, Verdict::truncated},
    {"it closes before Content-Length",
     {kOk + "Content-Length: 100\r\n\r\n{\"a\":", Ending::close},
     Verdict::truncated},
    {"it resets inside the body",
     {kOk + "Content-Length: 100\r\n\r\n{\"a\":", Ending::reset},
     Verdict::reset},
    {"it closes inside a chunk",
     {kOk + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"a\":", Ending::close},
     Verdict::truncated},
    {"it closes before the last chunk",
     {kOk + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", Ending::close},
     Verdict::truncated},
    {"a chunk's size is no number",
     {kOk + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"},
     Verdict::malformed},
    {"a chunk is longer than it says",
     {kOk + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"},
     Verdict::malformed},
    {"a Transfer-Encoding that nobody knows",
     {kOk + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
     Verdict::malformed},
    {"Transfer-Encoding with Content-Length",
     {kOk + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n"},
     Verdict::malformed},
    {"it is no HTTP", {"220 smtp.example.com ESMTP\r\n"}, Verdict::malformed},
    {"a Content-Length that is no number", {kOk + "Content-Length: many\r\n\r\n{}"}, Verdict::malformed},
    {"two Content-Lengths", {kOk + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"}, Verdict::malformed},
    {"a head without an end", {kOk + "X: " + std::string(100'000, 'x')}, Verdict::too_large},
    {"a body of many bytes", {kOk + "Content-Length: 99999999999\r\n\r\n"}, Verdict::too_large},
    {"gzip that is none", {kOk + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"}, Verdict::encoding},
    {"an encoding that nobody asked for",
     {kOk + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}"},
     Verdict::encoding},
};

BOOST_AUTO_TEST_SUITE(connection)

BOOST_DATA_TEST_CASE(each_fault_has_its_verdict, data::make(bad_servers), bad) {
    const FaultServer server({bad.scene});
    const live::FetchResult outcome = get(server);
    BOOST_TEST(!outcome.response);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST(intake::verdict_name(outcome.problem->verdict) == intake::verdict_name(bad.verdict),
               outcome.problem->detail);
    BOOST_TEST(outcome.problem->detail.find("canary") == std::string::npos);
}

BOOST_DATA_TEST_CASE(each_fault_has_its_verdict_over_tls, data::make(bad_servers), bad) {
    const FaultServer server({bad.scene}, &trust().leaf);
    const live::FetchResult outcome = get(server, trust().options());
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST(intake::verdict_name(outcome.problem->verdict) == intake::verdict_name(bad.verdict),
               outcome.problem->detail);
}

// TCP may cut a reply anywhere (RFC 9293 §3.8).
BOOST_DATA_TEST_CASE(each_fault_has_its_verdict_byte_by_byte, data::make(bad_servers), bad) {
    for (const Certificate* certificate : {static_cast<const Certificate*>(nullptr), &trust().leaf}) {
        Scene scene = bad.scene;
        scene.in_pieces = true;
        const FaultServer server({scene}, certificate);
        const live::FetchResult outcome =
            certificate == nullptr ? get(server) : get(server, trust().options());
        BOOST_TEST_REQUIRE(outcome.problem.has_value());
        BOOST_TEST(intake::verdict_name(outcome.problem->verdict) == intake::verdict_name(bad.verdict),
                   outcome.problem->detail);
    }
}

BOOST_AUTO_TEST_CASE(a_tls_close_without_close_notify_cuts_a_body_that_has_no_length) {
    for (const auto& [ending, is_whole] : {std::pair{Ending::close, true}, {Ending::cut, false}}) {
        const FaultServer server({{kOk + "\r\n{\"a\": 1}", ending}}, &trust().leaf);
        const live::FetchResult outcome = get(server, trust().options());
        BOOST_TEST(outcome.response.has_value() == is_whole);
        if (!is_whole) BOOST_TEST((outcome.problem->verdict == Verdict::truncated));
    }
    const FaultServer plain({{kOk + "\r\n{\"a\": 1}", Ending::close}});
    BOOST_TEST(get(plain).response->body == "{\"a\": 1}");
}

BOOST_AUTO_TEST_CASE(what_never_ends_is_a_timeout) {
    for (const std::string& bytes : {std::string(), kOk + "Content-Length: 9\r\n\r\n{"}) {
        const FaultServer server({{bytes, Ending::hang}});
        live::ConnectionOptions options;
        options.timeout = std::chrono::milliseconds(100);
        const live::FetchResult outcome = get(server, options);
        BOOST_TEST_REQUIRE(outcome.problem.has_value());
        BOOST_TEST((outcome.problem->verdict == Verdict::timeout));
    }
}

BOOST_AUTO_TEST_CASE(nobody_listens) {
    std::string url;
    {
        const FaultServer gone({good("{}")});
        url = gone.url();
    }
    live::ClientConnection connection(live::BaseUrl::parse(url), std::nullopt, quick());
    const live::FetchResult outcome = connection.get(kRequest);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST((outcome.problem->verdict == Verdict::refused));
    BOOST_TEST(outcome.problem->detail == url.substr(7) + ": connection refused");
}

BOOST_AUTO_TEST_CASE(a_name_that_nobody_has) {
    live::ClientConnection connection(live::BaseUrl::parse("https://nobody.invalid"), std::nullopt, quick());
    const live::FetchResult outcome = connection.get(kRequest);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST((outcome.problem->verdict == Verdict::dns));
}

struct Untrusted {
    const char* what;
    Leaf leaf;
    bool is_known;
    Verdict verdict;
};
std::ostream& operator<<(std::ostream& stream, const Untrusted& untrusted) {
    return stream << untrusted.what;
}
const std::vector<Untrusted> untrusted_servers = {
    {"expired", {"IP:127.0.0.1", -10, -1}, true, Verdict::tls_expired},
    {"not yet valid", {"IP:127.0.0.1", 1, 10}, true, Verdict::tls_expired},
    {"another address", {"IP:127.0.0.2"}, true, Verdict::tls_wrong_host},
    {"another name", {"DNS:api.example.com"}, true, Verdict::tls_wrong_host},
    {"an issuer that nobody knows", {}, false, Verdict::tls_untrusted},
};

BOOST_DATA_TEST_CASE(a_certificate_that_is_not_good_ends_the_handshake, data::make(untrusted_servers),
                     untrusted) {
    const Certificate leaf = trust().authority.issue(untrusted.leaf);
    const FaultServer server({good("{}")}, &leaf);
    live::ConnectionOptions options = untrusted.is_known ? trust().options() : quick();
    const live::FetchResult outcome = get(server, options);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST(intake::verdict_name(outcome.problem->verdict) == intake::verdict_name(untrusted.verdict));
    BOOST_TEST(server.requests().empty()); // the credential has not gone there
    options.is_insecure_localhost = true;
    BOOST_TEST(get(server, options).response.has_value());
}

BOOST_AUTO_TEST_CASE(a_server_that_speaks_no_tls) {
    const FaultServer server({{"HTTP/1.1 400 Bad Request\r\n\r\n", Ending::close, true}});
    const std::string url = "https" + server.url().substr(4);
    live::ClientConnection connection(live::BaseUrl::parse(url), std::nullopt, quick());
    BOOST_TEST((connection.get(kRequest).problem.value().verdict == Verdict::tls_handshake));
}

BOOST_AUTO_TEST_CASE(a_response_comes_whole) {
    const FaultServer server(
        {good("{\"a\": 1}", "Content-Type: application/json\r\nX-One: 1\r\nx-one: 2\r\n")}, &trust().leaf);
    const live::FetchResult outcome = get(server, trust().options());
    BOOST_TEST_REQUIRE(outcome.response.has_value());
    BOOST_TEST(outcome.response->status == 200U);
    BOOST_TEST(outcome.response->body == "{\"a\": 1}");
    BOOST_TEST(*outcome.response->field("content-TYPE") == "application/json");
    BOOST_TEST(outcome.response->fields.size() == 4U);
    BOOST_TEST_REQUIRE(server.requests().size() == 1U);
    const std::string request = server.requests().front();
    BOOST_TEST(request.starts_with(
                   "GET /v1/runs/1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n"),
               request);
    BOOST_TEST(request.find("X-API-Key: canary-7f3a\r\n") != std::string::npos, request);
}

BOOST_AUTO_TEST_CASE(interim_responses_and_single_bytes_are_no_matter) {
    Scene scene = good("{\"a\": 1}");
    scene.bytes = "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + scene.bytes;
    scene.in_pieces = true;
    const FaultServer server({scene});
    BOOST_TEST(get(server).response.value().body == "{\"a\": 1}");
    const FaultServer chunked(
        {{kOk + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n5\r\n\": 1}\r\n0\r\nT: 1\r\n\r\n",
          Ending::keep, false, true}});
    BOOST_TEST(get(chunked).response.value().body == "{\"a\": 1}");
}

// RFC 9112 §4 asks for the space after the status; some servers leave it out with the reason phrase.
BOOST_AUTO_TEST_CASE(a_status_line_may_end_after_the_status) {
    for (const char* status : {"200", "200 ", "200 Fine by me"})
        for (const bool in_pieces : {false, true}) {
            Scene scene = good("{\"a\": 1}", "", status);
            scene.in_pieces = in_pieces;
            const FaultServer server({scene, scene});
            live::ClientConnection connection(live::BaseUrl::parse(server.url()), std::nullopt, quick());
            for (int i = 0; i < 2; ++i) {
                const live::FetchResult outcome = connection.get(kRequest);
                BOOST_TEST_REQUIRE(outcome.response.has_value(), outcome.problem->detail);
                BOOST_TEST(outcome.response->status == 200U);
                BOOST_TEST(outcome.response->body == "{\"a\": 1}");
            }
        }
    const FaultServer server({{"HTTP/1.1 20\r\nContent-Length: 2\r\n\r\n{}"}});
    BOOST_TEST((get(server).problem.value().verdict == Verdict::malformed));
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_and_opened_anew_where_it_was_closed) {
    Scene last = good("{}");
    last.ending = Ending::close; // without a word of it
    const FaultServer server({good("{}"), last, good("{}")});
    live::ClientConnection connection(live::BaseUrl::parse(server.url()), std::nullopt, quick());
    for (int i = 0; i < 4; ++i) BOOST_TEST(connection.get(kRequest).response.has_value());
    BOOST_TEST(server.requests().size() == 4U);
    BOOST_TEST(server.connections() == 2U);
}

// TLS goes through the tunnel, to the name that only the proxy can find; the key is not the proxy's to see.
BOOST_AUTO_TEST_CASE(a_proxy_that_makes_a_tunnel) {
    const Certificate leaf = trust().authority.issue({.names = "DNS:api.example.test"});
    const FaultServer server({good("{\"a\": 1}"), good("{\"b\": 2}")}, &leaf);
    Tunnel proxy(server.port());
    const live::HttpsProxy through{"127.0.0.1", std::to_string(proxy.port()), ""};
    {
        live::ClientConnection connection(live::BaseUrl::parse("https://api.example.test:8443/v1"), through,
                                          trust().options());
        for (const char* body : {"{\"a\": 1}", "{\"b\": 2}"}) {
            const live::FetchResult outcome = connection.get(kRequest);
            BOOST_TEST(!outcome.problem.has_value(), (outcome.problem ? outcome.problem->detail : ""));
            BOOST_TEST_REQUIRE(outcome.response.has_value());
            BOOST_TEST(outcome.response->body == body);
        }
    }
    BOOST_TEST(proxy.request() ==
               "CONNECT api.example.test:8443 HTTP/1.1\r\nHost: api.example.test:8443\r\n\r\n");
    BOOST_TEST(server.connections() == 1U);
    BOOST_TEST_REQUIRE(server.requests().size() == 2U);
    BOOST_TEST(server.requests().front().find("canary-7f3a") != std::string::npos);
}

// A host's name goes into the handshake, for servers that have many; an address is no name.
BOOST_AUTO_TEST_CASE(the_handshake_asks_for_the_host) {
    const FaultServer server({good("{}")}, &trust().leaf);
    BOOST_TEST(get(server, trust().options()).response.has_value());
    const std::string by_name = "https://localhost:" + std::to_string(server.port());
    live::ClientConnection connection(live::BaseUrl::parse(by_name), std::nullopt, trust().options());
    BOOST_TEST(connection.get(kRequest).response.has_value());
    BOOST_TEST(server.server_names() == (std::vector<std::string>{"", "localhost"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(over_ipv6) {
    if (!has_ipv6()) return;
    const Certificate leaf = trust().authority.issue({.names = "IP:::1"});
    for (const Certificate* certificate : {static_cast<const Certificate*>(nullptr), &leaf}) {
        const FaultServer server({good("{\"a\": 1}")}, certificate, "::1");
        BOOST_TEST(get(server, trust().options()).response.value().body == "{\"a\": 1}");
        BOOST_TEST(server.requests().at(0).find("Host: [::1]:" + std::to_string(server.port()) + "\r\n") !=
                   std::string::npos);
    }
    const FaultServer other({good("{}")}, &trust().leaf, "::1"); // whose certificate is for 127.0.0.1
    BOOST_TEST((get(other, trust().options()).problem.value().verdict == Verdict::tls_wrong_host));
}

// The name that the certificate must have is the API's, and not the proxy's.
BOOST_AUTO_TEST_CASE(a_tunnel_to_somebody_else) {
    const FaultServer server({good("{}")}, &trust().leaf);
    Tunnel proxy(server.port());
    const live::HttpsProxy through{"127.0.0.1", std::to_string(proxy.port()), ""};
    live::ClientConnection connection(live::BaseUrl::parse("https://api.example.test"), through,
                                      trust().options());
    const live::FetchResult outcome = connection.get(kRequest);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST((outcome.problem->verdict == Verdict::tls_wrong_host));
    BOOST_TEST(server.requests().empty());
}

// A proxy is asked for a tunnel, and told of no more than the name behind it.
BOOST_AUTO_TEST_CASE(a_proxy_that_says_no) {
    const FaultServer proxy({{"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"}});
    const live::HttpsProxy through{"127.0.0.1", std::to_string(proxy.port()), "Basic c2VjcmV0"};
    live::ClientConnection connection(live::BaseUrl::parse("https://api.example.com/v1"), through, quick());
    const live::FetchResult outcome = connection.get(kRequest);
    BOOST_TEST_REQUIRE(outcome.problem.has_value());
    BOOST_TEST((outcome.problem->verdict == Verdict::proxy));
    BOOST_TEST(outcome.problem->detail == "proxy 127.0.0.1:" + through.port + " answered 407");
    BOOST_TEST_REQUIRE(proxy.requests().size() == 1U);
    BOOST_TEST(proxy.requests().front() ==
               "CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n"
               "Proxy-Authorization: Basic c2VjcmV0\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
