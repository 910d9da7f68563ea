#include "server/command/serve.hpp"

#include <csignal>
#include <mutex>
#include <optional>
#include <ostream>
#include <system_error>
#include <thread>

#include "server/command/serve_options.hpp"
#include "server/http/server.hpp"
#include "server/mock.hpp"
#include "server/replay/fixture_files.hpp"
#include "validator/command/exit_code.hpp"
#include "validator/json/writer.hpp"

namespace understudy::command {
namespace {

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

std::vector<intake::Fixture> read_fixtures(const std::vector<std::string>& folders, std::ostream& err) {
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
std::string client_origin(http::Endpoint endpoint) {
    if (endpoint.address == "0.0.0.0") endpoint.address = "127.0.0.1";
    if (endpoint.address == "::") endpoint.address = "::1";
    return "http://" + endpoint.to_string();
}

http::Server bind(const char* option, const http::Endpoint& where, const http::Handler& handler,
                  const http::Limits& limits, unsigned threads = 1) {
    try {
        return {where, handler, limits, threads};
    } catch (const std::system_error& error) {
        throw UsageError(std::string("--") + option + ": " + error.what());
    }
}

/// The servers of one mock, which is made when their ports are known.
class Theatre {
public:
    explicit Theatre(ServeOptions options)
        : options_(std::move(options)),
          server_(bind(
              "listen", options_.listen,
              [this](const http::Request& request) { return mock_->answer(request); }, options_.limits,
              options_.threads)) {
        if (options_.admin_listen)
            admin_.emplace(bind(
                "admin-listen", *options_.admin_listen,
                [this](const http::Request& request) { return mock_->answer_admin(request); },
                options_.limits));
    }

    void open(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures) {
        if (admin_) options_.mock.desk.origin = client_origin(server_.endpoint());
        options_.mock.desk.connections = [this] { return server_.connections(); };
        options_.mock.desk.shutdown = [this] { server_.stop(); };
        mock_.emplace(catalog, fixtures, options_.mock);
    }

    void announce(std::ostream& out) const {
        std::string line;
        json::Writer writer(line, 0);
        const std::string origin = client_origin(server_.endpoint());
        writer.begin_object().member("event", "listening").member("address", server_.endpoint().address);
        writer.member("port", std::uint64_t{server_.endpoint().port}).key("apis").begin_object();
        for (const Mock::Place& place : mock_->places()) writer.member(place.api, origin + place.path);
        writer.end_object();
        if (options_.admin)
            writer.member("admin", (admin_ ? client_origin(admin_->endpoint()) : origin) +
                                       std::string(admin::Desk::kPath));
        writer.end_object();
        out << line << std::endl;
    }

    void run() {
        server_.stop_on({SIGTERM, SIGINT});
        std::thread beside;
        if (admin_) beside = std::thread([this] { admin_->run(); });
        server_.run();
        if (!admin_) return;
        admin_->stop();
        beside.join();
    }

private:
    ServeOptions options_;
    std::optional<Mock> mock_;
    http::Server server_;
    std::optional<http::Server> admin_;
};

} // namespace

int serve(const Arguments& arguments, const Streams& streams) {
    const auto described = describe_serve_options();
    const auto values = parse_options(arguments, described, "");
    if (values.count("help") != 0) {
        streams.out << kUsage << described;
        return kConforms;
    }
    ServeOptions options = read_serve_options(values);
    options.mock.desk.version = UNDERSTUDY_VERSION;
    std::mutex log_mutex;
    options.mock.log = [&](std::string_view line) {
        const std::lock_guard lock(log_mutex);
        streams.err << line << std::flush;
    };
    contract::Catalog catalog;
    for (const std::string& contract : options.contracts) catalog.add(contract);
    const auto fixtures = read_fixtures(options.fixtures, streams.err);

    Theatre theatre(std::move(options));
    theatre.open(catalog, fixtures);
    for (const std::string& note : catalog.notes()) streams.err << "understudy serve: " << note << "\n";
    theatre.announce(streams.out);
    theatre.run();
    return kConforms;
}

} // namespace understudy::command
