#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "validator/intake/decoder.hpp"

namespace understudy::intake {

/// Memory to read into. Handed on and back, for to have new memory costs more than to read into it. None is
/// left where it was moved from.
struct Buffer {
    Buffer() = default;
    explicit Buffer(std::size_t size) : bytes(std::make_unique_for_overwrite<char[]>(size)), capacity(size) {}
    Buffer(Buffer&& other) noexcept
        : bytes(std::move(other.bytes)), capacity(std::exchange(other.capacity, 0)) {}
    Buffer& operator=(Buffer&& other) noexcept {
        bytes = std::move(other.bytes);
        capacity = std::exchange(other.capacity, 0);
        return *this;
    }
    ~Buffer() = default;

    std::unique_ptr<char[]> bytes;
    std::size_t capacity = 0;
};

/// A text and the memory that it is in.
struct Bytes {
    Buffer buffer;
    std::string_view text; ///< a part of buffer
};

/// A file, or standard input for `-`, its compression taken off, read a chunk at a time into a buffer that
/// grows to what is asked for. One thread at a time.
class Source {
public:
    static constexpr std::size_t kChunk = std::size_t{1} << 18;
    static constexpr std::size_t kMostKept = 8 * kChunk; ///< what one long line took is not kept for others

    /// Throws std::system_error with the path, as more() does.
    explicit Source(const std::string& file);
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source();

    /// What was read and not yet dropped or taken; until the next call of another member.
    std::string_view held() const { return {buffer_.bytes.get() + begin_, end_ - begin_}; }

    /// Adds up to a chunk to held(). False at the end of the file.
    bool more();

    /// Whether what is read is not what the file holds: gzip or Zstandard, known by its first bytes.
    bool is_compressed() const { return decoder_ != nullptr; }

    /// Of the file, compressed as it may be.
    std::uint64_t bytes_read() const { return bytes_read_; }

    void drop(std::size_t count) { begin_ += count; }

    /// The first bytes of held(), with the buffer: only what stands behind them is copied.
    Bytes take(std::size_t count);

    /// Puts memory to read into in the place of what there is, unless it has less room, or more than
    /// kMostKept: who checks what is read has it in the caches then.
    void read_into(Buffer buffer);

private:
    void make_room();
    std::size_t read_some(char* to);
    std::size_t decode_some(char* to);
    [[noreturn]] void fail() const;

    std::string file_;
    int descriptor_;
    Buffer buffer_;
    Buffer spare_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t bytes_read_ = 0;
    bool is_at_end_ = false;
    bool is_at_start_ = true;
    std::unique_ptr<Decoder> decoder_; // null: not compressed
    Buffer compressed_;
    std::string_view undecoded_; // of compressed_
};

} // namespace understudy::intake
