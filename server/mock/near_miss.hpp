#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "server/mock/api_listing.hpp"
#include "server/mock/journal.hpp"

namespace understudy::mock {

/// A run that a request almost matched.
struct NearMiss {
    std::string api;
    std::string path;                ///< the path at which the run would have answered
    double distance = 0;             ///< 0: nothing differs; 1: nothing in common
    std::vector<std::string> missed; ///< `method: expected GET; found POST`
};

/// The nearest runs, nearest first: at most `most`.
std::vector<NearMiss> near_misses(const JournalEntry& entry, const ApiListing& listing, std::size_t most = 3);

} // namespace understudy::mock
