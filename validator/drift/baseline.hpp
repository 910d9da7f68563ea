#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "validator/check/sum.hpp"
#include "validator/drift/scope.hpp"

namespace understudy::drift {

/// check::Drift that is known and accepted (schemas/formats/baseline.schema.json), so that only what is new
/// counts.
class Baseline {
public:
    struct Entry {
        /// The accepted values, if the rule's drift is a new value; nothing accepts all of them.
        std::optional<std::set<std::string>> values;
        std::string reason; ///< a person's words
    };
    /// By path, as reports are sorted.
    using Entries = std::map<std::pair<std::string, schema::Rule>, Entry>;

    /// Throws json::LoadError if the file is not a baseline, or one of another version.
    static Baseline parse(std::string file, std::string text);

    /// All drift of a sum, with the reasons that `known` gives. Nothing of `known` that no longer occurs.
    static Baseline of(const Scope& scope, const check::Sum& sum, const Baseline* known);

    /// Sorted, and the same bytes for the same entries.
    std::string write() const;

    /// Throws json::LoadError if the baseline belongs to another operation or API.
    void expect(const Scope& scope) const;

    /// The entry that accepts the drift; nullptr if the drift is new, or has a new value.
    const Entry* find(const check::Drift& drift) const;
    /// The entries whose drift no longer occurs.
    std::vector<std::pair<std::string, schema::Rule>> stale(const check::Sum& sum) const;
    /// Findings of this severity or a worse one in drift that is not accepted.
    std::uint64_t count_from(check::Severity severity, const check::Sum& sum) const;

    const Entries& entries() const { return entries_; }

private:
    std::string file_;
    std::string api_, method_, path_;
    Entries entries_;
};

} // namespace understudy::drift
