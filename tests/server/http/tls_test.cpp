// TLS, with OpenSSL's own client at the other end.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "server/http/tls.hpp"
#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
namespace data = boost::unit_test::data;

/// A server of TLS for the time of a test.
class Sealed {
public:
    explicit Sealed(const Handler& handler)
        : tls_(TlsContext::make({"mock.example"})),
          server_({}, handler, limits(), 1, tls_),
          thread_([this] { server_.run(); }) {}
    ~Sealed() {
        server_.stop();
        thread_.join();
    }
    const TlsContext& tls() const { return *tls_; }
    const Endpoint& endpoint() const { return server_.endpoint(); }

private:
    static ConnectionLimits limits() {
        ConnectionLimits limits;
        limits.header_deadline = std::chrono::milliseconds(300);
        limits.sweep = std::chrono::milliseconds(20);
        return limits;
    }

    std::shared_ptr<const TlsContext> tls_;
    Server server_;
    std::thread thread_;
};

/// A client that trusts the server's authority alone, and wants to talk to `name`.
class SealedClient {
public:
    SealedClient(const Sealed& server, int version, const char* name)
        : context_(SSL_CTX_new(TLS_client_method())) {
        SSL_CTX_set_min_proto_version(context_, version);
        SSL_CTX_set_max_proto_version(context_, version);
        SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
        BIO* const pem = BIO_new_mem_buf(server.tls().authority().data(), -1);
        X509* const authority = PEM_read_bio_X509(pem, nullptr, nullptr, nullptr);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), authority);
        X509_free(authority);
        BIO_free(pem);
        bio_ = BIO_new_ssl_connect(context_);
        BIO_get_ssl(bio_, &ssl_);
        SSL_set1_host(ssl_, name);
        BIO_set_conn_hostname(bio_, server.endpoint().to_string().c_str());
    }
    ~SealedClient() {
        BIO_free_all(bio_);
        SSL_CTX_free(context_);
    }
    SealedClient(const SealedClient&) = delete;
    SealedClient& operator=(const SealedClient&) = delete;

    bool connect() { return BIO_do_connect(bio_) == 1; }

    void send(const std::string& text) { BIO_write(bio_, text.data(), static_cast<int>(text.size())); }

    std::string read_until(const std::string& end) {
        std::string text;
        while (text.find(end) == std::string::npos) {
            const std::string part = read(1);
            if (part.empty()) break;
            text += part;
        }
        return text;
    }

    /// Until there is so much, or the server closes.
    std::string read(std::size_t size) {
        std::string text;
        std::string part(16'384, '\0');
        while (text.size() < size) {
            const int got = BIO_read(bio_, part.data(), static_cast<int>(part.size()));
            if (got <= 0) break;
            text.append(part, 0, static_cast<std::size_t>(got));
        }
        return text;
    }

private:
    SSL_CTX* context_;
    BIO* bio_ = nullptr;
    SSL* ssl_ = nullptr;
};

BOOST_AUTO_TEST_SUITE(tls)

BOOST_DATA_TEST_CASE(both_versions_are_spoken, data::make({TLS1_2_VERSION, TLS1_3_VERSION}), version) {
    const Sealed server(echo);
    SealedClient client(server, version, "localhost");
    BOOST_TEST_REQUIRE(client.connect());
    for (const char* path : {"/one", "/two"}) {
        client.send(get(path));
        const std::string reply = client.read_until(path);
        BOOST_TEST(reply.starts_with("HTTP/1.1 200 OK\r\n"));
        BOOST_TEST(reply.find(path) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(an_older_version_is_not) {
    const Sealed server(echo);
    SealedClient client(server, TLS1_1_VERSION, "localhost");
    BOOST_TEST(!client.connect());
    ERR_clear_error();
}

BOOST_AUTO_TEST_CASE(the_certificate_is_good_for_the_names_that_it_was_made_for_alone) {
    const Sealed server(echo);
    BOOST_TEST(SealedClient(server, TLS1_3_VERSION, "mock.example").connect());
    BOOST_TEST(!SealedClient(server, TLS1_3_VERSION, "other.example").connect());
    ERR_clear_error();
}

BOOST_AUTO_TEST_CASE(a_reply_of_megabytes_comes_whole) {
    const std::string body(5'000'000, 'x');
    const Sealed server([&](const Request&) { return Reply::make(200, {}, body); });
    SealedClient client(server, TLS1_3_VERSION, "localhost");
    BOOST_TEST_REQUIRE(client.connect());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string all = client.read(SIZE_MAX);
    BOOST_TEST((all.size() > body.size() && all.ends_with(body)));
}

BOOST_AUTO_TEST_CASE(a_large_request_is_read) {
    const Sealed server(echo);
    SealedClient client(server, TLS1_3_VERSION, "localhost");
    BOOST_TEST_REQUIRE(client.connect());
    const std::string body(300'000, 'b');
    client.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n" + body);
    BOOST_TEST(client.read(SIZE_MAX).ends_with(body));
}

BOOST_AUTO_TEST_CASE(plain_http_is_turned_away) {
    const Sealed server(echo);
    Client client(server.endpoint());
    client.send(get("/"));
    BOOST_TEST(client.read_to_end().find("HTTP") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_client_that_never_shakes_hands_is_closed) {
    const Sealed server(echo);
    Client client(server.endpoint());
    client.send("\x16");
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_certificate_is_named) {
    BOOST_CHECK_EXCEPTION(
        TlsContext::load("nowhere.pem", "nowhere.key"), std::runtime_error, [](const auto& error) {
            return std::string(error.what()).starts_with("nowhere.pem: expected certificates in PEM");
        });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
