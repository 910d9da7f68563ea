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
    /// Whether a property's name that no contract promised may stand in a pointer when text::may_show() says
    /// no. It is replaced by `(a name of 12 characters)` otherwise.
    bool show_names = false;
    /// Whether each document is kept whole and checked as a tree, also where one pass over its bytes would
    /// do: slower, and for tests, which hold the two against each other.
    bool whole_documents = false;
};

class CoverageCounter;

/// Holds instances against a Program, one after the other, in one pass over the bytes of each. Memory grows
/// with the longest instance and its nesting, and is kept for the next. One thread at a time; the Program
/// must outlive it.
class Evaluator {
public:
    explicit Evaluator(const Program& program, EvaluatorOptions options = {});
    Evaluator(Evaluator&&) noexcept;
    ~Evaluator();

    /// Gives every breach to `sink`, in the order of the text, but for a name that the schema does not have
    /// and that is given twice: that is told of at its object's end. Total: any bytes are legal and none
    /// makes it throw, bar bad_alloc. What is not JSON is a `body.malformed` breach, after those found before
    /// its place. One cause, one breach: where the type is wrong, nothing else is said of the value.
    ///
    /// Of an instance longer than Limits::window only a part is copied at a time, and what no single pass can
    /// decide; `passed`, where it is given, is told up to which offset the instance is not needed again.
    void evaluate(std::string_view instance, BreachSink& sink, std::function<void(std::size_t)> passed = {});

    /// From the next instance on, what is seen is counted there; nullptr: no more. `sightings` must be of the
    /// same Program.
    void watch(CoverageCounter* sightings);

private:
    class Walk;
    std::unique_ptr<Walk> walk_;
};

} // namespace understudy::schema
