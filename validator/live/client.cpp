#include "validator/live/client.hpp"

#include <algorithm>
#include <thread>

#include "validator/live/wait.hpp"

namespace understudy::live {

using intake::Verdict;
using std::chrono::milliseconds;

namespace {

std::optional<FetchProblem> problem_of(unsigned status) {
    const std::string words = "status " + std::to_string(status);
    if (status / 100 == 3 && status != 304)
        return FetchProblem{Verdict::redirect, words + ": Understudy does not follow redirects", false};
    if (status == 401 || status == 403)
        return FetchProblem{Verdict::unauthorized, words + ": the API does not accept the credential", false};
    if (status == 429) return FetchProblem{Verdict::rate_limited, words + ": too many requests", true};
    if (status >= 500) return FetchProblem{Verdict::server_error, words, true};
    return std::nullopt;
}

std::string in_seconds(milliseconds time) {
    return std::to_string((time.count() + 999) / 1000) + " s";
}

} // namespace

FetchResult Client::get(const FetchRequest& request) {
    for (unsigned count = 1;; ++count) {
        std::this_thread::sleep_until(pace_.take());
        Attempt made = attempt(request, count);
        if (!made.wait) {
            if (made.outcome.problem && count > 1)
                made.outcome.problem->detail += " (after " + std::to_string(count) + " attempts)";
            return std::move(made.outcome);
        }
        std::this_thread::sleep_for(*made.wait);
    }
}

Client::Attempt Client::attempt(const FetchRequest& request, unsigned count) {
    Attempt made{connection_.get(request), std::nullopt};
    std::optional<FetchProblem>& problem = made.outcome.problem;
    std::optional<milliseconds> asked;
    if (made.outcome.response) {
        problem = problem_of(made.outcome.response->status);
        asked = asked_wait(*made.outcome.response, std::chrono::system_clock::now());
        if (asked) pace_.hold_until(RequestPacer::Clock::now() + std::min(*asked, options_.most_pause));
    }
    if (!problem || !problem->may_pass || count >= options_.attempts) return made;
    if (asked && *asked > options_.most_pause)
        problem->detail += "; the API asks to wait " + in_seconds(*asked);
    else
        made.wait = asked.value_or(pause(count));
    return made;
}

milliseconds Client::pause(unsigned count) {
    const milliseconds most =
        std::min(options_.first_pause * (1U << std::min(count - 1, 20U)), options_.most_pause);
    return milliseconds(
        std::uniform_int_distribution<milliseconds::rep>(most.count() / 2, most.count())(random_));
}

} // namespace understudy::live
