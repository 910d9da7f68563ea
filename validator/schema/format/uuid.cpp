#include "validator/schema/format/uuid.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace understudy::schema {
namespace {

template <class Word>
Word load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

} // namespace

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    using Byte = unsigned char;
    // All ones where a dash belongs.
    constexpr auto kDashes = [] {
        std::array<Byte, 36> dashes{};
        dashes[8] = dashes[13] = dashes[18] = dashes[23] = 0xFF;
        return dashes;
    }();
    const auto* bytes = reinterpret_cast<const Byte*>(text.data());
    const auto right = [&](std::size_t i) {
        const Byte digit = static_cast<Byte>(bytes[i] - '0') <= 9 ? 0xFF : 0;
        const Byte letter = static_cast<Byte>((bytes[i] | 0x20) - 'a') <= 5 ? 0xFF : 0;
        const Byte dash = bytes[i] == '-' ? 0xFF : 0;
        return static_cast<Byte>((kDashes[i] & dash) | (~kDashes[i] & (digit | letter)));
    };
    // A fixed length and no branch: the compiler makes it into a few vector instructions.
    std::array<Byte, 16> lanes;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        lanes[i] = static_cast<Byte>(right(i) & right(i + 16) & right(i + 20));
    return (load<std::uint64_t>(reinterpret_cast<const char*>(lanes.data())) &
            load<std::uint64_t>(reinterpret_cast<const char*>(lanes.data()) + 8)) == UINT64_MAX;
}

} // namespace understudy::schema
