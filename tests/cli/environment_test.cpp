// UNDERSTUDY_* sets options, and the command line wins.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

/// Variables that are set for as long as it lives.
class Variables {
public:
    explicit Variables(std::map<std::string, std::string> all) : all_(std::move(all)) {
        for (const auto& [name, value] : all_) ::setenv(name.c_str(), value.c_str(), 1);
    }
    ~Variables() {
        for (const auto& [name, value] : all_) ::unsetenv(name.c_str());
    }
    Variables(const Variables&) = delete;
    Variables& operator=(const Variables&) = delete;

private:
    std::map<std::string, std::string> all_;
};

struct Parsing {
    const cli::Command& (*command)();
    std::map<std::string, std::string> variables;
    cli::Arguments arguments;
    const char* error; ///< nullptr: none
};
std::ostream& operator<<(std::ostream& stream, const Parsing& parsing) {
    for (const auto& [name, value] : parsing.variables) stream << name << "=" << value << " ";
    for (const std::string& argument : parsing.arguments) stream << argument << " ";
    return stream;
}

const std::vector<Parsing> parsings = {
    {cli::check_command,
     {{"UNDERSTUDY_THREADS", "x"}},
     {"a"},
     "UNDERSTUDY_THREADS: expected 0 to 256; found \"x\""},
    {cli::check_command,
     {{"UNDERSTUDY_THREADS", "257"}},
     {"a"},
     "UNDERSTUDY_THREADS: expected 0 to 256; found 257"},
    {cli::check_command, {{"UNDERSTUDY_THREADS", "x"}}, {"--threads", "2", "a"}, nullptr},
    {cli::check_command, {{"UNDERSTUDY_THREADS", ""}}, {"a"}, nullptr},
    {cli::check_command,
     {{"UNDERSTUDY_FAIL_ON", "errors"}},
     {"a"},
     "UNDERSTUDY_FAIL_ON: expected one of error, warning, never; found \"errors\""},
    {cli::check_command,
     {{"UNDERSTUDY_SHOW_VALUES", "yes"}},
     {"a"},
     "UNDERSTUDY_SHOW_VALUES: expected 1, true, 0 or false; found \"yes\""},
    {cli::check_command,
     {{"UNDERSTUDY_INTERVAL", "soon"}, {"UNDERSTUDY_LIVE", "1"}},
     {},
     "UNDERSTUDY_INTERVAL: expected a duration, 250ms, 10s, 2m or 1h; found \"soon\""},
    // What the environment says is never in the way of the command line.
    {cli::check_command, {{"UNDERSTUDY_LIVE", "1"}}, {"a"}, nullptr},
    {cli::check_command, {{"UNDERSTUDY_UPDATE_BASELINE", "1"}}, {"a"}, nullptr},
    {cli::check_command, {{"UNDERSTUDY_UPDATE_BASELINE", "partial"}}, {"a"}, nullptr},
    {cli::check_command, {{"UNDERSTUDY_UPDATE_BASELINE", "0"}}, {"a"}, nullptr},
    {cli::check_command,
     {{"UNDERSTUDY_UPDATE_BASELINE", "some"}},
     {"a"},
     "UNDERSTUDY_UPDATE_BASELINE: expected one of whole, partial; found \"some\""},
    {cli::check_command, {{"UNDERSTUDY_BASE_URL", "http://127.0.0.1:1"}}, {"a"}, nullptr},
    {cli::check_command, {{"UNDERSTUDY_API", "noxus"}}, {"--schema", "s", "a"}, nullptr},
    {cli::record_command, {{"UNDERSTUDY_LISTEN", "127.0.0.1:0"}}, {"--to", "x", "--har", "y"}, nullptr},
    {cli::record_command,
     {{"UNDERSTUDY_LISTEN", "127.0.0.1:0"}, {"UNDERSTUDY_HAR", "y"}},
     {"--to", "x"},
     "UNDERSTUDY_HAR and UNDERSTUDY_LISTEN: give one of them"},
    // Variables of other ends, and of nobody.
    {cli::serve_command, {{"UNDERSTUDY_SEED", "0x5eed"}, {"UNDERSTUDY_SUITES", "/x"}}, {}, nullptr},
    {cli::record_command, {{"UNDERSTUDY_PSEUDONYM_KEY", "k"}}, {"--to", "x"}, nullptr},
    {cli::serve_command, {{"UNDERSTUDY_ADMIN_URL", "http://x"}, {"UNDERSTUDY_HELP", "1"}}, {}, nullptr},
    {cli::serve_command, {{"UNDERSTUDY_INPUT", "x.yaml"}}, {}, nullptr},
};

BOOST_AUTO_TEST_SUITE(environment)

BOOST_DATA_TEST_CASE(a_wrong_variable_is_named_and_none_is_in_the_way, data::make(parsings), parsing) {
    const Variables variables(parsing.variables);
    std::string error;
    try {
        BOOST_TEST(!cli::parse_options(parsing.arguments, parsing.command()).has("help"));
    } catch (const cli::UsageError& refused) {
        error = refused.what();
    }
    BOOST_TEST(error == (parsing.error == nullptr ? "" : parsing.error));
}

BOOST_AUTO_TEST_CASE(each_kind_of_option_can_be_set) {
    const Variables variables({{"UNDERSTUDY_LISTEN", "127.0.0.1:0"},
                               {"UNDERSTUDY_THREADS", "3"},
                               {"UNDERSTUDY_SEED", "7"},
                               {"UNDERSTUDY_SPEED", "2.5"},
                               {"UNDERSTUDY_ADVANCE", "time"},
                               {"UNDERSTUDY_SESSION_IDLE", "2m"},
                               {"UNDERSTUDY_FIXTURES", "a b"},
                               {"UNDERSTUDY_GENERATE", "true"},
                               {"UNDERSTUDY_TLS", "0"}});
    const cli::OptionValues values = cli::parse_options({"--threads", "2"}, cli::serve_command());
    BOOST_TEST(values.text("listen") == "127.0.0.1:0");
    BOOST_TEST(values["threads"].as<unsigned>() == 2U);
    BOOST_TEST(values["seed"].as<std::uint64_t>() == 7U);
    BOOST_TEST(values["speed"].as<double>() == 2.5);
    BOOST_TEST(values.text("advance") == "time");
    BOOST_TEST(values["session-idle"].as<std::chrono::milliseconds>().count() == 120'000);
    BOOST_TEST((values.list("fixtures") == std::vector<std::string>{"a b"}));
    BOOST_TEST(values.has("generate"));
    BOOST_TEST(!values.has("tls"));
    BOOST_TEST(values.text("log") == "off");
}

// A value that is understood only later is blamed on its variable, too; a secret is shown nowhere.
BOOST_AUTO_TEST_CASE(a_command_names_the_variable) {
    const Variables variables({{"UNDERSTUDY_LISTEN", "nowhere"}, {"UNDERSTUDY_ADMIN_TOKEN", "canary"}});
    const Outcome outcome = run(cli::serve, {});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.err.starts_with("UNDERSTUDY_LISTEN: expected ADDRESS:PORT"), outcome.err);
    BOOST_TEST(run(cli::serve, {"--help"}).out.find("canary") == std::string::npos);
    BOOST_TEST(run(cli::serve, {"--help"}).out.find("UNDERSTUDY_FAIL_ON=warning") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_flag_has_a_variable_of_its_own) {
    for (const cli::Command* command : cli::commands()) {
        std::set<std::string> names;
        for (const cli::Flag* flag : cli::all_flags(*command)) {
            BOOST_TEST(names.insert(cli::variable_of(flag->name)).second, flag->name);
            BOOST_TEST(!flag->brief.empty(), flag->name);
            if (!flag->needs.empty()) BOOST_TEST((cli::find_flag(*command, flag->needs) != nullptr));
        }
        for (const auto& [one, other] : command->exclusions)
            for (const std::string_view name : {one, other})
                BOOST_TEST((name == command->positional.name || cli::find_flag(*command, name) != nullptr));
    }
    BOOST_TEST(cli::variable_of("tls-dir") == "UNDERSTUDY_TLS_DIR");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
