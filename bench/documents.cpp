#include "bench/documents.hpp"

#include <algorithm>

#include "server/mock/fixture_files.hpp"
#include "validator/json/write.hpp"

namespace understudy::bench {

namespace {

// The text with another id in the place of the run's.
std::string with_id(const Body& body, std::size_t number) {
    constexpr std::size_t kDigits = 6;
    if (number == 0 || body.run_id.size() < kDigits) return body.text;
    std::string digits = std::to_string(number);
    digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
    const std::string id = body.run_id.substr(0, body.run_id.size() - kDigits) + digits.substr(0, kDigits);
    std::string text = body.text;
    for (std::size_t at = 0; (at = text.find(body.run_id, at)) != std::string::npos; at += id.size())
        text.replace(at, id.size(), id);
    return text;
}

} // namespace

Lines make_lines(const std::vector<Body>& bodies, std::size_t megabytes) {
    Lines lines;
    for (std::size_t i = 0; lines.text.size() < megabytes << 20U; ++i) {
        const std::string body = with_id(bodies[i % bodies.size()], i / bodies.size());
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

std::map<std::string, std::vector<Body>> read_bodies() {
    std::map<std::string, std::vector<Body>> bodies;
    for (const intake::Fixture& fixture : mock::read_embedded_fixtures())
        for (const intake::RecordedResponse& response : fixture.responses())
            json::write_compact(*response.json,
                                bodies[fixture.api()].emplace_back(Body{{}, fixture.run_id()}).text);
    return bodies;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace understudy::bench
