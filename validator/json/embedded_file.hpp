#pragma once

#include <string_view>

namespace understudy::json {

/// A file that is part of the program, as it was when the program was built (embed.cmake).
struct EmbeddedFile {
    std::string_view name; ///< `schemas/contracts/noxus.openapi.json`
    std::string_view text;
};

} // namespace understudy::json
