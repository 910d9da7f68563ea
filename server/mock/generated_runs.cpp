#include "server/mock/generated_runs.hpp"

#include "server/generate/run_maker.hpp"
#include "server/http/gzip.hpp"
#include "server/mock/cors.hpp"

namespace understudy::mock {
namespace {

/// Older runs are made again on request: the ids are the client's choice, so the number of runs is bounded.
constexpr std::size_t kMostKept = 256;

} // namespace

GeneratedRuns::GeneratedRuns(std::string api, const contract::Operation& operation, std::uint64_t seed)
    : api_(std::move(api)), operation_(operation), seed_(seed) {}

std::shared_ptr<const Run> GeneratedRuns::run(const contract::RunAddress& address) {
    const std::string id = contract::run_name(operation_, address);
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = made_.find(id); found != made_.end()) return found->second;
    }
    auto run = make(address); // two threads may do so at once, with the same result
    const std::lock_guard lock(mutex_);
    if (run == nullptr || !made_.emplace(id, run).second) return run;
    order_.push_back(id);
    if (order_.size() > kMostKept) {
        made_.erase(order_.front());
        order_.pop_front();
    }
    return run;
}

std::shared_ptr<const Run> GeneratedRuns::make(const contract::RunAddress& address) const {
    auto made = generate::make_run(operation_, api_, address, seed_);
    if (!made) return nullptr;
    std::vector<http::Field> fields = {{"content-type", made->media_type}};
    for (const auto& [name, value] : made->fields) fields.push_back({name, value});
    allow_any_origin(fields);
    std::vector<Run::Step> steps;
    for (auto& step : made->steps)
        steps.push_back({http::negotiable(200, fields, std::move(step.body)), step.at_ms, step.state});
    return std::make_shared<const Run>(api_, operation_, address, "generated", std::move(steps));
}

} // namespace understudy::mock
