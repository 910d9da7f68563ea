#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/intake/observation.hpp"

namespace understudy::test {

/// A response whose body is a part of `text`.
inline intake::Observation observed(std::string document, std::string_view text, std::string_view body,
                                    std::size_t first_line = 1, unsigned status = 200,
                                    const std::vector<contract::HeaderField>* fields = nullptr) {
    intake::Observation observation{.document = std::move(document)};
    observation.text = text;
    observation.body = body;
    observation.first_line = first_line;
    observation.status = status;
    if (fields != nullptr) observation.fields = *fields;
    return observation;
}

} // namespace understudy::test
