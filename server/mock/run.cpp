#include "server/mock/run.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "server/http/gzip.hpp"
#include "server/mock/cors.hpp"
#include "validator/json/write.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::mock {
namespace {

std::shared_ptr<const http::Reply> build(const intake::Fixture& fixture, std::size_t index) {
    const intake::RecordedResponse& response = fixture.responses()[index];
    const intake::Observation& observed = response.observed;
    std::vector<http::Field> fields;
    if (observed.fields)
        for (const contract::HeaderField& field : *observed.fields)
            fields.push_back({field.name, field.value});
    const auto add_unless_recorded = [&](std::string_view name, std::string_view value) {
        if (std::none_of(fields.begin(), fields.end(),
                         [&](const http::Field& f) { return text::equal_ignoring_case(f.name, name); }))
            fields.push_back({name, value});
    };
    add_unless_recorded("content-type",
                        response.json != nullptr ? "application/json" : "text/plain; charset=utf-8");
    allow_any_origin(fields);
    std::string body;
    if (response.json != nullptr)
        json::write_compact(*response.json, body);
    else
        body = observed.body;
    try {
        return http::negotiable(observed.status, std::move(fields), std::move(body));
    } catch (const std::invalid_argument& reason) {
        throw fixture.error("/responses/" + std::to_string(index) + "/headers", reason.what());
    }
}

std::string state_of(const intake::RecordedResponse& response,
                     const std::optional<contract::Lifecycle>& lifecycle) {
    if (!lifecycle || response.json == nullptr) return {};
    const json::Value* state = json::find(*response.json, lifecycle->field);
    return state != nullptr && state->is(json::Kind::string) ? std::string(state->text) : std::string();
}

std::string stem(const std::string& file) {
    const std::string name = file.substr(file.rfind('/') + 1);
    return name.substr(0, name.rfind('.'));
}

contract::RunAddress address_of(const intake::Fixture& fixture, const contract::Operation& operation) {
    contract::RunAddress address{fixture.run_id(), {}};
    const json::Value* body = fixture.responses().front().json;
    for (const std::string& name : operation.path_parameters) {
        if (name == operation.run_parameter) continue;
        const json::Value* shown = body == nullptr ? nullptr : body->find(name);
        if (const auto said = fixture.path().find(name); said != fixture.path().end())
            address.path.emplace(name, said->second);
        else if (shown != nullptr)
            address.path.emplace(name, shown->text);
    }
    return address;
}

std::vector<Run::Step> steps_of(const intake::Fixture& fixture, const contract::Operation& operation) {
    std::vector<Run::Step> steps;
    for (std::size_t i = 0; i < fixture.responses().size(); ++i) {
        const intake::RecordedResponse& response = fixture.responses()[i];
        steps.push_back({build(fixture, i), response.at_ms, state_of(response, operation.lifecycle)});
    }
    return steps;
}

} // namespace

Run::Run(const intake::Fixture& fixture, const contract::Operation& operation)
    : Run(fixture.api(), operation, address_of(fixture, operation), stem(fixture.file()),
          steps_of(fixture, operation)) {}

Run::Run(const std::string& api, const contract::Operation& operation, contract::RunAddress address,
         std::string name, std::vector<Step> steps)
    : address_(std::move(address)),
      key_(api + "/" + contract::run_name(operation, address_)),
      path_(contract::run_path(operation, address_)),
      name_(std::move(name)),
      steps_(std::move(steps)) {}

std::optional<std::size_t> Run::find_state(std::string_view state, std::size_t from) const {
    for (std::size_t i = from; i < steps_.size(); ++i)
        if (steps_[i].state == state) return i;
    for (std::size_t i = 0; i < std::min(from, steps_.size()); ++i)
        if (steps_[i].state == state) return i;
    return std::nullopt;
}

} // namespace understudy::mock
