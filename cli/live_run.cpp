#include "cli/live_run.hpp"

#include <thread>

#include "validator/contract/media_type.hpp"
#include "validator/live/run_request.hpp"

namespace understudy::cli {
namespace {

using std::chrono::steady_clock;

std::vector<contract::HeaderField> views(const live::Fields& fields) {
    std::vector<contract::HeaderField> headers;
    for (const auto& [name, value] : fields) headers.push_back({name, value});
    return headers;
}

} // namespace

check::Tally LiveRun::get(const contract::RunAddress& run, std::size_t room, const EachResponse& each) {
    check::Tally tally(room);
    check::Checker checker(operation_, check_, tally);
    std::optional<check::RunLife> life;
    if (operation_.lifecycle) life.emplace(*operation_.lifecycle);
    const live::FetchRequest request =
        live::run_request(options_.base, operation_, run, options_.credentials);
    const std::string path = live::run_path(options_.base, operation_, run);
    const auto end = steady_clock::now() + options_.timeout;
    for (std::size_t poll = 1;; ++poll) {
        const std::string name = options_.follow ? path + "#" + std::to_string(poll) : path;
        const live::FetchResult outcome = client_.get(request);
        const bool goes_on = check(outcome, name, checker, life, tally);
        if (each && outcome.response && (!outcome.problem || is_documented(*outcome.response)))
            each(*outcome.response);
        if (!goes_on || !options_.follow || life->has_ended()) break;
        if (steady_clock::now() + options_.interval > end) {
            tally.add(intake::FetchFault{intake::Verdict::unfinished, name,
                                         "still " + state(*life) + " when --timeout ran out"});
            break;
        }
        std::this_thread::sleep_for(options_.interval);
    }
    checker.add_coverage(tally);
    return tally;
}

// Whether the run goes on.
bool LiveRun::check(const live::FetchResult& outcome, const std::string& name, check::Checker& checker,
                    std::optional<check::RunLife>& life, check::Tally& tally) const {
    if (outcome.problem)
        tally.add(intake::FetchFault{outcome.problem->verdict, name, outcome.problem->detail});
    if (!outcome.response || (outcome.problem && !is_documented(*outcome.response))) return false;
    const live::FetchedResponse& response = *outcome.response;
    intake::Observation observation{.document = name};
    observation.status = response.status;
    observation.fields = views(response.fields);
    observation.text = observation.body = response.body;
    checker.check(observation, life ? &*life : nullptr);
    return !outcome.problem && response.status / 100 == 2;
}

// An error of the API itself, and not of something before it: the page of a gateway says nothing about the
// API.
bool LiveRun::is_documented(const live::FetchedResponse& response) const {
    const contract::Response* documented = operation_.response(response.status);
    const std::string* type = response.field("content-type");
    return documented != nullptr && documented->status == std::to_string(response.status) &&
           type != nullptr && contract::is_json(*type);
}

// A state that the contract names. Any other value may be personal, and is not shown.
std::string LiveRun::state(const check::RunLife& life) const {
    if (life.state().empty()) return "without a state";
    for (const std::string& known : operation_.lifecycle->states)
        if (known == life.state()) return known;
    return "in a state that is not documented";
}

} // namespace understudy::cli
