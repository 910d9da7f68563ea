#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/intake/mapped_file.hpp"
#include "validator/intake/source.hpp"
#include "validator/intake/zip.hpp"

namespace understudy::intake {

/// A part of a file that can be checked by itself: complete lines of NDJSON, or the whole of any other file.
struct Block {
    Bytes bytes;
    bool is_whole_file = false;
    bool is_sequence = false;           ///< record separators stand before the texts, not line ends behind
    std::shared_ptr<MappedFile> mapped; ///< the mapping of a long file that is not NDJSON; else null
    std::shared_ptr<const Zip> zip;     ///< the zip file that the bytes were in
    std::uint64_t read = 0;             ///< bytes of the file read so far, this block included
};

/// One JSON text of a block: the whole block, or one line of NDJSON.
struct Text {
    std::string_view bytes; ///< a part of the block
    std::size_t line = 1;   ///< the number of its first line
    bool is_whole_file = false;
    MappedFile* mapped = nullptr; ///< the mapping that holds the bytes, if they need not stay in memory
    const Zip* zip = nullptr;     ///< the zip file that the bytes were in
};

using EachText = std::function<void(const Text&)>;

/// Reads a file, or standard input for `-`, block by block.
///
/// The name identifies NDJSON (`.ndjson`, `.jsonl`), or else the content does: the file has more than one
/// line, and either the first line is a complete JSON value or the second is a complete object that starts at
/// the beginning of the line. (In a long file without such a name, the first line counts only if it is at
/// most 4 MiB long.) A zip file is its archives, a block for each. A file that begins with a record separator
/// (0x1E) is a JSON text sequence (RFC 7464): its texts may have line ends inside. Any other file is one
/// block.
///
/// A block of NDJSON is a few hundred KiB of whole lines, or one longer line. A line or a whole file longer
/// than `limit` is cut just past the limit, so that the parser refuses it. An empty file is one empty block.
/// One thread at a time.
class BlockReader {
public:
    /// Throws std::system_error with the path, as next() does.
    BlockReader(const std::string& file, std::size_t limit);

    /// Replaces `block` with the next one; false at the end of the file. Reuses the memory of `block` if it
    /// is no larger than Source::kMostKept. Throws a read error only after it has returned the whole lines
    /// before the error.
    bool next(Block& block);

private:
    bool next_lines(Block& block);
    Block whole_file();
    bool next_archive(Block& block);
    void open_zip();

    std::string file_;
    std::size_t limit_;
    std::unique_ptr<Source> source_;     // null if the file is mapped, and after a whole file
    std::shared_ptr<MappedFile> mapped_; // set for a long, uncompressed file
    bool has_lines_ = false;
    bool is_sequence_ = false;
    std::shared_ptr<const Zip> zip_;
    Bytes zipped_;                      // all of the zip file
    std::vector<std::string> archives_; // in it, that are not read yet, the last one first
    std::string archive_;               // the text of the last block
    bool is_cut_ = false;               // the line of the last block was cut
    std::exception_ptr error_;          // thrown by the next call
    bool is_at_end_ = false;
};

/// Without the byte order mark that some tools write in front of UTF-8. RFC 8259 §8.1 lets a reader ignore
/// it.
std::string_view without_byte_order_mark(std::string_view text);

/// Calls `each` with every text of a block that begins at line `first_line` of its file, and skips blank
/// lines of NDJSON. Returns the number of lines in the block. Different threads may read different blocks.
std::size_t read_texts(const Block& block, std::size_t first_line, const EachText& each);

} // namespace understudy::intake
