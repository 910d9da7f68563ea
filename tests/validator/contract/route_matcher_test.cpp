#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "validator/contract/contract.hpp"

namespace {

using namespace understudy;

/// An exchange with a contract of `servers` and the paths below, and the path template of its operation:
/// empty if it has none.
struct Sample {
    const char* servers;
    const char* request;
    const char* route;
};
std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.servers << " " << sample.request;
}

constexpr const char* kPaths = R"({
    "/jobs/{id}": {"get": {}, "delete": {}},
    "/jobs/latest": {"get": {}},
    "/jobs/{id}:cancel": {"post": {}},
    "/files/{name}": {"get": {}},
    "/files/{name}.json": {"get": {}},
    "/reports/report-{day}": {"get": {}},
    "/slash/": {"get": {}},
    "/my jobs/{id}": {"get": {}},
    "/a/{x}/b/{y}": {"get": {}},
    "/far": {"servers": [{"url": "https://far.test/v9"}], "get": {}, "put": {"servers": [{"url": "/put"}]}}})";

constexpr const char* kOne = R"([{"url": "https://x.test/v1"}])";
constexpr const char* kRegions = R"([{"url": "https://{region}.test/{version}", "variables": {
    "region": {"default": "eu", "enum": ["eu", "us"]}, "version": {"default": "v1"}}}])";

const Sample samples[] = {
    {kOne, "GET https://x.test/v1/jobs/7", "/jobs/{id}"},
    {kOne, "GET https://X.TEST/v1/jobs/7", "/jobs/{id}"},
    {kOne, "GET https://y.test/v1/jobs/7", ""},
    {kOne, "GET https://x.test/jobs/7", ""},
    {kOne, "GET http://127.0.0.1:4010/v1/jobs/7", "/jobs/{id}"},
    {kOne, "GET http://localhost/api/v1/jobs/7", "/jobs/{id}"},
    {R"([{"url": "https://x.test/v1/"}])", "GET /v1/jobs/latest", "/jobs/latest"},
    {kOne, "DELETE /v1/jobs/latest", "/jobs/{id}"},
    {kOne, "PATCH /v1/jobs/latest", ""},
    {kOne, "POST /v1/jobs/7:cancel", "/jobs/{id}:cancel"},
    {kOne, "GET /v1/files/a.json", "/files/{name}.json"},
    {kOne, "GET /v1/files/a.txt", "/files/{name}"},
    {kOne, "GET /v1/reports/report-3", "/reports/report-{day}"},
    {kOne, "GET /v1/reports/3", ""},
    {kOne, "GET /v1/slash/", "/slash/"},
    {kOne, "GET /v1/slash", ""},
    {kOne, "GET /v1/my%20jobs/7", "/my jobs/{id}"},
    {kOne, "GET /v1/a/1/b/2", "/a/{x}/b/{y}"},
    {kOne, "GET https://far.test/v9/far", "/far"},
    {kOne, "GET https://x.test/v1/far", ""},
    {kOne, "PUT https://anywhere.test/put/far", "/far"},
    {R"([{"url": "/v2"}])", "GET https://anywhere.test/v2/jobs/7", "/jobs/{id}"},
    {R"([{"url": "v2"}])", "GET https://anywhere.test/v2/jobs/7", "/jobs/{id}"},
    {R"([{"url": "./v2/"}])", "GET https://anywhere.test/v2/jobs/7", "/jobs/{id}"},
    {R"([{"url": "https://x.test"}, {"url": "https://y.test/b"}])", "GET https://y.test/b/jobs/7",
     "/jobs/{id}"},
    {kRegions, "GET https://eu.test/v1/jobs/7", "/jobs/{id}"},
    {kRegions, "GET https://us.test/v2/jobs/7", "/jobs/{id}"},
    {kRegions, "GET https://asia.test/v1/jobs/7", ""},
    {R"([{"url": "https://{tenant}.test"}])", "GET https://acme.test/jobs/7", "/jobs/{id}"},
    {R"([{"url": "https://{tenant}.test"}])", "GET https://acme.example/jobs/7", ""},
    {R"([{"url": 7}, {"url": "/v1"}])", "GET /v1/jobs/7", "/jobs/{id}"},
    {R"([])", "GET https://anywhere.test/jobs/7", "/jobs/{id}"},
};

BOOST_AUTO_TEST_SUITE(route_matcher)

BOOST_DATA_TEST_CASE(a_request_takes_the_route_that_openapi_says, samples, sample) {
    const auto contract = contract::Contract::parse(
        "api", "api.json",
        std::string(R"({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "servers": )") +
            sample.servers + R"(, "paths": )" + kPaths + "}");
    const std::string request = sample.request;
    const std::size_t space = request.find(' ');
    const auto match = contract.matcher().match(request.substr(0, space), request.substr(space + 1));
    BOOST_TEST((match ? match->route->path : "") == sample.route);
}

BOOST_AUTO_TEST_CASE(the_first_server_has_the_defaults_of_its_variables) {
    const auto contract = contract::Contract::parse(
        "api", "api.json",
        std::string(R"({"openapi": "3.1", "info": {}, "paths": {"/a/{x}": {"get": {}}}, "servers": )") +
            kRegions + "}");
    BOOST_TEST(contract.run_operation().server == "https://eu.test/v1");
}

BOOST_AUTO_TEST_CASE(a_webhook_is_an_operation_that_no_url_leads_to) {
    const auto contract = contract::Contract::parse("api", "api.json", R"({"openapi": "3.1.0", "info": {},
        "webhooks": {"run.ended": {"post": {"operationId": "ended", "requestBody": {"content": {
            "application/json": {"schema": {"type": "object", "required": ["id"]}}}}}}}})");
    BOOST_TEST((contract.operation("ended").response(200)->body != nullptr));
    BOOST_TEST(contract.operation("POST run.ended").id == "ended");
    BOOST_TEST(!contract.matcher().match("POST", "/run.ended").has_value());
}

BOOST_AUTO_TEST_CASE(openapi_3_2_loads_with_its_methods) {
    const auto contract =
        contract::Contract::parse("api", "api.json", R"({"openapi": "3.2.0", "info": {}, "paths": {
        "/a": {"query": {}, "additionalOperations": {"LINK": {}}}}})");
    BOOST_TEST(contract.matcher().match("QUERY", "/a").has_value());
    BOOST_TEST(contract.matcher().match("LINK", "/a").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
