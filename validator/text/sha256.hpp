#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// In lower-case hexadecimal.
std::string sha256(std::string_view bytes);

} // namespace understudy::text
