#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace understudy::json {

/// Why a document that the program was given to work with (a contract, a fixture, a configuration) cannot
/// be used. what() reads `file:line:column: pointer: reason`. Responses that are checked never throw this:
/// a fault in them is a finding.
class LoadError : public std::runtime_error {
public:
    /// `line` 0: the place in the text is not known. `pointer` empty: the document as a whole.
    LoadError(std::string file, std::string pointer, const std::string& reason, std::size_t line = 0,
              std::size_t column = 0);

    const std::string& file() const { return file_; }
    const std::string& pointer() const { return pointer_; }
    const std::string& reason() const { return reason_; }
    std::size_t line() const { return line_; }
    std::size_t column() const { return column_; }

private:
    std::string file_;
    std::string pointer_;
    std::string reason_;
    std::size_t line_;
    std::size_t column_;
};

} // namespace understudy::json
