// `understudy record` is killed at any moment: what a client has seen whole is recorded once, and is served.
//
// UNDERSTUDY_KILLS in the environment says how often.

#include <signal.h>

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <thread>

#include "tests/program/background.hpp"
#include "tests/program/process.hpp"
#include "tests/server/http/client.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/intake/fixture.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

constexpr int kRuns = 3;
constexpr int kPolls = 9; ///< more than a generated run has responses

/// How many different responses of each run a client has seen whole.
using Seen = std::map<std::string, std::size_t>;

std::string run_id(int round, int run) {
    std::string digits = std::to_string(100'000 + round * kRuns + run);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

/// Polls each run to its end, until the recorder is gone.
Seen poll_runs(const std::string& base, int round) {
    Seen seen;
    try {
        const std::size_t port = base.find(':', base.find("//")) + 1, path = base.find('/', port);
        http::test::Client client(http::Endpoint::parse("127.0.0.1:" + base.substr(port, path - port)));
        for (int run = 0; run < kRuns; ++run) {
            const std::string id = run_id(round, run);
            std::string last;
            for (int poll = 0; poll < kPolls; ++poll) {
                client.send("GET " + base.substr(path) + "/v1/runs/" + id +
                            " HTTP/1.1\r\nHost: here\r\nX-API-Key: any\r\n\r\n");
                const http::test::Received received = client.read_response();
                BOOST_TEST(received.status == 200U);
                if (received.body != last) ++seen[id];
                last = received.body;
            }
        }
    } catch (const std::exception&) { // killed
    }
    return seen;
}

std::uintmax_t bytes_in(const std::string& folder) {
    std::uintmax_t bytes = 0;
    std::error_code error; // files come and go
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (const auto size = fs::file_size(entry.path(), error); !error) bytes += size;
    return bytes;
}

class Rounds {
public:
    /// Kills the recorder when it has written so many bytes. How many it has written.
    std::uintmax_t kill(int round, std::uintmax_t most) {
        const TemporaryFolder folder;
        const std::vector<std::string> command = {
            understudy_program(), "record",      "--to",       folder.path(),     "--api", "noxus",
            "--listen",           "127.0.0.1:0", "--base-url", mock_.url("noxus")};
        Seen seen;
        std::uintmax_t written = 0;
        {
            const Background recorder(command, SIGKILL);
            std::atomic<bool> is_over = false;
            std::thread client([&] {
                seen = poll_runs(recorder.url("noxus"), round);
                is_over = true;
            });
            while (!is_over && written < most) written = bytes_in(folder.path());
            ::kill(recorder.pid(), SIGKILL);
            client.join();
        }
        { const Background next(command); }
        expect(seen, folder.path());
        return written;
    }

    std::size_t seen() const { return seen_; }
    std::size_t in_flight() const { return in_flight_; }

private:
    void expect(const Seen& seen, const std::string& folder) {
        Seen found;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string file = entry.path();
            BOOST_TEST_REQUIRE(file.ends_with(".json"), file << " is left");
            const auto fixture = intake::Fixture::parse(file, json::read_file(file));
            BOOST_TEST(found.emplace(fixture.run_id(), fixture.responses().size()).second, file);
            for (std::size_t i = 1; i < fixture.responses().size(); ++i)
                BOOST_TEST(fixture.responses()[i].observed.body != fixture.responses()[i - 1].observed.body);
        }
        std::size_t all_found = 0, all_seen = 0;
        for (const auto& [id, count] : found) all_found += count;
        for (const auto& [id, count] : seen) {
            all_seen += count;
            BOOST_TEST(found[id] >= count, folder << ": of " << id);
        }
        BOOST_TEST(all_found <= all_seen + 1); // one was on its way
        seen_ += all_seen;
        in_flight_ += all_found - all_seen;
        if (found.empty()) return;
        const Background serve(
            {understudy_program(), "serve", "--listen", "127.0.0.1:0", "--fixtures", folder});
    }

    const Background mock_{{understudy_program(), "serve", "--listen", "127.0.0.1:0", "--generate"}};
    std::size_t seen_ = 0, in_flight_ = 0;
};

BOOST_AUTO_TEST_CASE(killed_at_any_moment_it_loses_nothing_that_a_client_has_seen) {
    const char* given = std::getenv("UNDERSTUDY_KILLS");
    const int kills = given == nullptr ? 30 : std::atoi(given);
    Rounds rounds;
    const std::uintmax_t all = rounds.kill(0, UINTMAX_MAX);
    const std::size_t whole_life = rounds.seen();
    BOOST_TEST(whole_life > 2U * kRuns);
    std::mt19937 random(11);
    for (int round = 1; round <= kills; ++round) rounds.kill(round, random() % all);
    std::cout << "killed " << kills << " times: " << rounds.seen() - whole_life
              << " exchanges seen whole and kept, " << rounds.in_flight()
              << " more kept that were on their way\n";
    BOOST_TEST(rounds.seen() - whole_life > static_cast<std::size_t>(kills)); // or it shows nothing
}

} // namespace
