#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "validator/json/limits.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::schema {

struct EvaluatorOptions {
    json::Limits limits;
    /// Whether a pointer shows the name of a property that no contract promised even if text::may_show() says
    /// no. Otherwise `(a name of 12 characters)` replaces it.
    bool show_names = false;
    /// Whether each document is kept whole and checked as a tree, even if one pass over its bytes would do.
    /// This is slower. It is for tests, which hold the two against each other.
    bool whole_documents = false;
};

class CoverageCounter;

/// Holds instances against a Program, one after the other, in one pass over the bytes of each.
///
/// The JSON reader parses an instance and calls the evaluator for each value and each name. The evaluator
/// keeps one frame for each open array or object: its node, the properties that it has had so far, and the
/// index of the element at hand. A value is checked as it comes and then forgotten, so memory grows with the
/// nesting and not with the document.
///
/// Some keywords need more than one look at a value: `oneOf` over objects, `uniqueItems`, `unevaluated…`. A
/// node that has one (Node::composed) makes the evaluator record that value as a tree, and a TreeEvaluator
/// holds the tree against the node. Both give the same breaches in the same order where both can decide;
/// tests hold them against each other (EvaluatorOptions::whole_documents).
///
/// Buffers are kept for the next instance. One thread at a time; the Program must outlive the evaluator.
class Evaluator {
public:
    explicit Evaluator(const Program& program, EvaluatorOptions options = {});
    Evaluator(Evaluator&&) noexcept;
    ~Evaluator();

    /// Gives every breach to `sink`, in the order of the text. The one exception is a name that the schema
    /// does not have and that comes twice: it is reported at the end of its object. Total: any bytes are
    /// legal, and none makes it throw, except bad_alloc. A text that is not JSON is a `body.malformed`
    /// breach, after those found before the error. One cause, one breach: if the type is wrong, nothing else
    /// is said of the value.
    ///
    /// An instance longer than Limits::window is copied piece by piece, apart from the values that one pass
    /// cannot decide. `passed`, if given, is called with the offset up to which the instance is no longer
    /// needed.
    void evaluate(std::string_view instance, BreachSink& sink, std::function<void(std::size_t)> passed = {});

    /// Counts in `counter` what the following instances have; nullptr ends the counting. `counter` must have
    /// been made for the same Program.
    void watch(CoverageCounter* counter);

private:
    class Walk;
    std::unique_ptr<Walk> walk_;
};

} // namespace understudy::schema
