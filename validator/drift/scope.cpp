#include "validator/drift/scope.hpp"

#include <algorithm>

#include "validator/text/sha256.hpp"

namespace understudy::drift {

Scope scope_of(const contract::Contract& contract, const contract::Operation& operation) {
    return {contract.name(),   contract.title(), contract.version(),
            contract.sha256(), operation.method, operation.path};
}

Scope scope_of(std::vector<const contract::Contract*> contracts, const check::Sum& sum, bool is_open) {
    std::sort(contracts.begin(), contracts.end(),
              [](const auto* one, const auto* other) { return one->name() < other->name(); });
    Scope scope;
    std::string hashes;
    for (const contract::Contract* each : contracts) {
        const char* between = scope.api.empty() ? "" : ", ";
        scope.api += between + each->name();
        scope.title += between + each->title();
        scope.version += between + each->version();
        hashes += each->sha256();
    }
    scope.sha256 = contracts.size() == 1 ? hashes : text::sha256(hashes);
    if (is_open || sum.operations.size() != 1) return scope;
    const std::string& operation = sum.operations.begin()->first.operation;
    const std::size_t space = operation.find(' ');
    if (space == std::string::npos) return scope;
    scope.method = operation.substr(0, space);
    scope.path = operation.substr(space + 1);
    return scope;
}

Scope joined(Scope one, const Scope& other) {
    if (one.method == other.method && one.path == other.path) return one;
    one.method.clear();
    one.path.clear();
    return one;
}

} // namespace understudy::drift
