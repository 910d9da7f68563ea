#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/generate/chance.hpp"
#include "server/generate/tree.hpp"
#include "validator/schema/compile/program.hpp"

namespace understudy::generate {

/// Makes values that conform to a schema, boundaries and rare members among them.
///
/// It walks the compiled schema and draws each choice from a Chance, so that the same seed makes the same
/// value on every machine. Some keywords cannot be met by construction (`not`, `uniqueItems`, a pattern
/// beyond the sampler). So the value is checked in the end, and the generator tries again, at last with
/// required members alone. Nothing comes out that a check would object to. One thread at a time.
class Generator {
public:
    /// `schema` outlives it.
    explicit Generator(const schema::Program& schema) : schema_(schema), tables_(schema.tables()) {}

    /// A value of which a check finds nothing to say, or nothing where none could be made. `field` (a JSON
    /// Pointer of member names) leads to a string that is to be `state`; empty: there is none. What comes of
    /// the same chance differs in that string alone.
    std::optional<Tree> generate(Chance chance, std::string_view field = {}, std::string_view state = {});

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
    bool conforms(const std::string& json) const;

    const schema::Program& schema_;
    const schema::Tables& tables_;
    bool sparse_ = false; ///< nothing but what is required
};

} // namespace understudy::generate
