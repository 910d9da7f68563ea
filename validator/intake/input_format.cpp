#include "validator/intake/input_format.hpp"

#include <array>

#include "validator/intake/exchange.hpp"
#include "validator/intake/fixture.hpp"
#include "validator/intake/har.hpp"
#include "validator/intake/mitmproxy.hpp"

namespace understudy::intake {

std::span<const InputFormat> input_formats() {
    static constexpr std::array kFormats = {
        InputFormat{"fixture", false, is_fixture, read_fixture},
        InputFormat{"HTTP Archive", false, is_har, read_har},
        InputFormat{"exchanges", true, is_exchange, read_exchange},
        InputFormat{"mitmproxy flows", true, is_mitmproxy_flow, read_mitmproxy_flow},
    };
    return kFormats;
}

const InputFormat* find_input_format(const Text& text) {
    for (const InputFormat& format : input_formats())
        if (format.is_by_line != text.is_whole_file && format.recognizes(text.bytes)) return &format;
    return nullptr;
}

const InputFormat* find_input_format(const Block& first) {
    constexpr std::size_t kLookedAt = 16;
    const InputFormat* format = nullptr;
    std::size_t count = 0;
    read_texts(first, 1, [&](const Text& text) {
        if (format == nullptr && count++ < kLookedAt) format = find_input_format(text);
    });
    return format;
}

} // namespace understudy::intake
