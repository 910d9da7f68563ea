#include "server/mock/near_miss.hpp"

#include <algorithm>
#include <numeric>

#include "validator/text/percent.hpp"
#include "validator/text/url.hpp"

namespace understudy::mock {
namespace {

/// Enough of a path to show what the client meant. The comparison costs the product of the two lengths.
constexpr std::size_t kLookedAt = 256;

/// Levenshtein's distance.
std::size_t edits(std::string_view a, std::string_view b) {
    a = a.substr(0, kLookedAt);
    b = b.substr(0, kLookedAt);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

NearMiss compare(const JournalEntry& entry, const ApiListing::Entry& listed, const Run& run) {
    NearMiss miss{listed.api, listed.base + run.path(), 0, {}};
    const std::string_view path = text::path_of(entry.target);
    const bool is_method = entry.method == "GET" || entry.method == "HEAD" || entry.method == "OPTIONS";
    if (!is_method) miss.missed.push_back("method: expected GET; found " + std::string(entry.method));
    const bool is_path = text::percent_decode(path) == text::percent_decode(miss.path);
    if (!is_path) miss.missed.push_back("path: expected " + miss.path + "; found " + std::string(path));
    if (is_method && is_path) miss.missed.emplace_back(entry.outcome.note);
    const std::size_t longest = std::min(std::max(path.size(), miss.path.size()), kLookedAt);
    const double of_path = static_cast<double>(edits(path, miss.path)) / static_cast<double>(longest);
    miss.distance = (of_path * 3 + (is_method ? 0 : 1)) / 4; // a path says more than a method
    return miss;
}

} // namespace

std::vector<NearMiss> near_misses(const JournalEntry& entry, const ApiListing& listing, std::size_t most) {
    std::vector<NearMiss> nearest;
    for (const ApiListing::Entry& listed : listing.entries) {
        for (const auto& run : listed.runs) {
            nearest.push_back(compare(entry, listed, *run));
            std::stable_sort(nearest.begin(), nearest.end(),
                             [](const NearMiss& a, const NearMiss& b) { return a.distance < b.distance; });
            if (nearest.size() > most) nearest.pop_back();
        }
    }
    return nearest;
}

} // namespace understudy::mock
