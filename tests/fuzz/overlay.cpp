// An overlay, a blank line and a JSON document: the overlay is applied, or refused with its place. Without a
// blank line it is applied to itself.

#include <string>

#include "tests/fuzz/target.hpp"
#include "validator/contract/overlay.hpp"
#include "validator/json/document.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace understudy;
    const fuzz::TimeLimit limit(20);
    auto [overlay, document] = fuzz::split(fuzz::text_of(data, size), "\n\n");
    if (document.data() == nullptr) document = overlay;
    try {
        const auto target = json::Document::parse("document.json", std::string(document));
        const std::string applied = contract::apply_overlay(target, "overlay.json", std::string(overlay));
        json::Document::parse("applied.json", applied);
    } catch (const json::LoadError& error) {
        fuzz::require(!error.reason().empty(), "a refusal has a reason");
        fuzz::require(error.file() != "applied.json", "what was applied is JSON");
    }
    return 0;
}
