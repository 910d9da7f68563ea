// An archive, and a line of a log: whatever the bytes are, each entry is an observation or a named place.

#include <string>
#include <system_error>
#include <vector>

#include "tests/fuzz/target.hpp"
#include "validator/intake/har.hpp"
#include "validator/intake/input_format.hpp"
#include "validator/intake/zip.hpp"
#include "validator/json/error.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;

void check_observation(const intake::Observation& each) {
    require(!each.document.empty(), "an observation has a name");
    require(each.oddities.size() <= 1'000'000, "oddities are of what is there");
    if (each.unchecked && !intake::unchecked_kind(*each.unchecked).has_head) return;
    require(each.unchecked || each.text.data() <= each.body.data(), "a body is a part of its text");
    require(!each.method.empty() || each.url.empty() || each.url.data() != nullptr, "a request has a method");
}

// The same bytes as one format: what is read of them, without the names of formats.
void read(const intake::InputFormat& format, std::string_view text) {
    std::size_t count = 0;
    try {
        format.read("input", {text, 1, !format.is_by_line}, [&](intake::Observed&& observed) {
            for (const intake::Observation& each : observed.observations) check_observation(each);
            ++count;
        });
        require(!format.is_by_line || count == 1, "a line is one observation");
    } catch (const json::LoadError& error) {
        require(error.reason().size() > 1 && count == 0, "what cannot be read has a reason, and no part");
    } catch (const std::system_error&) { // it is cut off, and all before that was read
    }
}

void read_zip(std::string_view text) {
    try {
        const intake::Zip zip("input", text);
        for (const std::string& name : zip.names()) zip.read(name, std::size_t{1} << 20);
    } catch (const std::system_error&) {
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const TimeLimit limit(5);
    const std::string_view text = text_of(data, size);
    if (intake::Zip::is_zip(text)) read_zip(text);
    for (const intake::InputFormat& format : intake::input_formats()) {
        format.recognizes(text);
        read(format, text);
    }
    return 0;
}
