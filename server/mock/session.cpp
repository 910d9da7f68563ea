#include "server/mock/session.hpp"

#include <algorithm>
#include <random>

#include "server/mock/bad_argument.hpp"

namespace understudy::mock {
namespace {

std::string unguessable_id() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::random_device chance;
    std::string id;
    for (int word = 0; word < 4; ++word)
        for (std::uint32_t bits = chance(), i = 0; i < 8; ++i, bits >>= 4U) id += kDigits[bits & 15U];
    return id;
}

bool is_expired(const Session& session, std::int64_t now_ms) {
    return now_ms - session.used_ms.load(std::memory_order_relaxed) > session.idle_ms;
}

void add_all(std::vector<FaultRule> rules, FaultRules& faults) {
    constexpr std::size_t kMost = 1'000;
    FaultRules changed = faults; // all of them, or none
    for (FaultRule& rule : rules) {
        const std::string name = rule.name;
        if (!changed.add(std::move(rule)))
            throw BadArgument("/name",
                              "expected an unused name; found \"" + name + "\", which another fault has");
    }
    if (changed.rules().size() > kMost) throw BadArgument("", "expected at most 1000 faults at a time");
    faults = std::move(changed);
}

} // namespace

void Session::reset() {
    const std::lock_guard lock(mutex);
    progress.reset();
    journal.clear();
    faults = FaultRules(first_faults_);
    rates.reset();
}

void Session::reset_progress() {
    const std::lock_guard lock(mutex);
    progress.reset();
}

void Session::move_run(const Run& run, std::size_t step, std::int64_t now_ms) {
    const std::lock_guard lock(mutex);
    progress.move_to(run, step, now_ms);
}

void Session::clear_journal() {
    const std::lock_guard lock(mutex);
    journal.clear();
}

std::vector<FaultRule> Session::list_faults() {
    const std::lock_guard lock(mutex);
    return faults.rules();
}

void Session::add_faults(std::vector<FaultRule> rules) {
    const std::lock_guard lock(mutex);
    add_all(std::move(rules), faults);
}

void Session::replace_faults(std::vector<FaultRule> rules) {
    FaultRules fresh;
    add_all(std::move(rules), fresh);
    const std::lock_guard lock(mutex);
    faults = std::move(fresh);
}

void Session::clear_faults() {
    const std::lock_guard lock(mutex);
    faults.clear();
}

bool Session::enable_fault(std::string_view name, bool enabled) {
    const std::lock_guard lock(mutex);
    for (FaultRule& rule : faults.rules()) {
        if (rule.name != name) continue;
        rule.enabled = enabled;
        return true;
    }
    return false;
}

bool Session::remove_fault(std::string_view name) {
    const std::lock_guard lock(mutex);
    return faults.remove(name);
}

Sessions::Sessions(const SessionOptions& options, const CredentialMask& mask)
    : options_(options),
      mask_(mask),
      common_(std::make_shared<Session>("", 0, options.journal, options, mask)) {}

std::shared_ptr<Session> Sessions::find(std::string_view id, std::int64_t now_ms) {
    {
        const std::shared_lock lock(mutex_);
        const auto found = sessions_.find(id);
        if (found == sessions_.end()) return nullptr;
        if (!is_expired(*found->second, now_ms)) {
            found->second->used_ms.store(now_ms, std::memory_order_relaxed);
            return found->second;
        }
    }
    const std::unique_lock lock(mutex_);
    expire(now_ms);
    return nullptr;
}

std::shared_ptr<Session> Sessions::create(std::string_view id, std::int64_t idle_ms, std::int64_t now_ms) {
    if (!id.empty() && !is_id(id))
        throw BadArgument("/id", "expected 1 to 64 letters, digits, _ . or -; found something else");
    const std::unique_lock lock(mutex_);
    expire(now_ms);
    if (sessions_.size() >= kMost)
        throw BadArgument("", "expected at most " + std::to_string(kMost) +
                                  " sessions at a time: delete one, or let it expire");
    if (sessions_.find(id) != sessions_.end())
        throw BadArgument("/id", "expected an unused id; found one that another session has");
    auto session = std::make_shared<Session>(id.empty() ? unguessable_id() : std::string(id),
                                             idle_ms == 0 ? options_.idle_ms : idle_ms,
                                             std::min(options_.journal, kMostInSession), options_, mask_);
    session->used_ms = now_ms;
    sessions_.emplace(session->id, session);
    ++changes_;
    return session;
}

bool Sessions::remove(std::string_view id) {
    const std::unique_lock lock(mutex_);
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return false;
    sessions_.erase(found);
    ++changes_;
    return true;
}

std::vector<std::shared_ptr<Session>> Sessions::all(std::int64_t now_ms) {
    const std::unique_lock lock(mutex_);
    expire(now_ms);
    std::vector<std::shared_ptr<Session>> all;
    for (const auto& [id, session] : sessions_) all.push_back(session);
    return all;
}

bool Sessions::is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '.' || c == '-';
    });
}

void Sessions::expire(std::int64_t now_ms) {
    changes_ +=
        std::erase_if(sessions_, [now_ms](const auto& each) { return is_expired(*each.second, now_ms); });
}

} // namespace understudy::mock
