#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "server/mock/run.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Gives any id a run: a life along the contract's `x-lifecycle`, whose responses conform. The same for the
/// same seed and id, on every machine. Threads may share it.
class GeneratedRuns {
public:
    /// `operation` outlives it.
    GeneratedRuns(std::string api, const contract::Operation& operation, std::uint64_t seed);

    /// Null where nothing that conforms could be made: the contract is beyond the generator.
    std::shared_ptr<const Run> run(const std::string& id);

private:
    std::shared_ptr<const Run> make(const std::string& id) const;

    const std::string api_;
    const contract::Operation& operation_;
    const std::uint64_t seed_;
    std::mutex mutex_; ///< of what follows
    std::map<std::string, std::shared_ptr<const Run>, std::less<>> made_;
    std::deque<std::string> order_; ///< keys of made_, the oldest first
};

} // namespace understudy::mock
