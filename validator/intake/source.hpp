#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "validator/intake/decoder.hpp"

namespace understudy::intake {

/// Memory to read into. Buffers are passed on and back, because new memory costs more than reading into it. A
/// moved-from buffer is empty.
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

/// A text and the memory that holds it.
struct Bytes {
    Buffer buffer;
    std::string_view text; ///< a part of buffer
};

/// Reads a file, or standard input for `-`, a chunk at a time, and decompresses it on the way.
///
/// The source detects gzip and Zstandard by the first bytes of the file. Its buffer grows to whatever the
/// caller needs: a caller calls more() until held() contains, say, a whole line, then takes or drops that
/// part.
///
/// take() hands the buffer itself to the caller and copies only the bytes behind the part taken. With
/// read_into() a finished buffer comes back. Reading a long file therefore needs no new memory for each
/// block.
///
/// One thread at a time.
class Source {
public:
    static constexpr std::size_t kChunk = std::size_t{1} << 18;
    /// A larger buffer, made for one long line, is not kept.
    static constexpr std::size_t kMostKept = 8 * kChunk;

    /// Throws std::system_error with the path, as more() does.
    explicit Source(const std::string& file);
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source();

    /// The bytes read and not yet dropped or taken. Valid until the next call of another member.
    std::string_view held() const { return {buffer_.bytes.get() + begin_, end_ - begin_}; }

    /// Adds up to a chunk to held(). False at the end of the file.
    bool more();

    /// Whether the file is compressed (gzip or Zstandard, known by its first bytes).
    bool is_compressed() const { return decoder_ != nullptr; }

    /// The number of bytes read from the file, before decompression.
    std::uint64_t bytes_read() const { return bytes_read_; }

    void drop(std::size_t count) { begin_ += count; }

    /// Takes the first `count` bytes of held(), with the buffer. Copies only the bytes behind them.
    Bytes take(std::size_t count);

    /// Replaces the buffer with `buffer`, unless that has less room or more than kMostKept. A thread that
    /// checks what it reads then has the memory in its caches.
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
    std::string_view undecoded_; // a part of compressed_
};

} // namespace understudy::intake
