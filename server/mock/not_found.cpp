#include "server/mock/not_found.hpp"

#include <string>

#include "server/http/problem.hpp"
#include "server/mock/cors.hpp"

namespace understudy::mock {

std::shared_ptr<const http::Reply> not_found(const ApiListing& listing, std::string_view path) {
    std::string detail = "No API of this mock has the path " + std::string(path) + "; it has";
    for (std::size_t i = 0; i < listing.entries.size(); ++i)
        detail += (i == 0 ? " " : ", ") + listing.entries[i].base + listing.entries[i].path_template;
    std::vector<http::Field> fields;
    allow_any_origin(fields);
    return http::problem(404, "no-such-path", detail + ".", fields);
}

} // namespace understudy::mock
