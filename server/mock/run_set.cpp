#include "server/mock/run_set.hpp"

#include <algorithm>
#include <tuple>

namespace understudy::mock {
namespace {

std::optional<text::Time> recorded_at(const intake::Fixture& fixture) {
    const json::Value* at = fixture.document()->at("/recorded/at");
    return at == nullptr ? std::nullopt : text::parse_time(at->text);
}

} // namespace

// A fixture that does not say its time is older than any that does. Of one time, the one with the greater
// number is newer: r1-10.json, r1-2.json, r1.json.
bool RunSet::Recording::is_newer_than(const Recording& other) const {
    const auto age = [](const Recording& each) { return std::tuple(each.at, each.file.size(), each.file); };
    return age(*this) > age(other);
}

void RunSet::add(const intake::Fixture& fixture, const contract::Operation& operation) {
    Recording added{std::make_shared<const Run>(fixture, operation), recorded_at(fixture), fixture.file()};
    const auto [entry, is_new] = runs_.try_emplace(added.run->address(), added);
    if (is_new) return;
    Recording& known = entry->second;
    if (!added.at && !known.at)
        throw fixture.error("/run_id",
                            "expected a unique id; " + known.file +
                                " has the same one, and neither says in recorded.at which is newer");
    if (added.is_newer_than(known)) std::swap(known, added);
    earlier_.push_back(std::move(added.run));
}

std::shared_ptr<const Run> RunSet::named(std::string_view name) const {
    for (const auto& [address, recording] : runs_)
        if (recording.run->name() == name) return recording.run;
    for (const auto& run : earlier_)
        if (run->name() == name) return run;
    return nullptr;
}

std::vector<std::shared_ptr<const Run>> RunSet::all() const {
    std::vector<std::shared_ptr<const Run>> runs;
    for (const auto& [address, recording] : runs_) runs.push_back(recording.run);
    return runs;
}

std::vector<std::string> RunSet::names() const {
    std::vector<std::string> names = earlier_names();
    for (const auto& [address, recording] : runs_) names.push_back(recording.run->name());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> RunSet::earlier_names() const {
    std::vector<std::string> names;
    for (const auto& run : earlier_) names.push_back(run->name());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace understudy::mock
