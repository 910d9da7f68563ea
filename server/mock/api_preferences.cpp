// The part of an API that follows a request's preferences (Prefer).

#include <algorithm>
#include <charconv>

#include "server/http/gzip.hpp"
#include "server/mock/api.hpp"
#include "server/mock/cors.hpp"
#include "validator/json/writer.hpp"

namespace understudy::mock {
namespace {

unsigned number_of(const std::string& code) {
    unsigned status = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), status);
    const bool is_status =
        error == std::errc{} && end == code.data() + code.size() && status >= 200 && status <= 599;
    return is_status ? status : 0;
}

void write_list(json::Writer& writer, std::string_view name, const std::vector<std::string>& list) {
    writer.key(name).begin_array();
    for (const std::string& each : list) writer.string(each);
    writer.end_array();
}

} // namespace

Api::Played Api::prefer(const Preference& preference, const contract::PathMatch& path) const {
    std::string note;
    if (!is_well_formed(path)) return {malformed_id_, false, "run: the id breaks the contract"};
    std::shared_ptr<const Run> run;
    if (!preference.example.empty()) {
        run = runs_.named(preference.example);
        if (run == nullptr) return cannot_meet(preference, nullptr);
    } else if (!preference.dynamic) {
        run = find_run(path, note);
    }
    const bool makes_one = preference.dynamic || (options_.generate && preference.example.empty());
    if (run == nullptr && makes_one) run = generated_run(path);
    const unsigned status = number_of(preference.code);
    const bool is_success = preference.code.empty() || status / 100 == 2;
    if (!preference.code.empty() && (!is_success || (run == nullptr && preference.state.empty()))) {
        const contract::Response* response = status == 0 ? nullptr : operation_.response(status);
        if (response == nullptr || response->example.empty() || !preference.state.empty() ||
            preference.dynamic || !preference.example.empty())
            return cannot_meet(preference, run.get());
        return {documented(*response, status), true, "Prefer"};
    }
    if (run == nullptr && preference.dynamic) return cannot_meet(preference, nullptr);
    if (run == nullptr) return {unknown_run_, false, note};
    const auto& steps = run->steps();
    const auto fits = [&](const Run::Step& step) {
        return (preference.state.empty() || step.state == preference.state) &&
               (preference.code.empty() || step.reply->status() == status);
    };
    const auto step = std::find_if(steps.rbegin(), steps.rend(), fits); // the last says most
    if (step == steps.rend()) return cannot_meet(preference, run.get());
    return {step->reply, true, "Prefer"};
}

/// If there is no such response, Prism answers 404, which might be the API's own error; 501 cannot be.
Api::Played Api::cannot_meet(const Preference&, const Run* run) const {
    std::vector<std::string> codes, states;
    for (const contract::Response& response : operation_.responses)
        if (!response.example.empty()) codes.push_back(response.status);
    if (run != nullptr)
        for (const Run::Step& step : run->steps())
            if (!step.state.empty() && std::find(states.begin(), states.end(), step.state) == states.end())
                states.push_back(step.state);
    std::string body;
    json::Writer writer(body, 0);
    writer.begin_object()
        .member("type", "urn:understudy:problem:preference-unmet")
        .member("title", "Not Implemented");
    writer.member("status", std::uint64_t{501});
    writer.member("detail", "No reply matches Prefer; ask for one of these instead.");
    write_list(writer, "code", codes);
    write_list(writer, "example", runs_.names());
    if (run != nullptr) write_list(writer, "state", states);
    writer.key("dynamic").boolean(true).end_object();
    std::vector<http::Field> fields = {{"content-type", "application/problem+json"}};
    allow_any_origin(fields);
    return {http::negotiable(501, std::move(fields), std::move(body)), false, "Prefer: no reply matches it"};
}

} // namespace understudy::mock
