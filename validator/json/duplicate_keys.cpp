#include "validator/json/duplicate_keys.hpp"

#include <algorithm>
#include <cstring>

namespace understudy::json {

// The length and the two ends tell nearly all real names apart; equal fingerprints are compared in full.
std::uint64_t DuplicateKeys::fingerprint(std::string_view name) {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t size = name.size();
    if (size >= 8) {
        std::memcpy(&head, name.data(), 8);
        std::memcpy(&tail, name.data() + size - 8, 8);
    } else if (size >= 4) {
        std::memcpy(&head, name.data(), 4);
        std::memcpy(&tail, name.data() + size - 4, 4);
    } else if (size != 0) {
        head = static_cast<unsigned char>(name.front());
        tail = static_cast<unsigned char>(name[size / 2]) |
               (std::uint64_t{static_cast<unsigned char>(name.back())} << 8U);
    }
    return head ^ (tail * 0x9E3779B97F4A7C15U) ^ (size << 56U);
}

bool DuplicateKeys::has_duplicate(std::size_t mark) {
    constexpr std::size_t kFew = 24;
    const auto first = names_.begin() + static_cast<std::ptrdiff_t>(mark);
    if (names_.size() - mark <= kFew) {
        for (auto a = first; a != names_.end(); ++a)
            for (auto b = a + 1; b != names_.end(); ++b)
                if (a->fingerprint == b->fingerprint) return true;
        return false;
    }
    std::sort(first, names_.end(),
              [](const Name& a, const Name& b) { return a.fingerprint < b.fingerprint; });
    return std::adjacent_find(first, names_.end(), [](const Name& a, const Name& b) {
               return a.fingerprint == b.fingerprint;
           }) != names_.end();
}

std::vector<std::string_view> DuplicateKeys::duplicates(std::size_t mark) const {
    std::vector<std::string_view> names;
    for (auto name = names_.begin() + static_cast<std::ptrdiff_t>(mark); name != names_.end(); ++name)
        names.emplace_back(name->data, name->size);
    // Equal names side by side, in the order in which the text has them.
    std::sort(names.begin(), names.end(),
              [](auto a, auto b) { return a != b ? a < b : a.data() < b.data(); });
    std::vector<std::string_view> repeated;
    for (std::size_t i = 1; i < names.size(); ++i)
        if (names[i] == names[i - 1]) repeated.push_back(names[i]);
    std::sort(repeated.begin(), repeated.end(), [](auto a, auto b) { return a.data() < b.data(); });
    return repeated;
}

} // namespace understudy::json
