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
    /// In the order of reports.
    struct Key {
        check::OperationName operation;
        std::string path;
        schema::Rule rule;

        friend auto operator<=>(const Key&, const Key&) = default;
    };
    using Entries = std::map<Key, Entry>;

    /// Throws json::LoadError if the file is not a baseline, or one of another version.
    static Baseline parse(std::string file, std::string text);

    /// All drift of a sum, with the reasons that `known` gives, and what else `known` has: but for what is
    /// stale, unless `keeps_all`.
    static Baseline of(const Scope& scope, const check::Sum& sum, const Baseline* known, bool keeps_all);

    /// Sorted, and the same bytes for the same entries.
    std::string write() const;

    /// Throws json::LoadError if the baseline belongs to another operation or API.
    void expect(const Scope& scope) const;

    /// The entry that accepts the drift; nullptr if the drift is new, or has a new value.
    const Entry* find(const check::Drift& drift) const;
    /// The entries whose drift no longer occurs, although their place was seen. None if the sum is partial.
    std::vector<Key> stale(const check::Sum& sum) const;
    /// Findings of this severity or a worse one in drift that is not accepted.
    std::uint64_t count_from(check::Severity severity, const check::Sum& sum) const;

    const Entries& entries() const { return entries_; }

private:
    void keep(const Baseline& known, const std::vector<Key>& stale, bool keeps_all);
    check::OperationName head() const;

    std::string file_;
    std::string api_, method_, path_; ///< of the entries that do not name their operation
    Entries entries_;
};

} // namespace understudy::drift
