#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/contract/run_address.hpp"

namespace understudy::generate {

/// A generated run: its responses over its life.
struct MadeRun {
    struct Step {
        std::string body;        ///< JSON that conforms
        std::uint64_t at_ms = 0; ///< since the first response
        std::string state;       ///< the lifecycle state; empty if the operation has no lifecycle
    };
    std::string media_type;
    std::vector<std::pair<std::string, std::string>> fields; ///< the header fields that the contract requires
    std::vector<Step> steps;                                 ///< at least one
};

/// Makes a run along the contract's `x-lifecycle`. The same seed, API and ids make the same run on every
/// machine. Returns nothing if no conforming response could be made.
std::optional<MadeRun> make_run(const contract::Operation& operation, std::string_view api,
                                const contract::RunAddress& address, std::uint64_t seed);

/// Why make_run() returns nothing: the state, the keyword and the place that cannot be made, in words.
std::string why_no_run(const contract::Operation& operation, std::uint64_t seed);

} // namespace understudy::generate
