#include "validator/drift/scope.hpp"

namespace understudy::drift {

Scope scope_of(const contract::Contract& contract, const contract::Operation& operation) {
    return {contract.name(),   contract.title(), contract.version(),
            contract.sha256(), operation.method, operation.path};
}

} // namespace understudy::drift
