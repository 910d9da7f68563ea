#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/generate/chance.hpp"
#include "server/generate/tree.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::generate {

/// Makes values that conform to a schema, including boundary values and rare members.
///
/// It walks the compiled schema and draws each choice from a Chance, so the same seed makes the same value on
/// every machine. Some keywords cannot be met by construction (`not`, `uniqueItems`, a pattern beyond the
/// sampler). So the generator checks the finished value and tries again if it fails, at last with only the
/// required members. It never returns a value that fails the check. One thread at a time.
class Generator {
public:
    /// `schema` outlives the generator.
    explicit Generator(const schema::Program& schema) : schema_(schema), tables_(schema.tables()) {}

    /// A value that passes the check without a finding, or nothing if none could be made. `field` (a JSON
    /// Pointer of member names) leads to a string that gets the value `state`; empty: no such string. Values
    /// made from the same chance differ only in that string.
    std::optional<Tree> generate(Chance chance, std::string_view field = {}, std::string_view state = {});

    /// After generate() has returned nothing: what was wrong with the last value that it tried. The breach
    /// has no value.
    const std::optional<schema::Breach>& obstacle() const { return obstacle_; }

private:
    struct Aim; ///< where the state belongs

    Tree value(const schema::Node& node, Chance& chance, unsigned depth, const Aim& aim);
    Tree of_type(const schema::Node& node, schema::Types type, Chance& chance, unsigned depth,
                 const Aim& aim);
    Tree object(const schema::Node& node, Chance& chance, unsigned depth, const Aim& aim);
    Tree array(const schema::Node& node, Chance& chance, unsigned depth);
    Tree text(const schema::Node& node, Chance& chance);
    Tree number(const schema::Node& node, bool fraction, Chance& chance);
    Tree listed(const schema::Slice& slice, Chance& chance) const;
    Tree composed(const schema::Node& node, Tree base, Chance& chance, unsigned depth, const Aim& aim);
    void leave_to_others(const schema::Node& branch, Tree& part, Tree& made) const;
    bool conforms(const std::string& json);

    const schema::Program& schema_;
    const schema::Tables& tables_;
    bool sparse_ = false; ///< only required members
    std::optional<schema::Breach> obstacle_;
    std::vector<const schema::Composition*> tagged_; ///< discriminators whose schema is being made
};

} // namespace understudy::generate
