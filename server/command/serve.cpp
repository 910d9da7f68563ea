#include "server/command/serve.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <csignal>
#include <optional>
#include <ostream>
#include <system_error>

#include "server/http/server.hpp"
#include "server/mock.hpp"
#include "server/replay/fixture_files.hpp"
#include "validator/command/exit_code.hpp"

namespace understudy::command {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(Usage: understudy serve [options]

Mocks the run APIs from fixtures. When clients can connect it prints one line
of JSON with the bound address and, for each API, the base URL to put in the
place of the real one. Each GET of a run moves it one response on, and it
stays on its last. Ends on SIGTERM and SIGINT.

  understudy serve
  understudy serve --listen 127.0.0.1:0 --fixtures my-fixtures
  understudy serve --api noxus

)";

po::options_description describe_options() {
    po::options_description options("Options");
    auto add = options.add_options();
    add("listen", po::value<std::string>()->default_value("127.0.0.1:4010")->value_name("ADDR:PORT"),
        "where to listen; port 0 takes one that is free");
    add("api", po::value<std::string>()->value_name("NAME"), "serve this API alone, at its bare path");
    add("fixtures", po::value<std::vector<std::string>>()->value_name("DIR"),
        "serve the fixtures in this folder instead of the embedded ones; may be repeated");
    add("contract", po::value<std::vector<std::string>>()->value_name("[NAME=]FILE"),
        "add a contract, or put it in the place of an embedded one");
    add("advance", po::value<std::string>()->default_value("poll")->value_name("HOW"),
        "poll: each GET moves a run on; none: runs are at their end from the start");
    add("auth", po::value<std::string>()->default_value("require")->value_name("HOW"),
        "require: a request without a credential gets the API's own error (any key is good); ignore");
    add("help,h", "this text");
    return options;
}

std::vector<std::string> list_of(const po::variables_map& values, const std::string& option) {
    return values.count(option) == 0 ? std::vector<std::string>{}
                                     : values[option].as<std::vector<std::string>>();
}

std::vector<intake::Fixture> read_fixtures(const po::variables_map& values, std::ostream& err) {
    const auto folders = list_of(values, "fixtures");
    if (folders.empty()) return replay::read_embedded_fixtures();
    std::vector<intake::Fixture> fixtures;
    for (const std::string& folder : folders) {
        std::vector<std::string> left_out;
        for (intake::Fixture& fixture : replay::read_fixtures(folder, left_out))
            fixtures.push_back(std::move(fixture));
        for (const std::string& name : left_out) err << "understudy serve: " << name << " is not served\n";
    }
    return fixtures;
}

// An address that a client on this machine can connect to.
std::string client_authority(http::Endpoint endpoint) {
    if (endpoint.address == "0.0.0.0") endpoint.address = "127.0.0.1";
    if (endpoint.address == "::") endpoint.address = "::1";
    return endpoint.to_string();
}

void announce(const Mock& mock, const http::Endpoint& endpoint, std::ostream& out) {
    rapidjson::StringBuffer line;
    rapidjson::Writer<rapidjson::StringBuffer> writer(line);
    writer.StartObject();
    writer.Key("event");
    writer.String("listening");
    writer.Key("address");
    writer.String(endpoint.address.c_str());
    writer.Key("port");
    writer.Uint(endpoint.port);
    writer.Key("apis");
    writer.StartObject();
    for (const Mock::Place& place : mock.places()) {
        writer.Key(place.api.c_str());
        writer.String(("http://" + client_authority(endpoint) + place.path).c_str());
    }
    writer.EndObject();
    writer.EndObject();
    out << line.GetString() << std::endl;
}

} // namespace

int serve(const Arguments& arguments, const Streams& streams) {
    const po::options_description options = describe_options();
    const po::variables_map values = parse_options(arguments, options, "");
    if (values.count("help") != 0) {
        streams.out << kUsage << options;
        return kConforms;
    }
    MockOptions mock_options;
    if (values.count("api") != 0) mock_options.only_api = values["api"].as<std::string>();
    if (one_of(values, "advance", {"poll", "none"}) == "none") mock_options.advance = replay::Advance::none;
    mock_options.require_credential = one_of(values, "auth", {"require", "ignore"}) == "require";
    http::Endpoint where;
    try {
        where = http::Endpoint::parse(values["listen"].as<std::string>());
    } catch (const std::invalid_argument& error) {
        throw UsageError("--listen: " + std::string(error.what()));
    }

    contract::Catalog catalog;
    for (const std::string& contract : list_of(values, "contract")) catalog.add(contract);
    Mock mock(catalog, read_fixtures(values, streams.err), mock_options);
    for (const std::string& note : catalog.notes()) streams.err << "understudy serve: " << note << "\n";

    std::optional<http::Server> server;
    try {
        server.emplace(where, [&](const http::Request& request) { return mock.answer(request); });
    } catch (const std::system_error& error) {
        throw UsageError(std::string("--listen: ") + error.what());
    }
    server->stop_on({SIGTERM, SIGINT});
    announce(mock, server->endpoint(), streams.out);
    server->run();
    return kConforms;
}

} // namespace understudy::command
