#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/mock/run.hpp"

namespace understudy::mock {

/// The APIs and runs that the mock plays, for the admin API. Immutable; a reload makes a new listing.
struct ApiListing {
    struct Entry {
        std::string api;
        std::string base;                             ///< the part of a client's base URL after host and port
        std::string path_template;                    ///< `/v1/runs/{run_id}`
        std::vector<std::shared_ptr<const Run>> runs; ///< by id
    };
    std::vector<Entry> entries; ///< by name
};

} // namespace understudy::mock
