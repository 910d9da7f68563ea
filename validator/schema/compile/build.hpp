#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/dialect/keyword_table.hpp"
#include "validator/schema/pattern/pattern_translation.hpp"

namespace understudy::schema {

/// The work of a Compiler: one schema after another becomes a node. build.cpp has the way through the schemas
/// and their references, keywords.cpp and value_keywords.cpp what each keyword makes of its
/// value.
class Compiler::Build {
public:
    Build(Registry& registry, CompilerOptions options, Notes& notes);

    Program compile(const SchemaPlace& place);

private:
    using Handler = void (Build::*)(Node&, const SchemaPlace&);
    struct HandlerRow {
        std::string_view word;
        Handler handler;
    };
    static const HandlerRow kHandlers[]; ///< a row for each keyword that is not an annotation

    // build.cpp
    const Node* schema(SchemaPlace place);
    SchemaPlace follow(SchemaPlace place);
    bool leads_on(const SchemaPlace& place, SchemaPlace& next);
    Node& add_node(const SchemaPlace& place);
    void keyword_or_note(Node& node, std::string_view word, const SchemaPlace& place);
    void keyword(Node& node, std::string_view word, const SchemaPlace& place);
    void note_skipped(const SchemaPlace& place, std::string_view word);
    void unknown_keyword(std::string_view word, const SchemaPlace& place);
    void foreign_keyword(const Keyword& keyword, const SchemaPlace& place, Draft draft);
    void object(Node& node, const SchemaPlace& place);
    std::set<std::string_view> required_names(const SchemaPlace& place) const;
    bool is_absent(const SchemaPlace& property);
    const Node* one_way(const SchemaPlace& property);
    bool is_nullable_pair(Node& node, const SchemaPlace& place);
    void finish();
    SchemaPlace place_of(const Node& node) const;
    void settle(Node& node);
    void dynamic_anchors();
    static const std::unordered_map<std::string_view, Handler>& handlers();
    std::optional<SchemaPlace> resolve(const SchemaPlace& reference);

    // circles.cpp: schemas that lead back to themselves
    class Circles;
    void break_circles();
    void break_circle(const std::vector<const Node*>& circle);
    void break_all_of(const Node& node, const std::set<const Node*>& circle,
                      std::map<const Node*, bool>& open);
    void note_circle(const Node& node, std::string_view what);

    // discriminator.cpp
    using Children = std::vector<std::pair<std::string_view, SchemaPlace>>;
    void discriminator(Node& node, const SchemaPlace& place);
    void map_values(Composition& composed, const SchemaPlace& mapping);
    void map_branches(Composition& composed, const SchemaPlace& branches);
    void map_children(Composition& composed, const SchemaPlace& parent);
    void add_children(const SchemaPlace& holder);
    std::optional<SchemaPlace> schema_of_name(const SchemaPlace& place);

    // keywords.cpp: those that lead to other schemas
    void ignore(Node& node, const SchemaPlace& place);
    void reference(Node& node, const SchemaPlace& place);
    void dynamic_reference(Node& node, const SchemaPlace& place);
    void recursive_reference(Node& node, const SchemaPlace& place);
    void all_of(Node& node, const SchemaPlace& place);
    void any_of(Node& node, const SchemaPlace& place);
    void one_of(Node& node, const SchemaPlace& place);
    void negation(Node& node, const SchemaPlace& place);
    void condition(Node& node, const SchemaPlace& place);
    void dependent_schemas(Node& node, const SchemaPlace& place);
    void dependent_required(Node& node, const SchemaPlace& place);
    void dependencies(Node& node, const SchemaPlace& place);
    void prefix_items(Node& node, const SchemaPlace& place);
    void items(Node& node, const SchemaPlace& place);
    void contains(Node& node, const SchemaPlace& place);
    void pattern_properties(Node& node, const SchemaPlace& place);
    void property_names(Node& node, const SchemaPlace& place);
    void additional_properties(Node& node, const SchemaPlace& place);
    void unevaluated_items(Node& node, const SchemaPlace& place);
    void unevaluated_properties(Node& node, const SchemaPlace& place);
    Composition& composed(Node& node);
    std::vector<const Node*> schemas(const SchemaPlace& place);
    NodeNote& note(Node& node) { return tables_->notes[node.index]; }
    void add_note(const SchemaPlace& place, std::string text, std::string_view meant = {});
    static void expect(bool holds, const SchemaPlace& place, const char* expected);

    // value_keywords.cpp: those that speak of the value itself
    void type(Node& node, const SchemaPlace& place);
    void nullable(Node& node, const SchemaPlace& place);
    void enumeration(Node& node, const SchemaPlace& place);
    void constant(Node& node, const SchemaPlace& place);
    void known_values(Node& node, const SchemaPlace& place);
    void evidence(Node& node, const SchemaPlace& place);
    void max_length(Node& node, const SchemaPlace& place);
    void min_length(Node& node, const SchemaPlace& place);
    void pattern(Node& node, const SchemaPlace& place);
    void format(Node& node, const SchemaPlace& place);
    void minimum(Node& node, const SchemaPlace& place);
    void maximum(Node& node, const SchemaPlace& place);
    void exclusive_minimum(Node& node, const SchemaPlace& place);
    void exclusive_maximum(Node& node, const SchemaPlace& place);
    void multiple_of(Node& node, const SchemaPlace& place);
    void min_items(Node& node, const SchemaPlace& place);
    void max_items(Node& node, const SchemaPlace& place);
    void min_properties(Node& node, const SchemaPlace& place);
    void max_properties(Node& node, const SchemaPlace& place);
    void unique_items(Node& node, const SchemaPlace& place);
    void min_contains(Node& node, const SchemaPlace& place);
    void max_contains(Node& node, const SchemaPlace& place);
    Bounds& bounds(Node& node);
    Counts& counts(Node& node);
    const Pattern* compiled_pattern(const SchemaPlace& place, std::string_view text);
    Slice scalars(const std::vector<const json::Value*>& values);
    void expected_bounds(Bounds& bounds, const SchemaPlace& place);
    static std::uint64_t whole_number(const SchemaPlace& place);
    static std::uint32_t length(const SchemaPlace& place);

    Registry& registry_;
    CompilerOptions options_;
    Notes& notes_;
    std::shared_ptr<Tables> tables_;
    std::unordered_map<const json::Value*, const Node*> made_;
    std::set<const json::Value*> noted_; ///< schemas whose unchecked keywords have their notes
    std::map<std::pair<PatternSyntax, std::string>, const Pattern*> patterns_;
    std::vector<std::pair<Node*, const Node*>> nullable_; ///< a node, and what it is when it is not null
    std::size_t settled_ = 0;                             ///< the number of settled nodes
    std::size_t circles_ = 0; ///< the number of nodes that have been searched for circles
    const json::Value* root_ = nullptr;
    std::set<const json::Value*> indexed_; ///< documents whose components are in children_
    std::unordered_map<const json::Value*, Children> children_; ///< by a schema, those that say allOf of it
    int nested_ = 0;
};

} // namespace understudy::schema
