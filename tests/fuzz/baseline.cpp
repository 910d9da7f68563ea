// A baseline is refused with a reason, or written and read again to the same text.

#include <string>

#include "tests/fuzz/target.hpp"
#include "validator/drift/baseline.hpp"
#include "validator/json/error.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    const fuzz::TimeLimit limit(20);
    std::string written;
    try {
        written = drift::Baseline::parse("baseline.json", std::string(fuzz::text_of(data, size))).write();
        fuzz::require(drift::Baseline::parse("written.json", written).write() == written,
                      "what was written is read as it was");
    } catch (const json::LoadError& error) {
        fuzz::require(!error.reason().empty(), "a refusal has a reason");
        fuzz::require(error.file() != "written.json", "what was written is a baseline");
    }
    return 0;
}
