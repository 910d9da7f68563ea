#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "validator/schema/compiler.hpp"
#include "validator/schema/pattern_translation.hpp"

namespace understudy::schema {

/// The work of a Compiler: one schema after another becomes a node. build.cpp has the way through the schemas
/// and their references, keywords.cpp and value_keywords.cpp what each keyword makes of its
/// value.
class Compiler::Build {
public:
    Build(Registry& registry, CompilerOptions options, Notes& notes);

    Program compile(const Place& place);

private:
    using Handler = void (Build::*)(Node&, const Place&);

    // build.cpp
    const Node* schema(Place place);
    Place follow(Place place);
    bool leads_on(const Place& place, Place& next);
    Node& add_node(const Place& place);
    void keyword(Node& node, std::string_view word, const Place& place);
    void tell_of_skipped(const Place& place, std::string_view word);
    void unknown_keyword(std::string_view word, const Place& place);
    void foreign_keyword(const Keyword& keyword, const Place& place, Draft draft);
    void object(Node& node, const Place& place);
    std::set<std::string_view> required_names(const Place& place) const;
    bool is_absent(const Place& property);
    const Node* one_way(const Place& property);
    bool is_nullable_pair(Node& node, const Place& place);
    void finish();
    Place place_of(const Node& node) const;
    void settle(Node& node);
    void check_circles(const Node& node, std::vector<char>& states);
    void dynamic_anchors();
    static const std::unordered_map<std::string_view, Handler>& handlers();

    // keywords.cpp: those that lead to other schemas
    void ignore(Node& node, const Place& place);
    void reference(Node& node, const Place& place);
    void dynamic_reference(Node& node, const Place& place);
    void all_of(Node& node, const Place& place);
    void any_of(Node& node, const Place& place);
    void one_of(Node& node, const Place& place);
    void negation(Node& node, const Place& place);
    void condition(Node& node, const Place& place);
    void dependent_schemas(Node& node, const Place& place);
    void dependent_required(Node& node, const Place& place);
    void dependencies(Node& node, const Place& place);
    void prefix_items(Node& node, const Place& place);
    void items(Node& node, const Place& place);
    void contains(Node& node, const Place& place);
    void pattern_properties(Node& node, const Place& place);
    void property_names(Node& node, const Place& place);
    void additional_properties(Node& node, const Place& place);
    void unevaluated_items(Node& node, const Place& place);
    void unevaluated_properties(Node& node, const Place& place);
    void discriminator(Node& node, const Place& place);
    Applicators& more(Node& node);
    std::vector<const Node*> schemas(const Place& place);
    NodeNote& note(Node& node) { return tables_->notes[node.index]; }
    void tell(const Place& place, std::string text, std::string_view meant = {});
    static void expect(bool holds, const Place& place, const char* expected);

    // value_keywords.cpp: those that speak of the value itself
    void type(Node& node, const Place& place);
    void nullable(Node& node, const Place& place);
    void enumeration(Node& node, const Place& place);
    void constant(Node& node, const Place& place);
    void known_values(Node& node, const Place& place);
    void evidence(Node& node, const Place& place);
    void max_length(Node& node, const Place& place);
    void min_length(Node& node, const Place& place);
    void pattern(Node& node, const Place& place);
    void format(Node& node, const Place& place);
    void minimum(Node& node, const Place& place);
    void maximum(Node& node, const Place& place);
    void exclusive_minimum(Node& node, const Place& place);
    void exclusive_maximum(Node& node, const Place& place);
    void multiple_of(Node& node, const Place& place);
    void min_items(Node& node, const Place& place);
    void max_items(Node& node, const Place& place);
    void min_properties(Node& node, const Place& place);
    void max_properties(Node& node, const Place& place);
    void unique_items(Node& node, const Place& place);
    void min_contains(Node& node, const Place& place);
    void max_contains(Node& node, const Place& place);
    Bounds& bounds(Node& node);
    Counts& counts(Node& node);
    const Pattern& compiled_pattern(const Place& place, std::string_view text);
    Slice scalars(const std::vector<const json::Value*>& values);
    void expected_bounds(Bounds& bounds, const Place& place);
    static std::uint64_t whole_number(const Place& place);
    static std::uint32_t length(const Place& place);

    Registry& registry_;
    CompilerOptions options_;
    Notes& notes_;
    std::shared_ptr<Tables> tables_;
    std::unordered_map<const json::Value*, const Node*> made_;
    std::set<const json::Value*> told_; ///< of what they say and is not checked
    std::map<std::pair<PatternSyntax, std::string>, const Pattern*> patterns_;
    std::vector<std::pair<Node*, const Node*>> nullable_; ///< a node, and what it is when it is not null
    std::size_t settled_ = 0;                             ///< how many nodes are
    std::size_t circles_ = 0;
    int nested_ = 0;
};

} // namespace understudy::schema
