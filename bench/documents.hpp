#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace understudy::bench {

using Place = std::pair<std::size_t, std::size_t>; // offset and size

/// Documents as NDJSON in memory.
struct Lines {
    std::string text; ///< each line ends with LF
    std::vector<Place> places;
};

/// A response's body, and the run that it is of.
struct Body {
    std::string text;
    std::string run_id;
};

/// The bodies again and again; each time their runs have other ids, of the same length.
Lines make_lines(const std::vector<Body>& bodies, std::size_t megabytes = 16);

/// The places in groups of about 256 KB, few enough to be timed one after the other before a shared machine
/// changes its mind.
std::vector<std::span<const Place>> slices(const Lines& lines);

/// The bodies of the embedded fixtures, by API.
std::map<std::string, std::vector<Body>> read_bodies();

double median(std::vector<double> values);

template <class Work>
double seconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace understudy::bench
