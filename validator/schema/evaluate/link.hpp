#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::schema {

/// Two fields of a document that must agree (`x-links`): `sessions[].run_id = run.id`, `finished_at >=
/// created_at`. Where both are in an array, the same element of it is meant.
struct Link {
    std::string left;         ///< a path, as Breach::path
    std::string right;        ///< likewise; in no array that `left` is not in
    bool is_at_least = false; ///< `>=`, of date-times (RFC 3339) and numbers; else the same string or number

    /// Arrays around a field, at most.
    static constexpr std::size_t kMostArrays = 4;

    /// Reads `LEFT = RIGHT` or `LEFT >= RIGHT`. Throws std::invalid_argument with the reason.
    static Link parse(std::string_view text);
};

/// Where in its arrays a value stands: the index in each, outermost first.
struct Indices {
    std::array<std::uint32_t, Link::kMostArrays> at{};
    std::size_t count = 0;

    void push(std::uint32_t index) {
        if (count < at.size()) at[count++] = index;
    }
};

/// Holds the linked values of one document, and reports at its end those that do not agree. A value that is
/// null, absent or of another kind agrees with anything, because other rules report it.
class LinkedValues {
public:
    struct Value {
        json::Kind kind;
        std::string_view text;
        std::size_t offset;
        Indices indices;
    };

    /// `kept`: paths whose values are wanted besides.
    LinkedValues(std::vector<Link> links, const std::vector<std::string>& kept);

    /// The first string or number at the path kept[index] in the last document, or nullptr. Valid until
    /// begin().
    const Value* kept(std::size_t index) const {
        const std::vector<Value>& values = fields_[kept_[index]].values;
        return values.empty() ? nullptr : &values.front();
    }

    const std::vector<std::string>& paths() const {
        return paths_;
    } ///< the paths whose values it needs, by tag

    void begin(bool copies);
    /// A string or a number of paths()[tag]. `text` stays until end(), unless begin() was called with
    /// `copies`.
    void add(std::size_t tag, json::Kind kind, std::string_view text, std::size_t offset,
             const Indices& indices);
    void end(BreachSink& sink);

private:
    struct Ends {
        std::size_t left, right, shared; // tags; arrays that both are in
    };
    /// A field that links speak of.
    struct Field {
        std::vector<std::size_t> links; ///< the links whose left side it is
        bool is_wanted = false;         ///< the right of any, or kept
        std::vector<Value> values;      ///< in the order of the document
    };

    static bool are_together(const Ends& ends, const Value& left, const Value& right);
    bool agrees_already(const Field& field, const Value& value) const;
    void compare(std::size_t link, const Value& left, BreachSink& sink) const;

    std::vector<Link> links_;
    std::vector<Ends> ends_;
    std::vector<std::string> paths_;
    std::vector<Field> fields_;     // by tag
    std::vector<std::size_t> kept_; // tags
    bool copies_ = false;
    std::deque<std::string> copied_;
};

} // namespace understudy::schema
