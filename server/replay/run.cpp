#include "server/replay/run.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "validator/contract/media_type.hpp"
#include "validator/json/pointer.hpp"
#include "validator/json/write.hpp"

namespace understudy::replay {
namespace {

std::shared_ptr<const http::Reply> build(const intake::Fixture& fixture, std::size_t index) {
    const intake::RecordedResponse& response = fixture.responses()[index];
    std::vector<http::Field> fields;
    if (response.headers)
        for (const contract::HeaderField& field : *response.headers)
            fields.push_back({field.name, field.value});
    const auto add_unless_recorded = [&](std::string_view name, std::string_view value) {
        if (std::none_of(fields.begin(), fields.end(),
                         [&](const http::Field& f) { return contract::is_same_field(f.name, name); }))
            fields.push_back({name, value});
    };
    add_unless_recorded("content-type", response.body != nullptr ? "application/json" : "text/plain; charset=utf-8");
    add_unless_recorded("access-control-allow-origin", "*");
    std::string body(response.text);
    if (response.body != nullptr) json::write_compact(*response.body, body);
    try {
        return http::Reply::make(response.status, fields, std::move(body));
    } catch (const std::invalid_argument& reason) {
        throw fixture.error("/responses/" + std::to_string(index) + "/headers", reason.what());
    }
}

} // namespace

Run::Run(const intake::Fixture& fixture, Advance advance) {
    const std::size_t count = fixture.responses().size();
    for (std::size_t i = advance == Advance::poll ? 0 : count - 1; i < count; ++i)
        replies_.push_back(build(fixture, i));
}

const std::shared_ptr<const http::Reply>& Run::next() {
    // A run that has come to its end is only read, so that many threads may poll it side by side.
    std::size_t position = position_.load(std::memory_order_relaxed);
    while (position + 1 < replies_.size() &&
           !position_.compare_exchange_weak(position, position + 1, std::memory_order_relaxed)) {
    }
    return replies_[position];
}

const std::shared_ptr<const http::Reply>& Run::current() const {
    return replies_[position_.load(std::memory_order_relaxed)];
}

} // namespace understudy::replay
