#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace understudy::intake {

/// A memory-mapped long file: the system reads its bytes on access.
///
/// A page of a file that was truncated since has no bytes, and the system sends SIGBUS to who reads it. The
/// first MappedFile installs a handler, which puts a page of zeros there; the truncation is then reported by
/// check() or passed(). Any other SIGBUS goes to the handler that was there before.
class MappedFile {
public:
    /// Null unless the file is a regular file of at least `shortest` bytes, or if too many files are mapped.
    /// Throws std::system_error with the path.
    static std::shared_ptr<MappedFile> open(const std::string& file, std::size_t shortest);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view text() const { return {bytes_, size_}; }

    /// Throws std::system_error with the path if the file is shorter than it was: not all that was read since
    /// is of the file.
    void check() const;

    /// The bytes before `offset` need not stay in memory. They can still be read. Throws as check() does.
    void passed(std::size_t offset);

private:
    MappedFile(std::string file, int descriptor, char* bytes, std::size_t size, std::size_t slot);

    std::string file_;
    int descriptor_;
    char* bytes_;
    std::size_t size_;
    std::size_t slot_; ///< where the handler finds it
    std::size_t passed_ = 0;
};

} // namespace understudy::intake
