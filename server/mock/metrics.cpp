#include "server/mock/metrics.hpp"

#include <algorithm>
#include <cstdio>

namespace understudy::mock {
namespace {

struct KeyView {
    std::string_view api, operation;
    unsigned status = 0;
};

/// Escapes a label value (Prometheus text format): a contract may give an operation any name.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '\\' || c == '"') safe += '\\';
        safe += c == '\n' ? ' ' : c;
    }
    return safe;
}

void family(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out.append("# HELP ").append(name).append(" ").append(help);
    out.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void simple(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            std::uint64_t value) {
    family(out, name, type, help);
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

std::string seconds(std::uint64_t us) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.9g", static_cast<double>(us) / 1e6);
    return text.data();
}

} // namespace

void Metrics::count(std::string_view api, std::string_view operation, unsigned status,
                    std::uint64_t took_us) {
    const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), took_us) - kBounds.begin();
    const std::lock_guard lock(mutex_);
    const KeyView key{api, operation, status};
    auto found = requests_.find(key);
    if (found == requests_.end())
        found = requests_.emplace(Key{std::string(api), std::string(operation), status}, 0).first;
    ++found->second;
    ++buckets_[static_cast<std::size_t>(bucket)];
    total_us_ += took_us;
}

std::string Metrics::text(const Gauges& gauges) const {
    std::string out;
    const std::lock_guard lock(mutex_);
    family(out, "understudy_requests_total", "counter", "Requests answered, except those of the admin API.");
    for (const auto& [key, count] : requests_)
        out += "understudy_requests_total{api=\"" + escaped(key.api) + "\",operation=\"" +
               escaped(key.operation) + "\",status=\"" + std::to_string(key.status) + "\"} " +
               std::to_string(count) + "\n";
    constexpr std::string_view kDuration = "understudy_request_duration_seconds";
    family(out, kDuration, "histogram", "Time from a complete request to its reply, without ordered delays.");
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        so_far += buckets_[i];
        const std::string bound = i < kBounds.size() ? seconds(kBounds[i]) : "+Inf";
        out.append(kDuration).append("_bucket{le=\"" + bound + "\"} " + std::to_string(so_far) + "\n");
    }
    out.append(kDuration).append("_sum " + seconds(total_us_) + "\n");
    out.append(kDuration).append("_count " + std::to_string(so_far) + "\n");
    simple(out, "understudy_open_connections", "gauge", "Open connections of clients.",
           gauges.open_connections);
    simple(out, "understudy_sessions", "gauge", "Sessions that have not expired.", gauges.sessions);
    simple(out, "understudy_journal_dropped_total", "counter",
           "Requests dropped because the journal was full.", gauges.journal_dropped);
    family(out, "understudy_reloads_total", "counter", "Reloads of fixtures and contracts.");
    out += "understudy_reloads_total{result=\"done\"} " + std::to_string(gauges.reloads) + "\n";
    out += "understudy_reloads_total{result=\"failed\"} " + std::to_string(gauges.failed_reloads) + "\n";
    return out;
}

} // namespace understudy::mock
