// A summary is refused with a reason, or written and read again to the same text; and it can be added to
// itself.

#include <string>
#include <utility>

#include "tests/fuzz/target.hpp"
#include "validator/drift/summary.hpp"
#include "validator/json/error.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    const fuzz::TimeLimit limit(20);
    try {
        drift::Summary read = drift::read_summary("summary.json", std::string(fuzz::text_of(data, size)));
        const std::string written = drift::write_summary(read.scope, read.sum);
        drift::Summary again = drift::read_summary("written.json", written);
        fuzz::require(drift::write_summary(again.scope, again.sum) == written,
                      "what was written is read as it was");
        read.sum.add(std::move(again.sum));
        drift::read_summary("written.json", drift::write_summary(read.scope, read.sum));
    } catch (const json::LoadError& error) {
        fuzz::require(!error.reason().empty(), "a refusal has a reason");
        fuzz::require(error.file() != "written.json", "what was written is a summary");
    }
    return 0;
}
