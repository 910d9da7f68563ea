#include "validator/intake/input_format.hpp"

#include <array>

#include "validator/intake/exchange.hpp"
#include "validator/intake/fixture.hpp"
#include "validator/intake/har.hpp"

namespace understudy::intake {

std::span<const InputFormat> input_formats() {
    static constexpr std::array kFormats = {
        InputFormat{"fixture", false, is_fixture, read_fixture},
        InputFormat{"HTTP Archive", false, is_har, read_har},
        InputFormat{"exchanges", true, is_exchange, read_exchange},
    };
    return kFormats;
}

const InputFormat* find_input_format(const Text& first) {
    for (const InputFormat& format : input_formats())
        if (format.is_by_line != first.is_whole_file && format.recognizes(first.bytes)) return &format;
    return nullptr;
}

} // namespace understudy::intake
