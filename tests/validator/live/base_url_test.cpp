#include "validator/live/base_url.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <vector>

#include "validator/live/https_proxy.hpp"

namespace {

using namespace understudy;
using live::BaseUrl;

BOOST_AUTO_TEST_SUITE(base_url)

BOOST_AUTO_TEST_CASE(the_parts_of_a_url) {
    const BaseUrl url = BaseUrl::parse("https://api.example.com/api/v1/");
    BOOST_TEST(url.is_tls);
    BOOST_TEST(url.host == "api.example.com");
    BOOST_TEST(url.endpoint() == "api.example.com:443");
    BOOST_TEST(url.authority() == "api.example.com");
    BOOST_TEST(url.path == "/api/v1");
    const BaseUrl six = BaseUrl::parse("http://[::1]:8080");
    BOOST_TEST(!six.is_tls);
    BOOST_TEST(six.host == "::1");
    BOOST_TEST(six.authority() == "[::1]:8080");
    BOOST_TEST(six.path == "");
    BOOST_TEST(six.is_loopback());
}

BOOST_AUTO_TEST_CASE(what_would_give_a_credential_away_is_refused) {
    for (const char* text :
         {"http://api.example.com", "https://user:canary@example.com", "https://canary@example.com/",
          "https://example.com/?key=canary", "https://example.com/#canary", "ftp://example.com", "https://",
          "https:///path", "example.com", "", "https://exa mple.com", "http://127.0.0.1.example.com"})
        BOOST_CHECK_EXCEPTION(BaseUrl::parse(text), live::UrlError, [](const live::UrlError& error) {
            return std::string(error.what()).find("canary") == std::string::npos;
        });
    for (const char* text : {"http://localhost", "http://127.0.0.1:80", "http://[::1]", "http://127.5.6.7"})
        BOOST_CHECK_NO_THROW(BaseUrl::parse(text));
}

/// The proxy's variables for the time of a test.
struct Environment {
    Environment() {
        for (const char* name : {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"}) ::unsetenv(name);
    }
    ~Environment() {
        for (const char* name : {"HTTPS_PROXY", "NO_PROXY"}) ::unsetenv(name);
    }
    std::string proxy(const char* url) const {
        const auto found = live::proxy_for(BaseUrl::parse(url));
        return found ? found->endpoint() + " " + found->authorization : "";
    }
};

BOOST_FIXTURE_TEST_CASE(the_environment_names_the_proxy, Environment) {
    BOOST_TEST(proxy("https://api.example.com") == "");
    ::setenv("HTTPS_PROXY", "http://ann:s%20cret@proxy.example.com:3128", 1);
    BOOST_TEST(proxy("https://api.example.com") == "proxy.example.com:3128 Basic YW5uOnMgY3JldA==");
    BOOST_TEST(proxy("https://127.0.0.1:1") == "");
    BOOST_TEST(proxy("http://localhost") == "");
    ::setenv("HTTPS_PROXY", "proxy:3128", 1);
    BOOST_TEST(proxy("https://api.example.com") == "proxy:3128 ");
    for (const auto& [list, is_exempt] :
         std::vector<std::pair<const char*, bool>>{{"example.com", true},
                                                   {".example.com", true},
                                                   {"*.example.com", true},
                                                   {"other, api.example.com:443", true},
                                                   {"API.example.COM", true},
                                                   {"*", true},
                                                   {"ample.com", false},
                                                   {"api.example.com:8443", false},
                                                   {"com.example", false},
                                                   {"", false},
                                                   {",,", false}}) {
        ::setenv("NO_PROXY", list, 1);
        BOOST_TEST(proxy("https://api.example.com").empty() == is_exempt, list);
    }
    ::setenv("NO_PROXY", "", 1);
    ::setenv("HTTPS_PROXY", "socks5://canary@x", 1);
    BOOST_CHECK_EXCEPTION(proxy("https://api.example.com"), live::UrlError, [](const live::UrlError& error) {
        return std::string(error.what()).find("canary") == std::string::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
