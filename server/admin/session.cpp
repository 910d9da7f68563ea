#include "server/admin/session.hpp"

#include <algorithm>
#include <random>

#include "server/admin/bad_request.hpp"

namespace understudy::admin {
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

} // namespace

Sessions::Sessions(const SessionOptions& options, const Secrecy& secrecy)
    : options_(options),
      secrecy_(secrecy),
      common_(std::make_shared<Session>("", 0, options.journal, options, secrecy)) {}

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
        throw BadRequest("/id", "expected 1 to 64 letters, digits, _ . or -; found something else");
    const std::unique_lock lock(mutex_);
    expire(now_ms);
    if (sessions_.size() >= kMost)
        throw BadRequest("", "expected at most " + std::to_string(kMost) +
                                 " sessions at a time: delete one, or let it expire");
    if (sessions_.find(id) != sessions_.end())
        throw BadRequest("/id", "expected an id that no session has; found one that is taken");
    auto session = std::make_shared<Session>(id.empty() ? unguessable_id() : std::string(id),
                                             idle_ms == 0 ? options_.idle_ms : idle_ms,
                                             std::min(options_.journal, kMostInSession), options_, secrecy_);
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

} // namespace understudy::admin
