#include <stdexcept>
#include <string>

#include "validator/contract/embedded.hpp"

namespace understudy::contract {

std::string_view embedded_schema(std::string_view name) {
    for (const EmbeddedFile& file : embedded_schemas())
        if (file.name.substr(file.name.find('/') + 1) == name) return file.text;
    throw std::out_of_range("no embedded file named " + std::string(name));
}

} // namespace understudy::contract
