#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "validator/intake/mapped_file.hpp"
#include "validator/intake/source.hpp"

namespace understudy::intake {

/// A part of a file that can be checked by itself: whole lines of NDJSON, or all of a file that is not.
struct Block {
    Bytes bytes;
    bool is_whole_file = false;
    std::shared_ptr<MappedFile> mapped; ///< of a long file that is not NDJSON; else null
    std::uint64_t read = 0;             ///< bytes of the file that were read for it and those before
};

/// One JSON text of a block: the whole of it, or a line of NDJSON.
struct Text {
    std::string_view bytes; ///< of the block
    std::size_t line = 1;   ///< the number of its first line
    bool is_whole_file = false;
    MappedFile* mapped = nullptr; ///< what the bytes are in, where that need not stay in memory
};

using EachText = std::function<void(const Text&)>;

/// Reads a file, or standard input for `-`, one block after the other.
///
/// NDJSON is known by its name (`.ndjson`, `.jsonl`) or by its content: more than one line, and the first is
/// a complete JSON value, or the second a complete object at the line's start. A block of it is a few hundred
/// KiB, or a longer line; a line, or a whole file, longer than `limit` is cut past the limit, for the parser
/// to refuse. (Of a long file without such a name, only a first line of up to 4 MiB is taken for one.) An
/// empty file is one empty block. One thread at a time.
class BlockReader {
public:
    /// Throws std::system_error with the path, as next() does.
    BlockReader(const std::string& file, std::size_t limit);

    /// Puts the next block in the place of `block`, whose memory is read into if it is no longer than
    /// Source::kMostKept. False at the end of the file. What cannot be read is thrown after the whole lines
    /// before it.
    bool next(Block& block);

private:
    bool next_lines(Block& block);
    Block whole_file();

    std::size_t limit_;
    std::unique_ptr<Source> source_;     // null where the file is mapped, and after a whole file
    std::shared_ptr<MappedFile> mapped_; // of a long file that is no compressed one
    bool has_lines_ = false;
    bool is_cut_ = false;      // the last block's line
    std::exception_ptr error_; // for the next call
    bool is_at_end_ = false;
};

/// Calls `each` with every text of a block that begins in line `first_line` of its file; blank lines of
/// NDJSON are passed over. The number of the block's lines. Different blocks may be read by different
/// threads.
std::size_t read_texts(const Block& block, std::size_t first_line, const EachText& each);

} // namespace understudy::intake
