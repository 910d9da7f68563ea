#pragma once

#include <cstddef>
#include <string_view>

#include "server/http/limits.hpp"
#include "server/http/problem.hpp"

namespace understudy::http {

/// Finds the end of a request's head, line by line as it arrives. Refuses input that must not reach a more
/// forgiving parser: lines that end in LF alone, folded lines, and too many bytes.
class HeadScanner {
public:
    enum class Outcome { partial, whole, refused };

    explicit HeadScanner(const ConnectionLimits& limits) : limits_(&limits) {}

    /// `bytes` begins with the request line, and each call passes everything received so far. Only the new
    /// bytes are examined.
    Outcome scan(std::string_view bytes);

    std::size_t size() const { return line_; }           ///< of the whole head, including its empty line
    const Refusal& refusal() const { return *refusal_; } ///< after `refused`
    void reset() { *this = HeadScanner(*limits_); }

private:
    const Refusal* check_line(std::string_view line);
    const Refusal* check_sizes(std::size_t seen) const;
    Outcome refuse(const Refusal& refusal);

    const ConnectionLimits* limits_;
    const Refusal* refusal_ = nullptr;
    std::size_t seen_ = 0;   ///< no LF from line_ up to here
    std::size_t line_ = 0;   ///< where the current line begins
    std::size_t fields_ = 0; ///< where the first field line begins; 0 within the request line
    std::size_t count_ = 0;  ///< field lines so far
};

} // namespace understudy::http
