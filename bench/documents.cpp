#include "bench/documents.hpp"

#include <algorithm>

#include "server/replay/fixture_files.hpp"
#include "validator/json/write.hpp"

namespace understudy::bench {

Lines make_lines(const std::vector<std::string>& bodies) {
    constexpr std::size_t kBytes = std::size_t{16} << 20U;
    Lines lines;
    for (std::size_t i = 0; lines.text.size() < kBytes; ++i) {
        const std::string& body = bodies[i % bodies.size()];
        lines.places.emplace_back(lines.text.size(), body.size());
        lines.text += body + "\n";
    }
    return lines;
}

std::vector<std::span<const Place>> slices(const Lines& lines) {
    constexpr std::size_t kSlice = std::size_t{256} << 10U;
    std::vector<std::span<const Place>> slices;
    for (auto first = lines.places.begin(); first != lines.places.end();) {
        auto last = first;
        while (last != lines.places.end() && last->first - first->first < kSlice) ++last;
        slices.emplace_back(first, last);
        first = last;
    }
    return slices;
}

std::map<std::string, std::vector<std::string>> read_bodies() {
    std::map<std::string, std::vector<std::string>> bodies;
    for (const intake::Fixture& fixture : replay::read_embedded_fixtures())
        for (const intake::RecordedResponse& response : fixture.responses())
            json::write_compact(*response.body, bodies[fixture.api()].emplace_back());
    return bodies;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace understudy::bench
