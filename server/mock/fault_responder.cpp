#include "server/mock/fault_responder.hpp"

#include "server/generate/chance.hpp"
#include "server/generate/mutation.hpp"
#include "server/http/gzip.hpp"
#include "server/mock/documented_error.hpp"

namespace understudy::mock {

std::shared_ptr<const http::Reply> FaultResponder::follow(const FaultRule& fault, const http::Reply& due,
                                                          std::string_view run, std::uint64_t poll,
                                                          std::string& note) const {
    note = "fault: " + fault.name;
    const std::string seconds = std::to_string(fault.retry_after_s.value_or(0));
    const auto error = fault.status == 0 ? nullptr : documented_error(operation_, fault.status);
    const http::Reply& base = error == nullptr ? due : *error;
    std::vector<http::Field> fields = base.fields();
    std::string body(base.body());
    if (fault.retry_after_s) set_field(fields, "retry-after", seconds);
    if (fault.drift) {
        const contract::Response* response = operation_.response(base.status());
        const auto seed = generate::Chance(fault.seed + poll, run).next();
        const auto changed = response == nullptr || response->body == nullptr
                                 ? std::nullopt
                                 : generate::mutate_body(body, *response->body, *fault.drift, fault.at, seed);
        if (changed) body = *changed;
        if (!changed) note += ": nothing in this reply can drift in that way";
    }
    if (fault.invalid_json) body = body.empty() ? "{" : body.substr(0, body.size() - 1) + ",";
    if (fault.wrong_content_type) set_field(fields, "content-type", "text/html; charset=utf-8");
    return http::negotiable(base.status(), fields, std::move(body), delivery_of(fault, run, poll));
}

} // namespace understudy::mock
