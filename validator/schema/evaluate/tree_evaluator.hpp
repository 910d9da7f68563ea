#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"
#include "validator/schema/evaluate/checks.hpp"
#include "validator/schema/evaluate/name_ledger.hpp"

namespace understudy::schema {

/// Knows where in the whole instance a recorded value is.
class Surroundings {
public:
    /// A breach at that value, with the pointers of the whole instance.
    virtual Breach located(Rule rule, const char* at) const = 0;

protected:
    ~Surroundings() = default;
};

/// Holds a value that is kept whole against a node, by every keyword: also those that need more than one look
/// (JSON Schema 2020-12 Core §10, §11).
///
/// It walks the value and the nodes together. A function returns whether the value conforms, and reports the
/// breaches on its way, unless the caller needs only the verdict (is_quiet()): a branch of `anyOf` is tried
/// quietly first, and is evaluated again aloud only if its breaches are the ones to report.
///
/// Beside the verdict it collects annotations in the sense of Core §7.7.1: `Evaluated` has the members and
/// elements that some schema has looked at, which `unevaluatedProperties` and `unevaluatedItems` need. The
/// NameLedger counts which names any schema knows, so that a property that none of them knows is reported as
/// undocumented, once, at the end.
///
/// Every step is paid for from an Effort, and the nesting is bounded by the stack that is left, so no schema
/// and no value can hold it up for ever. One thread at a time.
class TreeEvaluator final : private Checks {
public:
    TreeEvaluator(const Tables& tables, Effort& effort, const Surroundings& surroundings, bool show_names)
        : Checks(tables, effort), surroundings_(surroundings), show_names_(show_names) {}

    /// `value`'s offsets count from `text`, where its strings are too.
    void evaluate(const Node& node, const json::Value& value, const char* text, BreachSink& sink);

private:
    /// Which members and elements of the value at hand a schema has looked at (Core §7.7.1: annotations).
    struct Evaluated {
        std::vector<char> members;
        std::vector<char> elements;
        void add(const Evaluated& other);
        static void mark(std::vector<char>& marks, std::size_t index);
        static bool is_marked(const std::vector<char>& marks, std::size_t index) {
            return index < marks.size() && marks[index] != 0;
        }
    };
    /// A key or an index on the way down from the value that evaluate() was given.
    struct Step {
        std::string_view name;
        std::size_t index = 0; ///< of an element: from 1
        bool is_named = false;
    };
    using Branches = std::vector<const Node*>;

    bool location(const Node& node, const json::Value& value);
    bool kept(const Node& node, const json::Value& value);
    bool in_place(const Node& node, const json::Value& value, Evaluated* evaluated, bool is_location);
    bool held(const Node& node, const json::Value& value, Evaluated* evaluated, bool is_location);
    bool branch(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool is_valid(const Node& node, const json::Value& value, Evaluated* evaluated);

    bool itself(const Node& node, const json::Value& value);
    bool listed(const Node& node, const json::Value& value);
    bool object(const Node& node, const json::Value& value, Evaluated* evaluated, bool is_location);
    bool member(const Node& node, const json::Value& value, std::size_t index, Evaluated* evaluated,
                std::vector<char>& seen, bool is_simple);
    bool missing(const Node& node, const json::Value& value, const std::vector<char>& seen);
    bool missing_one(const Node& node, const json::Value& value, std::string_view keyword,
                     std::string_view name, bool is_named);
    bool array(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool contains(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool unique(const Node& node, const json::Value& value);

    bool applied(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool any_of(const Node& node, const json::Value& value, Evaluated* evaluated);
    void advise(const Node& node, const json::Value& value);
    bool one_of(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool conditional(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool dependencies(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool unevaluated(const Node& node, const json::Value& value, Evaluated& evaluated);
    bool meant(const Node& node, const json::Value& value, Evaluated* evaluated);
    bool agrees(const Node& node, const json::Value& value);
    bool is_open(const Node& node, const json::Value& value) const;
    bool in_circle(const Node& node, const json::Value& value, Evaluated* evaluated, bool is_location);
    bool explain(const Node& node, const json::Value& value, const Branches& branches,
                 std::string_view keyword, Evaluated* evaluated);
    std::vector<char> allowing(const Branches& branches, const json::Value& tag, std::string_view name);
    const Node* tagged(const Branches& branches, const json::Value& value, bool by_constant);
    bool unknown_tag(const Branches& branches, const json::Value& value);
    std::string expected_tags(const Branches& branches, std::string_view name) const;
    void mark_known(const Branches& branches, const json::Value& value, Evaluated* evaluated) const;
    bool knows(const Node& node, std::string_view name, std::size_t depth) const;
    const Node& dynamic_target(const Composition& composed) const;

    bool enters_names() const { return is_kept_ && tables_.reports_undocumented; }
    void report_undocumented(const json::Value& value, const NameLedger::Sums& sums);
    void report_unnamed(const Node& node, const char* at);
    void report_duplicates(const json::Value& value, bool also_named, const Node& node);
    void report_all_duplicates(const json::Value& value, const Node& node);
    void spend(std::uint64_t steps);

    Breach located(Rule rule, const char* at) const override;
    const char* at(const json::Value& value) const { return text_ + value.offset; }
    bool is_quiet() const { return sink_ == nullptr; }

    const Surroundings& surroundings_;
    bool show_names_;
    const char* text_ = nullptr;
    std::vector<Step> steps_;
    std::vector<std::uint32_t> scope_; ///< the resources that references have led through: the dynamic scope
    /// Nodes that lead back to themselves (Composition::leads_back), each with the value it is held against.
    std::vector<std::pair<const Composition*, const json::Value*>> open_;
    std::size_t nested_ = 0;
    const char* stack_ = nullptr; ///< where evaluate() was called
    NameLedger names_;            ///< of a value that is kept
    bool is_kept_ = false;        ///< whether a node around calls for more than one look
};

} // namespace understudy::schema
