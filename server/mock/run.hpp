#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/run_address.hpp"
#include "validator/intake/fixture.hpp"

namespace understudy::mock {

/// A run that the mock can play: its replies, built in advance. RunProgress holds how far it has come,
/// because every session has its own position. Immutable; threads may share it.
class Run {
public:
    struct Step {
        std::shared_ptr<const http::Reply> reply;
        std::uint64_t at_ms = 0; ///< since the first response
        std::string state;       ///< the value of the life's field; empty if there is none
    };

    /// Takes the ids of the path that the fixture does not say from its first body. Throws json::LoadError if
    /// a recorded field cannot be sent unchanged.
    Run(const intake::Fixture& fixture, const contract::Operation& operation);

    /// `steps` has at least one step.
    Run(const std::string& api, const contract::Operation& operation, contract::RunAddress address,
        std::string name, std::vector<Step> steps);

    const std::string& id() const { return address_.run_id; }
    const contract::RunAddress& address() const { return address_; }
    /// `noxus/1111…`, with all ids of the path (contract::run_name): unique among all runs.
    const std::string& key() const { return key_; }
    const std::string& path() const { return path_; } ///< below the server's URL: `/v1/runs/1111…`
    const std::string& name() const { return name_; } ///< the fixture's file name without folder and `.json`
    const std::vector<Step>& steps() const { return steps_; }

    /// The first step in that state from `from` on, else the first in the whole run; nothing if there is
    /// none.
    std::optional<std::size_t> find_state(std::string_view state, std::size_t from = 0) const;

private:
    contract::RunAddress address_;
    std::string key_;
    std::string path_;
    std::string name_;
    std::vector<Step> steps_;
};

} // namespace understudy::mock
