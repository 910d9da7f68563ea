#include "validator/live/run_request.hpp"

#include "validator/text/percent.hpp"

namespace understudy::live {

std::string run_path(const BaseUrl& base, const contract::Operation& operation,
                     const contract::RunAddress& run) {
    return base.path + contract::run_path(operation, run);
}

FetchRequest run_request(const BaseUrl& base, const contract::Operation& operation,
                         const contract::RunAddress& run, const std::vector<Credential>& credentials) {
    FetchRequest request;
    request.target = run_path(base, operation, run);
    std::string query, cookies;
    for (const Credential& credential : credentials) {
        if (credential.in == "query")
            query += (query.empty() ? "?" : "&") + text::percent_encode(credential.name) + "=" +
                     text::percent_encode(credential.value);
        else if (credential.in == "cookie")
            cookies += (cookies.empty() ? "" : "; ") + credential.name + "=" + credential.value;
        else
            request.fields.emplace_back(credential.name, credential.value);
    }
    if (!cookies.empty()) request.fields.emplace_back("Cookie", cookies);
    request.target += query;
    return request;
}

} // namespace understudy::live
