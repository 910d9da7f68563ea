#include "server/mock/request_check.hpp"

#include <algorithm>
#include <optional>

#include "server/http/cookie.hpp"
#include "validator/contract/simple_style.hpp"
#include "validator/text/masking.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/url.hpp"

namespace understudy::mock {
namespace {

class First : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        if (text.empty()) text = "expected " + breach.expected + "; found " + breach.found;
    }
    std::string text;
};

/// The breach of a parameter, or nothing.
std::string breach_of(const contract::Parameter& parameter, const std::optional<std::string>& value) {
    if (!value) return parameter.required ? "expected one; found none" : "";
    if (parameter.schema == nullptr) return {};
    First first;
    contract::evaluate_simple(*parameter.schema, *value, first);
    return first.text;
}

} // namespace

RequestCheck::RequestCheck(const contract::Operation& operation) {
    for (const contract::Parameter& parameter : operation.parameters) {
        if (parameter.in == "query") query_.push_back(&parameter);
        if (parameter.in == "header") header_.push_back(&parameter);
        if (parameter.in == "cookie") cookie_.push_back(&parameter);
    }
    for (const contract::Parameter* parameter : query_) known_.push_back(parameter->name);
    for (const auto& alternative : operation.security)
        for (const contract::SecurityScheme& scheme : alternative)
            if (scheme.in == "query") known_.push_back(scheme.name);
}

RequestCheck::Result RequestCheck::check(const http::Request& request) const {
    for (const contract::Parameter* parameter : query_) {
        const std::string breach =
            breach_of(*parameter, text::query_parameter(request.target, parameter->name));
        if (!breach.empty()) return {"query " + parameter->name + ": " + breach, {}};
    }
    for (const contract::Parameter* parameter : header_) {
        const bool is_there = request.count(parameter->name) != 0;
        const std::string breach = breach_of(
            *parameter, is_there ? std::optional(std::string(request.field(parameter->name))) : std::nullopt);
        if (!breach.empty()) return {"header " + parameter->name + ": " + breach, {}};
    }
    for (const contract::Parameter* parameter : cookie_) {
        const auto value = http::cookie(request, parameter->name);
        const std::string breach =
            breach_of(*parameter, value ? std::optional(text::percent_decode(*value)) : std::nullopt);
        if (!breach.empty()) return {"cookie " + parameter->name + ": " + breach, {}};
    }
    for (const std::string& name : text::query_names(request.target))
        if (std::find(known_.begin(), known_.end(), name) == known_.end())
            return {{}, "query " + text::shown_name(name, false) + ": nobody documented it"};
    return {};
}

} // namespace understudy::mock
