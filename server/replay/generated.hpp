#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "server/replay/run.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::replay {

/// Gives any id a run: a life along the contract's `x-lifecycle`, whose responses conform. The same for the
/// same seed and id, on every machine. Threads may share it.
class Generated {
public:
    /// `operation` outlives it.
    Generated(std::string api, const contract::Operation& operation, std::uint64_t seed);

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

} // namespace understudy::replay
