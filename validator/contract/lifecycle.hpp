#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/schema/dialect/registry.hpp"
#include "validator/schema/dialect/rule.hpp"

namespace understudy::contract {

/// A run's life: its possible states and the moves between them, as the `x-lifecycle` of an operation
/// documents them. Immutable; threads may share it.
struct Lifecycle {
    std::string field;     ///< JSON Pointer of the state in a 200 body
    std::string id;        ///< JSON Pointer of the run's id in a 200 body; empty: not documented
    std::string parameter; ///< the path parameter that is the run's id; empty: the last
    std::string progress;  ///< JSON Pointer of a number that never goes down; empty: not documented
    std::vector<std::string> states;
    std::vector<std::string> terminal;
    std::vector<std::string> initial; ///< empty: any state
    std::vector<std::pair<std::string, std::vector<std::string>>>
        moves; ///< from a state, to which; empty: any
    schema::Evidence evidence = schema::Evidence::documented;

    bool is_terminal(std::string_view state) const;

    /// Whether a run may be in `from` at one poll and in `to` at a later one, through any states in between.
    /// An unlisted state may come and go. Without `moves`, every state except a terminal one leads to every
    /// other.
    bool allows(std::string_view from, std::string_view to) const;

    /// The states that may follow `from`, in words: `one of running, completed`.
    std::string words_after(const std::string& from) const;

    std::map<std::string, std::set<std::string>, std::less<>>
        reachable; ///< for each state, all states that may follow it
};

/// The path of a field as findings write it: `/run/status` gives `run.status`.
std::string path_of_field(std::string_view pointer);

/// Reads an `x-lifecycle`: `field` and `states`, and optionally `terminal`, `moves` (state -> states that
/// come next), `id`, `progress` and `parameter`. Throws json::LoadError.
Lifecycle read_lifecycle(const schema::SchemaPlace& place);

} // namespace understudy::contract
