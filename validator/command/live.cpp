#include "validator/command/live.hpp"

#include <unistd.h>

#include <atomic>
#include <exception>
#include <optional>
#include <thread>

#include "validator/command/live_options.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/live/proxy.hpp"
#include "validator/live/run_request.hpp"

namespace understudy::command {
namespace {

using std::chrono::steady_clock;

std::vector<contract::HeaderField> views(const live::Fields& fields) {
    std::vector<contract::HeaderField> headers;
    for (const auto& [name, value] : fields) headers.push_back({name, value});
    return headers;
}

/// Gets runs, one after the other, and checks them. One thread's.
class Getter {
public:
    Getter(const LiveOptions& options, const contract::Operation& operation, const drift::CheckOptions& check,
           live::Pace& pace)
        : options_(options),
          operation_(operation),
          check_(check),
          connection_(options.base, live::proxy_for(options.base), options.connection),
          client_(connection_, pace, options.retry) {}

    drift::Tally get(const std::string& run_id, std::size_t room) const {
        drift::Tally tally(room);
        drift::Checker checker(operation_, check_, tally);
        std::optional<drift::Life> life;
        if (operation_.lifecycle) life.emplace(*operation_.lifecycle);
        const live::Request request =
            live::run_request(options_.base, operation_, run_id, options_.credentials);
        const std::string path = live::run_path(options_.base, operation_, run_id);
        const auto end = steady_clock::now() + options_.timeout;
        for (std::size_t poll = 1;; ++poll) {
            const std::string name = options_.follow ? path + "#" + std::to_string(poll) : path;
            if (!check(client_.get(request), name, checker, life, tally)) break;
            if (!options_.follow || life->has_ended()) break;
            if (steady_clock::now() + options_.interval > end) {
                tally.add(drift::Fault{drift::Verdict::unfinished, name,
                                       "still " + (life->state().empty() ? "without a state" : state(*life)) +
                                           " when its time was over (--timeout)"});
                break;
            }
            std::this_thread::sleep_for(options_.interval);
        }
        return tally;
    }

private:
    // Whether the run goes on.
    bool check(const live::Outcome& outcome, const std::string& name, drift::Checker& checker,
               std::optional<drift::Life>& life, drift::Tally& tally) const {
        if (outcome.problem) tally.add(drift::Fault{outcome.problem->verdict, name, outcome.problem->detail});
        if (!outcome.response || (outcome.problem && !is_documented(*outcome.response))) return false;
        const live::Response& response = *outcome.response;
        const std::vector<contract::HeaderField> headers = views(response.fields);
        checker.check(
            {name, response.body, response.body, 1, response.status, &headers, life ? &*life : nullptr});
        return !outcome.problem && response.status / 100 == 2;
    }

    // An error that the API itself has made, and not something before it: a gateway's page says nothing of
    // the API.
    bool is_documented(const live::Response& response) const {
        const contract::Response* documented = operation_.response(response.status);
        const std::string* type = response.field("content-type");
        return documented != nullptr && documented->status == std::to_string(response.status) &&
               type != nullptr && contract::is_json(*type);
    }

    // A state that the contract names; what else stands there is nobody's business.
    std::string state(const drift::Life& life) const {
        for (const std::string& known : operation_.lifecycle->states)
            if (known == life.state()) return known;
        return "in a state that is not documented";
    }

    const LiveOptions& options_;
    const contract::Operation& operation_;
    const drift::CheckOptions& check_;
    live::Connection connection_;
    mutable live::Client client_;
};

} // namespace

void check_live(const boost::program_options::variables_map& values, const contract::Contract& contract,
                const contract::Operation& operation, const drift::CheckOptions& given, drift::Tally& tally) {
    const LiveOptions options = read_live_options(values, contract, operation);
    drift::CheckOptions check = given;
    for (const live::Credential& credential : options.credentials) check.secrets.push_back(credential.secret);
    live::Pace pace(options.rate);
    const std::size_t count = options.run_ids.size();
    std::vector<std::unique_ptr<Getter>> getters;
    for (std::size_t i = 0; i < std::min<std::size_t>(options.concurrency, count); ++i)
        getters.push_back(std::make_unique<Getter>(options, operation, check, pace));
    std::vector<std::optional<drift::Tally>> results(count);
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> errors(getters.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < getters.size(); ++i)
            threads.emplace_back([&, i] {
                try {
                    for (std::size_t run = next++; run < count; run = next++)
                        results[run] = getters[i]->get(options.run_ids[run], tally.room());
                } catch (...) {
                    errors[i] = std::current_exception();
                }
            });
    }
    for (const std::exception_ptr& error : errors)
        if (error) std::rethrow_exception(error);
    for (std::optional<drift::Tally>& result : results) tally.append(std::move(*result));
}

} // namespace understudy::command
