#include "validator/live/credentials.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/validator/temporary_folder.hpp"
#include "validator/live/run_request.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using live::CredentialError;

contract::Operation operation() {
    contract::Operation operation;
    operation.method = "GET";
    operation.path = "/runs/{id}";
    operation.path_parameters = {"id"};
    operation.run_parameter = "id";
    operation.security = {{{"http", "bearer", "", "", "A_KEY"}},
                          {{"apiKey", "", "query", "k&y", "B_KEY"}, {"apiKey", "", "cookie", "c", "C_KEY"}}};
    contract::Parameter& parameter = operation.parameters.emplace_back();
    parameter.name = "x-org";
    parameter.in = "header";
    parameter.credential = "ORG";
    return operation;
}

live::Lookup in(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

std::string request(const std::map<std::string, std::string>& values) {
    const live::BaseUrl base = live::BaseUrl::parse("https://api.example.com/v2");
    const live::FetchRequest request =
        live::run_request(base, operation(), {"a/b", {}}, live::find_credentials(operation(), in(values)));
    std::string text = request.target;
    for (const auto& [name, value] : request.fields) text += "\n" + name + ": " + value;
    return text;
}

BOOST_AUTO_TEST_SUITE(credentials)

BOOST_AUTO_TEST_CASE(they_go_where_the_contract_says) {
    BOOST_TEST(request({{"A_KEY", "x"}}) == "/v2/runs/a%2Fb\nAuthorization: Bearer x");
    BOOST_TEST(request({{"A_KEY", "x"}, {"B_KEY", "y"}, {"C_KEY", "z"}, {"ORG", "o"}}) ==
               "/v2/runs/a%2Fb\nAuthorization: Bearer x\nx-org: o");
    BOOST_TEST(request({{"B_KEY", "y+"}, {"C_KEY", "z"}}) == "/v2/runs/a%2Fb?k%26y=y%2B\nCookie: c=z");
}

BOOST_AUTO_TEST_CASE(the_path_of_a_report_has_none) {
    BOOST_TEST(live::run_path(live::BaseUrl::parse("https://x.example/v2"), operation(), {"a?b", {}}) ==
               "/v2/runs/a%3Fb");
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named) {
    BOOST_CHECK_EXCEPTION(request({{"B_KEY", "y"}}), CredentialError, [](const CredentialError& error) {
        return std::string(error.what()) ==
               "no credential: set A_KEY or B_KEY or C_KEY, or name a file that holds it with --key-file";
    });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_named_and_not_shown) {
    for (const char* value : {"canary\r\nX: y", "canary key", "canar\xc3\xbf", "\tcanary"})
        BOOST_CHECK_EXCEPTION(request({{"A_KEY", value}}), CredentialError, [](const CredentialError& error) {
            return std::string(error.what()).starts_with("A_KEY: expected") &&
                   std::string(error.what()).find("canar") == std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(a_key_file_has_names_or_the_key_alone) {
    const TemporaryFolder folder;
    const auto a_key = [&](const std::string& text) {
        return live::environment(folder.write("keys", text))("A_KEY").value_or("nothing");
    };
    BOOST_TEST(a_key("# mine\n\nA_KEY = \nA_KEY =x=y\r\nB_KEY=z") == "x=y");
    BOOST_TEST(a_key("  sk-canary-==\n") == "sk-canary-==");
    BOOST_TEST(a_key("B_KEY=z") == "nothing");
    for (const char* text : {"", "\n# only this\n", "one\ntwo", "one\nA_KEY=x"})
        BOOST_CHECK_EXCEPTION(a_key(text), CredentialError, [](const CredentialError& error) {
            return std::string(error.what())
                .ends_with(": expected lines of NAME=VALUE, or one line: the key");
        });
    BOOST_CHECK_THROW(live::environment(folder.path() + "/absent"), CredentialError);
}

// The only line of a key file is the key, and nothing else that the contract takes from a variable.
BOOST_AUTO_TEST_CASE(a_key_alone_is_sent_once) {
    const TemporaryFolder folder;
    const auto found = live::find_credentials(operation(), live::environment(folder.write("key", "secret")));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().value == "Bearer secret");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
