#pragma once

#include <functional>
#include <string>
#include <vector>

#include "validator/drift/shapes.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::drift {

/// Makes some values that conform to a schema, as JSON texts: none if it cannot.
using Sampler = std::function<std::vector<std::string>(const schema::Program&)>;

/// A value that is sent and not promised, and why not.
struct Witness {
    std::string value; ///< JSON
    std::vector<schema::Breach> breaches;
};

/// Looks for values that `sent` allows and `promised` does not: among the lists, limits and examples of both
/// schemas, their neighbours, a value of each type, and what the sampler makes. What it finds is a proof;
/// finding nothing proves nothing.
class WitnessSearch {
public:
    explicit WitnessSearch(Sampler sampler) : sampler_(std::move(sampler)) {}

    /// `samples`: whether the sampler is asked, which takes long.
    std::vector<Witness> search(const Operand& promised, const Operand& sent, bool samples) const;

    enum class Verdict { promised, refused, unsure };
    /// Whether a value, if `sent` allows it, is promised.
    static Verdict hold(const Operand& promised, const Operand& sent, const std::string& json,
                        std::vector<schema::Breach>& breaches);

private:
    Sampler sampler_;
};

} // namespace understudy::drift
