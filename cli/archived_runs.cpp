#include "cli/archived_runs.hpp"

#include <algorithm>
#include <ostream>

#include "validator/intake/text_reader.hpp"
#include "validator/json/error.hpp"
#include "validator/json/limits.hpp"
#include "validator/text/printable.hpp"

namespace understudy::cli {

std::vector<intake::Observed> read_exchanges(const std::string& file) {
    std::vector<intake::Observed> archive;
    intake::BlockReader reader(file, json::Limits().size);
    intake::Block block;
    const intake::InputFormat* format = nullptr;
    const auto keep = [&](intake::Observed&& observed) {
        if (!observed.api.empty() || observed.observations.empty()) return;
        archive.push_back(std::move(observed));
    };
    for (std::size_t line = 1; reader.next(block);) {
        if (line == 1) format = intake::find_input_format(block);
        if (format == nullptr || format->name == "fixture")
            throw json::LoadError(file, "", "expected an HTTP Archive: an object with a log of entries");
        line += intake::read_texts(block, line,
                                   [&](const intake::Text& text) { format->read(file, text, keep); });
    }
    std::optional<text::Time> last;
    for (intake::Observed& each : archive) {
        std::optional<text::Time>& time = each.observations.front().time;
        if (!time) time = last;
        last = time;
    }
    std::stable_sort(archive.begin(), archive.end(),
                     [](const intake::Observed& one, const intake::Observed& other) {
                         return one.observations.front().time < other.observations.front().time;
                     });
    return archive;
}

std::optional<intake::Unchecked> no_state(const intake::Observation& exchange,
                                          const contract::Operation& operation) {
    if (exchange.unchecked) return exchange.unchecked;
    if (exchange.status < 200 || exchange.status > 599) return intake::Unchecked::damaged;
    const contract::Response* response = operation.response(exchange.status);
    const bool is_documented = response != nullptr && response->status == std::to_string(exchange.status);
    if (exchange.status == 204 && is_documented) return std::nullopt;
    return intake::without_body(exchange.method, exchange.status);
}

void LeftOut::add(intake::Unchecked kind, const intake::Observation& exchange) {
    places_[kind].push_back(exchange.document + (exchange.why.empty() ? "" : " " + exchange.why));
}

void LeftOut::tell(const std::string& file, std::ostream& err) const {
    constexpr std::size_t kMostNamed = 20;
    for (const auto& [kind, places] : places_) {
        const intake::UncheckedKind& row = intake::unchecked_kind(kind);
        err << "understudy record: " << text::printable(file) << ": " << places.size()
            << (places.size() == 1 ? " entry" : " entries") << " not recorded: " << row.name << ", "
            << row.reason << ":";
        for (std::size_t i = 0; i < places.size() && i < kMostNamed; ++i)
            err << (i == 0 ? " " : "; ") << text::printable(places[i]);
        err << (places.size() > kMostNamed ? "; …" : "") << "\n";
    }
    for (const auto& [exchange, count] : unmatched_)
        err << "understudy record: not recorded, because no operation that gets a run matches: "
            << text::printable(exchange) << (count == 1 ? "" : " (" + std::to_string(count) + ")") << "\n";
}

} // namespace understudy::cli
