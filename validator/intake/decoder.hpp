#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace understudy::intake {

/// Compressed input that cannot be decoded. It is an input error, as a system error is. what() is the reason
/// alone.
class DecodingError : public std::system_error {
public:
    explicit DecodingError(const std::string& reason)
        : std::system_error(std::make_error_code(std::errc::illegal_byte_sequence)), reason_(reason) {}
    const char* what() const noexcept override { return reason_.what(); }

private:
    std::runtime_error reason_; // copied without throwing
};

/// Decompresses a stream: gzip (RFC 1952) or Zstandard (RFC 8878), member by member or frame by frame. One
/// thread at a time.
class Decoder {
public:
    /// Output beyond kFree bytes may be at most this many times the input: a decompression bomb is refused.
    static constexpr std::uint64_t kMostRatio = 1000;
    static constexpr std::uint64_t kFree = std::uint64_t{64} << 20;

    /// Chooses a decoder by the first bytes of a file; null if the file is not compressed.
    static std::unique_ptr<Decoder> of(std::string_view start);

    virtual ~Decoder() = default;

    /// Decodes from the front of `input`, which it shortens, into `to`. Returns the number of bytes written;
    /// 0 means that it needs more input. Throws DecodingError for damaged input and for a bomb.
    std::size_t decode(std::string_view& input, char* to, std::size_t room);

    /// Whether the stream may end here.
    virtual bool is_at_end() const = 0;

protected:
    virtual std::size_t step(std::string_view& input, char* to, std::size_t room) = 0;

private:
    std::uint64_t in_ = 0;
    std::uint64_t out_ = 0;
};

} // namespace understudy::intake
