#pragma once

#include <algorithm>
#include <vector>

#include "server/http/message.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::mock {

/// Lets scripts of any origin read a reply and all of its fields, such as Retry-After (Fetch §3.2.3). A field
/// that the reply has already stays.
inline void allow_any_origin(std::vector<http::Field>& fields) {
    for (const http::Field& field :
         {http::Field{"access-control-allow-origin", "*"}, http::Field{"access-control-expose-headers", "*"}})
        if (std::none_of(fields.begin(), fields.end(), [&](const http::Field& each) {
                return text::equal_ignoring_case(each.name, field.name);
            }))
            fields.push_back(field);
}

} // namespace understudy::mock
