#include "validator/schema/dialect/keyword_table.hpp"

#include <unordered_map>

#include "validator/schema/dialect/keyword_rows.hpp"

namespace understudy::schema {

std::span<const Keyword> keywords() {
    return rows::kKeywords;
}

const Keyword* find_keyword(std::string_view word, Draft draft) {
    static const auto kByWord = [] {
        std::unordered_multimap<std::string_view, const Keyword*> table;
        for (const Keyword& keyword : rows::kKeywords) table.emplace(keyword.word, &keyword);
        return table;
    }();
    const auto [first, last] = kByWord.equal_range(word);
    for (auto entry = first; entry != last; ++entry)
        if (has(*entry->second, draft)) return entry->second;
    return first == last ? nullptr : first->second;
}

} // namespace understudy::schema
