#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace understudy::intake {

/// A memory-mapped long file: the system reads its bytes on access. The file must not shrink while it is
/// mapped.
class MappedFile {
public:
    /// Null unless the file is a regular file of at least `shortest` bytes. Throws std::system_error with the
    /// path.
    static std::shared_ptr<MappedFile> open(const std::string& file, std::size_t shortest);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view text() const { return {bytes_, size_}; }

    /// The bytes before `offset` need not stay in memory. They can still be read.
    void passed(std::size_t offset);

private:
    MappedFile(char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}

    char* bytes_;
    std::size_t size_;
    std::size_t passed_ = 0;
};

} // namespace understudy::intake
