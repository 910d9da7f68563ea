#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/limits.hpp"
#include "server/http/problem.hpp"

namespace understudy::http {

/// Decodes one chunked body (RFC 9112 §7.1), strictly and within ConnectionLimits.
///
/// Beast's decoder is not used. In 1.81 it asserts that two bytes follow a last chunk, which fails when a
/// client sends byte by byte, and it stores extensions and trailers without a bound.
class ChunkedBody {
public:
    explicit ChunkedBody(const ConnectionLimits& limits) : limits_(&limits) {}

    /// Appends the decoded data to `body`. Returns how many of `bytes` it has consumed. The rest is the
    /// beginning of a line: pass it again together with the bytes that follow.
    std::size_t take(std::string_view bytes, std::string& body);

    bool done() const { return stage_ == Stage::done; }
    const Refusal* refusal() const { return refusal_; } ///< null while there is no error

private:
    enum class Stage { size, data, data_end, trailer, done };

    std::size_t take_line(std::string_view bytes, const std::string& body);
    std::size_t take_data(std::string_view bytes, std::string& body);
    std::size_t take_data_end(std::string_view bytes);
    void on_size_line(std::string_view line, std::size_t decoded);
    void on_trailer_line(std::string_view line);
    std::size_t refuse(const Refusal& refusal);

    const ConnectionLimits* limits_;
    const Refusal* refusal_ = nullptr;
    Stage stage_ = Stage::size;
    std::uint64_t remaining_ = 0; ///< data of this chunk still to come
    std::size_t extensions_ = 0;  ///< bytes of all extensions, bounded like the fields of a head
    std::size_t trailers_ = 0;    ///< bytes of all trailer fields, bounded likewise
    std::size_t trailer_count_ = 0;
};

} // namespace understudy::http
