#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/mock/run.hpp"

namespace understudy::mock {

/// What is played: the part of a mock that the admin API tells of. Immutable; a reload makes another.
struct ApiListing {
    struct Entry {
        std::string api;
        std::string base;                             ///< what a client's base URL has after host and port
        std::string path_template;                    ///< `/v1/runs/{run_id}`
        std::vector<std::shared_ptr<const Run>> runs; ///< by id
    };
    std::vector<Entry> entries; ///< by name
};

} // namespace understudy::mock
