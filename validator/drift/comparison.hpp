#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "validator/drift/difference.hpp"
#include "validator/drift/shapes.hpp"
#include "validator/drift/witness.hpp"

namespace understudy::drift {

/// Which side knows the old contract. Of a response NEW sends what OLD promised; of a request the program
/// that was written to OLD sends what NEW has to accept.
enum class Direction { response, request };

/// Compares schemas by the values that they allow: is every value that one side sends promised by the other?
///
/// Both are brought into form (shapes.hpp). Each form that is sent has to fit into one that is promised: for
/// each constraint of the promise, the sender has one at least as narrow. Members and elements are compared
/// in the same way, at paths of their own. What does not fit is wider. Where the keywords alone cannot tell,
/// as with two patterns, or where several forms together may allow what none of them allows, it is unsure. A
/// WitnessSearch turns what is unsure into a proof where it can, and gives examples. So no difference that is
/// wider or unsure means that every value that is sent is promised.
///
/// A reader of an object knows the properties that were named: one that is named no longer is wider, although
/// any object may have it, and a new one is an addition. A writer sends the properties that were named.
///
/// Each pair is compared once, so schemas that contain themselves come to an end. One thread at a time.
class Comparison {
public:
    Comparison(Direction direction, Sampler sampler) : direction_(direction), search_(std::move(sampler)) {}

    /// The differences of a whole message. Also looks for a witness where the schemas show no difference.
    Differences compare(const Operand& promised, const Operand& sent);

private:
    using Key = std::vector<const void*>;
    using Found = std::shared_ptr<const Differences>;
    using Forms = std::vector<const Form*>;

    /// Two operands, and what was found out about them.
    struct Pair {
        const Operand& promised;
        const Operand& sent;
        Differences found = {};
        bool has_fewer_forms = false; ///< whether less forms are sent than promised

        Difference& add(schema::Rule rule, Difference::Kind kind, std::string promised_text,
                        std::string sent_text);
    };

    Found find(const Operand& promised, const Operand& sent);
    Differences compare_once(const Operand& promised, const Operand& sent);
    void keep(const Key& key, const Found& found, std::size_t depth);

    /// A result, and the least depth of the open pairs that it took to be equal.
    struct Known {
        Found found;
        std::size_t lowest = SIZE_MAX;
    };
    void prove(Differences& differences);
    static Key key_of(const Operand& promised, const Operand& sent);

    void compare_types(Pair& pair) const;
    void compare_kind(Pair& pair, json::Kind kind);
    void compare_list(Pair& pair, const Forms& promised, const Form& sent) const;
    static void list_unsent(Pair& pair, const Forms& promised, const Forms& sent);
    void compare_open(Pair& pair, const Forms& promised, const Forms& sent);
    void add_unfit(Pair& pair, const Forms& promised, const Forms& unused, const Forms& unfit);

    Differences compare_forms(const Pair& around, const Form& promised, const Form& sent);
    void compare_arrays(Pair& pair, const Form& promised, const Form& sent);
    void compare_objects(Pair& pair, const Form& promised, const Form& sent);
    void compare_member(Pair& pair, const Form& promised, const Form& sent, const std::string& name);
    void compare_unsent(Pair& pair, const Form& promised, const Form& sent, const std::string& name);
    void compare_unpromised(Pair& pair, const Form& promised, const Form& sent, const std::string& name);
    void compare_others(Pair& pair, const Form& promised, const Form& sent);
    void compare_conditions(Pair& pair, const Form& promised, const Form& sent);
    bool keeps(const Pair& pair, const Condition& promised, const Condition& sent);
    bool includes(const Operand& promised, const Operand& sent);
    void add_inner(Pair& pair, const Parts& promised, const Parts& sent, const std::string& path);

    Direction direction_;
    WitnessSearch search_;
    std::map<Key, Known> known_;
    std::vector<Key> provisional_;    ///< of known_: those that hold while an outer pair is open
    std::map<Key, std::size_t> open_; ///< the pairs that are being compared, by depth
    std::map<Key, std::vector<Witness>> witnesses_;
    std::size_t lowest_ = SIZE_MAX; ///< the least depth of an open pair that was met again
};

/// Adds how the constraints of one form differ, other than its list, members and elements.
void compare_limits(const Form& promised, const Form& sent, Differences& found);

/// `one of queued, running`
std::string list_text(const std::vector<const json::Value*>& values);

} // namespace understudy::drift
