#include "tests/fuzz/contract.hpp"

#include "tests/fuzz/target.hpp"
#include "tests/validator/schema/breaches.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/fields.hpp"

namespace understudy::fuzz {
namespace {

// Throws json::LoadError: schemas that contain one another can be too many to list.
void ask(const contract::Contract& contract, const contract::Response& response) {
    if (response.body == nullptr) return;
    contract::fields(contract, response);
    for (const std::string& body : {std::string("{}"), response.example})
        test::breaches(*response.body, body, {});
}

} // namespace

void read_contract(const std::string& file, std::string_view text) {
    const TimeLimit limit(5);
    try {
        const auto contract = contract::Contract::parse("fuzz", file, std::string(text));
        require(contract.document().text() == text, "a contract keeps its text");
        require(contract.sha256().size() == 64, "a contract has a hash");
        std::size_t asked = 0; // each may be long
        for (const contract::Route& route : contract.routes())
            for (const contract::Response& response : contract.operation(route).responses)
                if (asked++ < 3) ask(contract, response);
        contract.run_operation();
    } catch (const json::LoadError& error) {
        require(!error.reason().empty(), "a refusal has a reason");
    }
}

} // namespace understudy::fuzz
