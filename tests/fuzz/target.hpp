#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <utility>

/// What a fuzz target is: libFuzzer calls it with whatever it has come up with, replay.cpp with files. It
/// returns 0; a finding is a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace understudy::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// What comes before the first `separator`, and what comes behind it: nothing where there is none.
inline std::pair<std::string_view, std::string_view> split(std::string_view text,
                                                           std::string_view separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + separator.size())};
}

/// Makes what does not hold a crash, assertions on or off.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Holds a scope to an amount of the processor's time, which a busy machine does not lengthen as it does the
/// clock's.
class TimeLimit {
public:
    explicit TimeLimit(double seconds) : seconds_(seconds) {}
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;
    ~TimeLimit() {
        const double spent = static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC;
        require(spent <= seconds_, "it ends in time");
    }

private:
    double seconds_;
    std::clock_t start_ = std::clock();
};

} // namespace understudy::fuzz
