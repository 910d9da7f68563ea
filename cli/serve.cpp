#include "cli/serve_options.hpp"

#include <malloc.h>
#include <algorithm>
#include <atomic>
#include <cctype>
#include <csignal>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <ostream>
#include <sstream>
#include <system_error>
#include <thread>

#include "cli/announcement.hpp"
#include "cli/child.hpp"
#include "cli/commands.hpp"
#include "cli/early_stop.hpp"
#include "cli/exit_code.hpp"
#include "cli/file_watcher.hpp"
#include "cli/output_file.hpp"
#include "server/admin/admin_api.hpp"
#include "server/http/server.hpp"
#include "server/mock/fixture_files.hpp"
#include "server/mock/mock.hpp"
#include "validator/text/printable.hpp"

namespace understudy::cli {
namespace {

std::vector<intake::Fixture> read_fixtures(const std::vector<std::string>& folders) {
    if (folders.empty()) return mock::read_embedded_fixtures();
    std::vector<intake::Fixture> fixtures;
    for (const std::string& folder : folders)
        for (intake::Fixture& fixture : mock::read_fixtures(folder)) fixtures.push_back(std::move(fixture));
    return fixtures;
}

http::Server bind(const char* option, const http::Endpoint& where, const http::Handler& handler,
                  const ServeOptions& options, unsigned threads) {
    try {
        return {where, handler, options.limits, threads, options.tls};
    } catch (const std::system_error& error) {
        throw UsageError(std::string("--") + option + ": " + error.what());
    }
}

/// The servers of one mock. The mock is made when their ports are known.
class ServeProcess {
public:
    explicit ServeProcess(ServeOptions options)
        : options_(std::move(options)),
          server_(bind(
              "listen", options_.listen, [this](const http::Request& request) { return answer(request); },
              options_, options_.threads)) {
        if (options_.admin_listen)
            admin_.emplace(bind(
                "admin-listen", *options_.admin_listen,
                [this](const http::Request& request) { return admin_api_->answer(request); }, options_, 1));
    }

    void open(std::shared_ptr<const mock::ApiSet> apis) {
        if (admin_) options_.admin_api.origin = origin_of(server_.endpoint());
        options_.admin_api.scheme = options_.tls == nullptr ? "http" : "https";
        options_.admin_api.connections = [this] { return server_.connections(); };
        options_.admin_api.shutdown = [this] { server_.stop(); };
        mock_.emplace(std::move(apis), options_.mock);
        admin_api_.emplace(options_.admin_api, *mock_);
    }

    mock::Mock& mock() { return *mock_; }

    std::string origin_of(const http::Endpoint& endpoint) const {
        return (options_.tls == nullptr ? "http://" : "https://") + client_authority(endpoint);
    }

    std::string admin_url() const {
        return origin_of((admin_ ? *admin_ : server_).endpoint()) + std::string(admin::AdminApi::kPath);
    }

    Announcement announcement() const {
        return {server_.endpoint(), base_urls(), options_.admin ? admin_url() : ""};
    }

    /// What --exec puts into its command's environment: NOXUS_BASE_URL and the like.
    std::vector<std::pair<std::string, std::string>> environment() const {
        std::vector<std::pair<std::string, std::string>> variables;
        for (auto& [api, url] : base_urls()) {
            std::string name = api + "_BASE_URL";
            for (char& c : name)
                c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::toupper(c))
                                                                     : '_';
            variables.emplace_back(std::move(name), std::move(url));
        }
        if (options_.admin) variables.emplace_back("UNDERSTUDY_ADMIN_URL", admin_url());
        return variables;
    }

    /// Serves for as long as the command runs. Its exit status.
    int run_beside(const std::vector<std::string>& command) {
        take_signals();
        const Child child(command, environment());
        std::atomic<bool> has_ended = false;
        int status = 0;
        std::thread waiter([&] {
            status = child.wait();
            has_ended = true;
            server_.stop();
        });
        run();
        if (!has_ended) child.ask_to_end(); // we were asked to end
        waiter.join();
        return status;
    }

    /// From here on SIGTERM and SIGINT end run().
    void take_signals() { server_.stop_on({SIGTERM, SIGINT}); }

    void run() {
        std::thread beside;
        if (admin_) beside = std::thread([this] { admin_->run(); });
        server_.run();
        if (!admin_) return;
        admin_->stop();
        beside.join();
    }

private:
    std::shared_ptr<const http::Reply> answer(const http::Request& request) {
        const bool is_admin_here = options_.admin && !options_.admin_listen;
        return is_admin_here ? admin_api_->answer_or_mock(request) : mock_->answer(request);
    }

    std::vector<std::pair<std::string, std::string>> base_urls() const {
        std::vector<std::pair<std::string, std::string>> urls;
        const auto apis = mock_->apis();
        for (const mock::ApiListing::Entry& entry : apis->listing().entries)
            urls.emplace_back(entry.api, origin_of(server_.endpoint()) + entry.base);
        return urls;
    }

    ServeOptions options_;
    std::optional<mock::Mock> mock_;
    std::optional<admin::AdminApi> admin_api_;
    http::Server server_;
    std::optional<http::Server> admin_;
};

/// Fixtures and contracts as they are now on disk.
std::shared_ptr<const mock::ApiSet> read_apis(const ServeOptions& options, std::ostream& err) {
    contract::Catalog catalog;
    for (const std::string& contract : options.contracts) catalog.add(contract, options.contract);
    auto apis = std::make_shared<const mock::ApiSet>(catalog, read_fixtures(options.fixtures), options.apis);
    for (const std::string& note : catalog.notes()) err << "understudy serve: " << note << "\n";
    for (const std::string& note : apis->notes())
        err << "understudy serve: " << text::printable(note) << "\n";
    return apis;
}

void write_certificates(const http::TlsContext& tls, const std::string& folder) {
    std::error_code there_already;
    std::filesystem::create_directories(folder, there_already);
    for (const auto& [name, text] : {std::pair("ca.pem", tls.authority()), {"cert.pem", tls.certificate()}}) {
        const std::string path = folder + "/" + name;
        OutputFile file("--tls-dir", path);
        file.stream() << text;
        file.commit();
    }
}

/// The folders of every file that can change.
std::vector<std::string> watched_folders(const ServeOptions& options) {
    std::vector<std::string> folders = options.fixtures;
    for (const std::string& contract : options.contracts) {
        const std::string file = contract.substr(contract.find('=') + 1);
        const std::size_t slash = file.rfind('/');
        folders.push_back(slash == std::string::npos ? "." : file.substr(0, slash + 1));
    }
    return folders;
}

/// Replaces all of it, or nothing.
void reload(const ServeOptions& options, mock::Mock& mock,
            const std::function<void(const std::string&)>& say) {
    try {
        std::ostringstream notes;
        mock.replace(read_apis(options, notes));
        say(notes.str() + "understudy serve: reloaded fixtures and contracts\n");
    } catch (const std::exception& error) {
        mock.replacement_failed(error.what());
        say("understudy serve: not reloaded, so the mock keeps what it had: " + std::string(error.what()) +
            "\n");
    }
}

int run(const OptionValues& values, const Streams& streams) {
    ServeOptions options = read_serve_options(values);
    if (!options.command.empty()) stop_early_with(128 + SIGTERM); // the command has not run
    options.admin_api.version = UNDERSTUDY_VERSION;
    std::mutex log_mutex;
    const auto say = [&](std::string_view line) {
        const std::lock_guard lock(log_mutex);
        streams.err << line << std::flush;
    };
    options.mock.log = say;
    auto apis = read_apis(options, streams.err);

    if (options.makes_certificate) {
        auto names = apis->host_names();
        names.push_back(options.listen.address);
        options.tls = http::TlsContext::make(names);
    }
    if (!options.tls_folder.empty()) write_certificates(*options.tls, options.tls_folder);

    ServeProcess process(options);
    process.open(std::move(apis));
    std::optional<FileWatcher> watcher;
    if (const auto folders = watched_folders(options); !folders.empty())
        watcher.emplace(folders, [&] { reload(options, process.mock(), say); });
    ::malloc_trim(0); // reading contracts and fixtures took memory that is free now
    if (!options.command.empty()) return process.run_beside(options.command);
    process.take_signals();
    announce(process.announcement(), streams.out);
    process.run();
    return kConforms;
}

} // namespace

const Command& serve_command() {
    static const Command kCommand = {
        .name = "serve",
        .brief = "mock APIs from fixtures and contracts",
        .usage = "[options] [FILE...] [--exec -- COMMAND...]",
        .about =
            "Mocks APIs from recorded runs. When clients can connect, it prints one line of JSON with the "
            "bound address and, for each API, the base URL to use instead of the real one. Each GET of a "
            "run advances it by one response; it stays at its last. SIGTERM and SIGINT end the mock.\n\n"
            "FILE is an OpenAPI document to serve, in place of the built-in APIs. One alone is served at "
            "its bare path; several are told apart by a prefix, such as /shop.",
        .examples =
            "understudy serve\n"
            "understudy serve --listen 127.0.0.1:0 --fixtures my-fixtures\n"
            "understudy serve --api noxus\n"
            "understudy serve --generate shop.yaml\n"
            "understudy serve --listen 127.0.0.1:0 --exec -- npm test",
        .exit_status =
            "0 ended by SIGTERM or SIGINT, 2 wrong usage, contract or fixture, 3 something could not be "
            "read or written; with --exec, the status of the command.",
        .groups = serve_flags(),
        .positional = {"input", "FILE", Completes::files},
        .exclusions = {{"tls", "cert"}},
        .status_if_stopped = kConforms,
        .takes_command = true,
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
