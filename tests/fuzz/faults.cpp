// Fault rules are refused with a reason, or each is written, read again to the same text, and can be
// followed.

#include <string>

#include "server/mock/fault_rule.hpp"
#include "tests/fuzz/target.hpp"
#include "validator/json/error.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    const fuzz::TimeLimit limit(20);
    try {
        mock::FaultRules rules(mock::read_fault_rules("faults.json", std::string(fuzz::text_of(data, size))));
        for (const mock::FaultRule& rule : rules.rules()) {
            const mock::FaultRule again = mock::read_fault_rule("written.json", rule.json);
            fuzz::require(again.json == rule.json && again.status == rule.status &&
                              again.polls == rule.polls && again.seed == rule.seed &&
                              again.drift == rule.drift && again.at == rule.at,
                          "what was written is read as it was");
            for (const std::uint64_t poll : {std::uint64_t{1}, std::uint64_t{2}, UINT64_MAX})
                mock::delivery_of(rule, "run", poll);
        }
        for (const char* run : {"", "run"}) rules.follow("api", run, run, 1);
    } catch (const json::LoadError& error) {
        fuzz::require(!error.reason().empty(), "a refusal has a reason");
        fuzz::require(error.file() != "written.json", "what was written is a rule");
    }
    return 0;
}
