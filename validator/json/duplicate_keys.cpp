#include "validator/json/duplicate_keys.hpp"

#include <algorithm>

namespace understudy::json {

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
