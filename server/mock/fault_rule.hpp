#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/generate/mutation.hpp"
#include "server/http/delivery.hpp"
#include "validator/json/document.hpp"

namespace understudy::mock {

/// How long to wait before the first byte.
struct Delay {
    enum class Kind { fixed, uniform, lognormal } kind = Kind::fixed;
    double from_ms = 0; ///< or the median
    double to_ms = 0;   ///< or sigma
};

/// A fault rule: which requests it matches, and what it does to their replies
/// (schemas/formats/faults.schema.json).
struct FaultRule {
    std::string name; ///< empty: not named yet
    bool enabled = true;
    std::string api;                  ///< empty: any
    std::string run;                  ///< empty: any
    std::vector<std::uint64_t> polls; ///< empty: every one
    double share = 1;
    std::uint64_t seed = 0;

    std::optional<Delay> delay;
    unsigned status = 0; ///< 0: the status of the usual reply
    std::optional<unsigned> retry_after_s;
    http::Delivery::Break break_kind = http::Delivery::Break::none;
    bool invalid_json = false;
    bool wrong_content_type = false;
    std::size_t bytes_per_second = 0;
    std::optional<generate::Mutation> drift;
    std::optional<std::string> at;

    std::uint64_t hits = 0; ///< how often the rule was applied
    std::string json;       ///< the rule as written, without white space
};

/// The rules of a document `{"faults": […]}`. Throws json::LoadError with the pointer and the reason.
std::vector<FaultRule> read_fault_rules(std::string file, std::string text);

/// Reads one rule, which is the whole text of the document `name`. Throws json::LoadError.
FaultRule read_fault_rule(const std::string& name, std::string_view text);

/// The rules of one session, in order. One thread at a time.
class FaultRules {
public:
    FaultRules() = default;
    explicit FaultRules(std::vector<FaultRule> rules);

    bool empty() const { return rules_.empty(); }
    std::vector<FaultRule>& rules() { return rules_; }

    /// Adds a rule, and names it if it has no name. Returns false if the name is taken.
    bool add(FaultRule rule);
    bool remove(std::string_view name);
    void clear() { rules_.clear(); }

    /// The first rule that matches, after counting the hit; nullptr if none matches. `poll`: the number of
    /// this GET among those of the run, from 1 on. A rule names a run by its id or by its name, which has all
    /// ids of the path (contract::run_name).
    const FaultRule* follow(std::string_view api, std::string_view run_id, std::string_view run_name,
                            std::uint64_t poll);

private:
    std::vector<FaultRule> rules_;
    std::uint64_t named_ = 0;
};

/// How the rule sends a reply, or nothing if it sends it as usual.
std::optional<http::Delivery> delivery_of(const FaultRule& fault, std::string_view run, std::uint64_t poll);

} // namespace understudy::mock
