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

/// Makes a run for any id: a life along the contract's `x-lifecycle`, with responses that conform. The same
/// seed and ids make the same run on every machine. Threads may share it.
class GeneratedRuns {
public:
    /// `operation` outlives the object.
    GeneratedRuns(std::string api, const contract::Operation& operation, std::uint64_t seed);

    /// Null if no conforming run could be made: the contract is beyond the generator.
    std::shared_ptr<const Run> run(const contract::RunAddress& address);

private:
    std::shared_ptr<const Run> make(const contract::RunAddress& address) const;

    const std::string api_;
    const contract::Operation& operation_;
    const std::uint64_t seed_;
    std::mutex mutex_; ///< guards the members below
    std::map<std::string, std::shared_ptr<const Run>, std::less<>> made_;
    std::deque<std::string> order_; ///< keys of made_, oldest first
};

} // namespace understudy::mock
