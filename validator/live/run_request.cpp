#include "validator/live/run_request.hpp"

#include <stdexcept>

#include "validator/text/percent.hpp"

namespace understudy::live {

std::string run_path(const BaseUrl& base, const contract::Operation& operation, const std::string& run_id) {
    const std::string& path = operation.path;
    const std::size_t open = path.find('{');
    const std::size_t close = path.find('}', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos || path.find('{', close) != std::string::npos)
        throw std::invalid_argument(operation.method + " " + path +
                                    ": expected one parameter in the path, the run's id");
    return base.path + path.substr(0, open) + text::percent_encode(run_id) + path.substr(close + 1);
}

FetchRequest run_request(const BaseUrl& base, const contract::Operation& operation, const std::string& run_id,
                         const std::vector<Credential>& credentials) {
    FetchRequest request;
    request.target = run_path(base, operation, run_id);
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
