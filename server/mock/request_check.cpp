#include "server/mock/request_check.hpp"

#include <algorithm>
#include <optional>

#include "server/http/cookie.hpp"
#include "validator/contract/parameter_value.hpp"
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

/// The breach of a query parameter or cookie, or nothing.
std::string breach_of(const contract::Parameter& parameter, const contract::RawParameters& all) {
    First first;
    const bool is_there = contract::evaluate_parameter(parameter, all, first);
    return is_there || !parameter.required ? first.text : "expected one; found none";
}

/// The breach of a header field, or nothing.
std::string breach_of(const contract::Parameter& parameter, const http::Request& request) {
    if (request.count(parameter.name) == 0) return parameter.required ? "expected one; found none" : "";
    First first;
    contract::evaluate_parameter(parameter, request.field(parameter.name), first);
    return first.text;
}

} // namespace

RequestCheck::RequestCheck(const contract::Operation& operation) {
    for (const contract::Parameter& parameter : operation.parameters) {
        if (parameter.in == "query") query_.push_back(&parameter);
        if (parameter.in == "header") header_.push_back(&parameter);
        if (parameter.in == "cookie") cookie_.push_back(&parameter);
    }
    for (const auto& alternative : operation.security)
        for (const contract::SecurityScheme& scheme : alternative)
            if (scheme.in == "query") credentials_.push_back(scheme.name);
}

RequestCheck::Result RequestCheck::check(const http::Request& request) const {
    const contract::RawParameters query = text::query_parameters(request.target);
    for (const contract::Parameter* parameter : query_)
        if (const std::string breach = breach_of(*parameter, query); !breach.empty())
            return {"query " + parameter->name + ": " + breach, {}};
    for (const contract::Parameter* parameter : header_)
        if (const std::string breach = breach_of(*parameter, request); !breach.empty())
            return {"header " + parameter->name + ": " + breach, {}};
    const contract::RawParameters cookies = http::cookies(request);
    for (const contract::Parameter* parameter : cookie_)
        if (const std::string breach = breach_of(*parameter, cookies); !breach.empty())
            return {"cookie " + parameter->name + ": " + breach, {}};
    for (const auto& [raw_name, value] : query)
        if (const std::string name = text::percent_decode(raw_name); !is_known(name))
            return {{}, "query " + text::shown_name(name, false) + ": the contract does not document it"};
    return {};
}

bool RequestCheck::is_known(const std::string& name) const {
    return std::find(credentials_.begin(), credentials_.end(), name) != credentials_.end() ||
           std::any_of(query_.begin(), query_.end(), [&](const contract::Parameter* parameter) {
               return contract::has_name(*parameter, name);
           });
}

} // namespace understudy::mock
