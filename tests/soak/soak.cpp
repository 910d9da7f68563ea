// soak PROGRAM SECONDS: all that a mock can be asked for at once, at a bounded rate, for so long. In the end
// every reply must be accounted for, and memory, descriptors and connections be as they were. Exit status 0:
// so it was.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "tests/program/background.hpp"
#include "tests/soak/visitor.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy::soak;
using understudy::test::Background;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr const char* kRun = "/noxus/v1/runs/11111111-1111-4111-8111-111111111111";

// A sanitizer keeps what is freed for a while: then memory says nothing. The mock is built as this is.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryCounts = false;
#else
constexpr bool kMemoryCounts = true;
#endif

/// What the mock's process holds.
struct Held {
    long resident_kib = 0;
    std::size_t descriptors = 0;

    explicit Held(::pid_t pid) {
        std::ifstream status("/proc/" + std::to_string(pid) + "/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmRSS:")) resident_kib = std::atol(line.c_str() + 6);
        const fs::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
        descriptors = static_cast<std::size_t>(std::distance(fs::begin(all), fs::end(all)));
    }
};

/// A life from its beginning to its end in a session of its own; every other session is left to expire.
void live(Visitor& visitor, const std::string& id, std::uint64_t round) {
    const std::string name = "soak-" + id + "-" + std::to_string(round);
    const std::string base = "/s/" + name;
    visitor.admin("POST", "/__admin/sessions", R"({"id": ")" + name + R"("})", 201);
    const char* const states[] = {"queued", "running", "running", "running", "completed", "completed"};
    for (const char* state : states)
        visitor.expect(visitor.get(base + kRun), 200, "\"status\":\"" + std::string(state) + "\"");
    visitor.admin("POST", base + "/__admin/faults", R"({"polls": [8], "drift": "enum", "at": "/status"})",
                  201);
    visitor.admin("POST", base + "/__admin/faults", R"({"polls": [9], "status": 503, "retry_after": 1})",
                  201);
    visitor.expect(visitor.get(base + kRun), 200, "\"completed\"");
    visitor.expect(visitor.get(base + kRun), 200, "understudy_drift");
    visitor.expect(visitor.get(base + kRun), 503, "");
    visitor.expect(visitor.get(base + kRun, "Prefer: state=queued\r\n"), 200, "\"queued\"");
    visitor.expect(visitor.get(base + "/noxus/v1/runs/not-an-id"), 422, "");
    visitor.admin("POST", base + "/__admin/requests/count", "{}", 200, "\"count\":11,");
    if (round % 2 == 0) visitor.admin("DELETE", "/__admin/sessions/" + name, "", 200);
}

/// What the shared session is asked: good and bad, known and generated, and replies that break off.
void poll(Visitor& visitor, std::uint64_t round) {
    char id[40];
    std::snprintf(id, sizeof id, "%08x-0000-4000-8000-000000000000", static_cast<unsigned>(round % 1'000));
    visitor.expect(visitor.get("/noxus/v1/runs/" + std::string(id)), 200, id);
    visitor.expect(visitor.get("/duckie/api/v1/runs/11111111-1111-4111-8111-111111111111"), 200, "");
    visitor.expect(visitor.get("/nowhere"), 404, "");
    visitor.get_broken("/noxus/v1/runs/22222222-2222-4222-8222-222222222222");
}

/// A reader of events: what it was told of, and what it was told that it missed.
class Listener {
public:
    explicit Listener(const understudy::http::Endpoint& mock) : client_(mock) {
        client_.send("GET /__admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client_.read_response();
    }

    /// Reads until it knows of so many requests; `all` may change meanwhile.
    void read_until(const std::atomic<std::uint64_t>& all) {
        while (told_ + missed_ < all) take(client_.read_line());
    }
    std::uint64_t told() const { return told_; }

private:
    void take(const std::string& line) {
        if (line == "event: request") ++told_;
        constexpr std::string_view kMissed = "data: {\"count\":";
        if (line.starts_with(kMissed)) missed_ += std::stoull(line.substr(kMissed.size()));
    }

    LineClient client_;
    std::uint64_t told_ = 0, missed_ = 0;
};

/// Good and bad fixtures in turn, on disk, under the running mock.
void rewrite(const std::string& folder, const std::string& good, std::uint64_t round) {
    const std::string file = folder + "/rewritten.json";
    std::ofstream(file + ".new") << (round % 3 == 2 ? good.substr(0, good.size() / 2) : good);
    fs::rename(file + ".new", file);
}

class Soak {
public:
    Soak(const std::string& program, std::chrono::seconds time)
        : time_(time),
          fixture_(other_run(
              understudy::json::read_file(understudy::test::source("fixtures/noxus/life-completed.json")))),
          mock_(
              {program, "serve", "--listen", "127.0.0.1:0", "--generate", "--threads", "2", "--journal",
               "500", "--session-idle", "2s", "--fixtures", prepared(), "--fault",
               R"({"run": "22222222-2222-4222-8222-222222222222", "share": 0.5, "seed": 1, "break": "truncate"})"}),
          where_(understudy::http::Endpoint::parse(authority(mock_.url("admin")))) {}

    int run() {
        const Clock::time_point end = Clock::now() + time_, half = Clock::now() + time_ / 2;
        std::vector<std::thread> all;
        for (int i = 0; i < 3; ++i)
            all.push_back(visit(end, 20, [id = std::to_string(i)](Visitor& visitor, std::uint64_t round) {
                live(visitor, id, round);
            }));
        all.push_back(visit(end, 100, [](Visitor& visitor, std::uint64_t round) { poll(visitor, round); }));
        all.push_back(visit(
            end, 5, [this](Visitor&, std::uint64_t round) { rewrite(folder_.path(), fixture_, round); }));
        std::thread listening([this] {
            try {
                listener_.read_until(all_common_);
            } catch (const std::exception& error) {
                fail(std::string("events: ") + error.what());
            }
        });
        std::this_thread::sleep_until(half);
        const Held before(mock_.pid());
        for (std::thread& each : all) each.join();
        Visitor visitor(where_);
        all_common_ = common_total(visitor) + 1;
        poll_once(visitor);
        listening.join();
        return judge(before, visitor);
    }

private:
    using Round = std::function<void(Visitor&, std::uint64_t)>;

    static std::string other_run(std::string fixture) {
        for (std::size_t at = 0; (at = fixture.find("11111111-1111", at)) != fixture.npos; ++at)
            fixture.replace(at, 13, "44444444-4444");
        return fixture;
    }
    static std::string authority(const std::string& url) {
        const std::size_t begin = url.find("//") + 2;
        return url.substr(begin, url.find('/', begin) - begin);
    }
    std::string prepared() const {
        for (const char* api : {"noxus", "duckie"})
            fs::copy(understudy::test::source("fixtures/" + std::string(api)), folder_.path() + "/" + api,
                     fs::copy_options::recursive);
        return folder_.path();
    }

    /// A thread that goes its rounds so often a second, until the end or the first thing that is wrong.
    std::thread visit(Clock::time_point end, int rounds_a_second, Round round) {
        return std::thread([this, end, rounds_a_second, round = std::move(round)] {
            try {
                Visitor visitor(where_);
                Clock::time_point next = Clock::now();
                for (std::uint64_t i = 0; Clock::now() < end && !wrong_; ++i) {
                    round(visitor, i);
                    next += std::chrono::microseconds(1'000'000 / rounds_a_second);
                    std::this_thread::sleep_until(next); // a bounded rate
                }
                asked_ += visitor.asked();
                broken_ += visitor.broken();
            } catch (const std::exception& error) {
                fail(error.what());
            }
        });
    }

    void fail(const std::string& what) {
        std::cerr << "soak: " + what + "\n";
        wrong_ = true;
    }
    void hold(bool is_so, const std::string& what) {
        if (!is_so) fail(what);
    }

    /// The last event that the listener waits for.
    void poll_once(Visitor& visitor) {
        visitor.get("/nowhere");
        ++asked_;
    }

    int judge(const Held& before, Visitor& visitor) {
        const std::string metrics = visitor.admin("GET", "/__admin/metrics", "", 200);
        const std::uint64_t answered = sum_of(metrics, "understudy_requests_total{");
        const std::uint64_t reloads = sum_of(metrics, "understudy_reloads_total{result=\"done\"}");
        const std::uint64_t failed = sum_of(metrics, "understudy_reloads_total{result=\"failed\"}");
        const Held after(mock_.pid());
        std::cout << asked_ << " requests, " << broken_ << " of them broken off on order; "
                  << listener_.told() << " events; " << reloads << " reloads and " << failed
                  << " that failed; " << before.resident_kib << " KiB at half time, " << after.resident_kib
                  << " in the end\n";
        hold(answered == asked_, std::to_string(answered) + " replies counted of as many requests");
        hold(broken_ > 0, "nothing was broken off");
        hold(listener_.told() > 0, "nothing was told of");
        hold(reloads > 0 && failed > 0, "nothing was read again");
        hold(!kMemoryCounts || after.resident_kib - before.resident_kib < 4'096, "memory grows");
        // The visitor's and the listener's are open; the others may need a moment to be gone.
        hold(soon([&] {
                 return sum_of(visitor.admin("GET", "/__admin/metrics", "", 200), "understudy_open") == 2;
             }),
             "connections leak");
        hold(soon([&] { return Held(mock_.pid()).descriptors == begin_.descriptors + 2; }),
             "descriptors leak");
        hold(mock_.end() == 0, "the mock did not end well");
        return wrong_ ? 1 : 0;
    }

    static bool soon(const std::function<bool()>& is_so) {
        const auto end = Clock::now() + std::chrono::seconds(10);
        while (!is_so())
            if (Clock::now() > end) return false;
        return true;
    }

    static std::uint64_t common_total(Visitor& visitor) {
        const std::string health = visitor.admin("GET", "/__admin/health", "", 200);
        const auto document = understudy::json::Document::parse("health", health);
        return std::stoull(std::string(document.at("/journal/total")->text));
    }

    std::chrono::seconds time_;
    understudy::test::TemporaryFolder folder_;
    std::string fixture_;
    Background mock_;
    understudy::http::Endpoint where_;
    Held begin_{mock_.pid()};
    Listener listener_{where_};
    std::atomic<std::uint64_t> asked_ = 0, broken_ = 0;
    std::atomic<std::uint64_t> all_common_ =
        UINT64_MAX; ///< requests of the shared session, once they are known
    std::atomic<bool> wrong_ = false;
};

} // namespace

int main(int count, char** arguments) try {
    const long seconds = count == 3 ? std::atol(arguments[2]) : 0;
    if (seconds < 1 || seconds > 86'400) {
        std::cerr << "usage: soak PROGRAM SECONDS\n";
        return 2;
    }
    return Soak(arguments[1], std::chrono::seconds(seconds)).run();
} catch (const std::exception& error) {
    std::cerr << "soak: " << error.what() << "\n";
    return 1;
}
