#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace understudy::intake {

/// The bytes of a long file, which the system reads as they are looked at. The file must not become shorter
/// meanwhile.
class MappedFile {
public:
    /// Null unless it is a regular file of at least `shortest` bytes. Throws std::system_error with the path.
    static std::shared_ptr<MappedFile> open(const std::string& file, std::size_t shortest);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view text() const { return {bytes_, size_}; }

    /// What stands before `offset` need not stay in memory; it can still be looked at.
    void passed(std::size_t offset);

private:
    MappedFile(char* bytes, std::size_t size) : bytes_(bytes), size_(size) {}

    char* bytes_;
    std::size_t size_;
    std::size_t passed_ = 0;
};

} // namespace understudy::intake
