#include "cli/live.hpp"

#include <atomic>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>

#include "cli/live_options.hpp"
#include "cli/live_run.hpp"

namespace understudy::cli {

void check_live(const OptionValues& values, const contract::Contract& contract,
                const contract::Operation& operation, const check::CheckOptions& given, check::Tally& tally) {
    const LiveOptions options = read_live_options(values, contract, operation);
    check::CheckOptions check = given;
    check.api = contract.name();
    for (const live::Credential& credential : options.credentials) check.secrets.push_back(credential.secret);
    live::RequestPacer pace(options.rate);
    const std::size_t count = options.runs.size();
    std::vector<std::unique_ptr<LiveRun>> getters;
    try {
        for (std::size_t i = 0; i < std::min<std::size_t>(options.concurrency, count); ++i)
            getters.push_back(std::make_unique<LiveRun>(options, operation, check, pace));
    } catch (const std::runtime_error& error) {
        throw UsageError(error.what());
    }
    std::vector<std::optional<check::Tally>> results(count);
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> errors(getters.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < getters.size(); ++i)
            threads.emplace_back([&, i] {
                try {
                    for (std::size_t run = next++; run < count; run = next++)
                        results[run] = getters[i]->get(options.runs[run], tally.room(), {});
                } catch (...) {
                    errors[i] = std::current_exception();
                }
            });
    }
    for (const std::exception_ptr& error : errors)
        if (error) std::rethrow_exception(error);
    for (std::optional<check::Tally>& result : results) tally.append(std::move(*result));
}

} // namespace understudy::cli
