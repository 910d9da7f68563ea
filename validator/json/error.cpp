#include "validator/json/error.hpp"

#include <utility>

namespace understudy::json {
namespace {

std::string describe(const std::string& file, const std::string& pointer, const std::string& reason,
                     std::size_t line, std::size_t column) {
    std::string text = file;
    if (line != 0) text += ":" + std::to_string(line) + ":" + std::to_string(column);
    if (!pointer.empty()) text += ": " + pointer;
    return text + ": " + reason;
}

} // namespace

LoadError::LoadError(std::string file, std::string pointer, const std::string& reason, std::size_t line,
                     std::size_t column)
    : std::runtime_error(describe(file, pointer, reason, line, column)),
      file_(std::move(file)),
      pointer_(std::move(pointer)),
      reason_(reason),
      line_(line),
      column_(column) {}

} // namespace understudy::json
