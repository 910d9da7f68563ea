#include "server/mock/documented_error.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "server/http/gzip.hpp"
#include "server/http/problem.hpp"
#include "server/mock/cors.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::mock {
namespace {

unsigned number_of(const std::string& status) {
    return static_cast<unsigned>(std::strtoul(status.c_str(), nullptr, 10)); // `default`: 0; `4XX`: 4
}

/// The documented error that has an example and the nearest status; nullptr if there is none.
const contract::Response* nearest_error(const contract::Operation& operation, unsigned status) {
    const contract::Response* response = nullptr;
    unsigned nearest = UINT32_MAX;
    for (const contract::Response& each : operation.responses) {
        const unsigned other = number_of(each.status);
        if (each.example.empty() || other < 400) continue;
        const unsigned distance = other > status ? other - status : status - other;
        if (distance < nearest) response = &each;
        nearest = std::min(nearest, distance);
    }
    return response;
}

} // namespace

std::shared_ptr<const http::Reply> documented_error(const contract::Operation& operation, unsigned status,
                                                    std::span<const http::Field> more_fields) {
    const contract::Response* response = operation.response(status);
    if (response == nullptr || response->example.empty()) response = nearest_error(operation, status);
    std::vector<http::Field> fields(more_fields.begin(), more_fields.end());
    allow_any_origin(fields);
    if (response == nullptr)
        return http::problem(status, "ordered",
                             "A fault rule or a rate limit of the mock ordered this error.", fields);
    fields.push_back({"content-type", response->media_type});
    return http::negotiable(status, fields, response->example);
}

void set_field(std::vector<http::Field>& fields, std::string_view name, std::string_view value) {
    std::erase_if(fields,
                  [&](const http::Field& field) { return text::equal_ignoring_case(field.name, name); });
    fields.push_back({name, value});
}

} // namespace understudy::mock
