#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::intake {

/// A ZIP file in memory, such as the `.har.zip` that Playwright writes: an archive, and the bodies beside it.
/// One thread at a time.
class Zip {
public:
    static bool is_zip(std::string_view start) { return start.starts_with("PK\x03\x04"); }

    /// `bytes` must outlive it. Throws DecodingError with `file` if it is damaged.
    Zip(std::string file, std::string_view bytes);
    Zip(const Zip&) = delete;
    Zip& operator=(const Zip&) = delete;
    ~Zip();

    /// The names of its files, in the order of its directory.
    const std::vector<std::string>& names() const;

    /// A file of at most `limit` bytes. Nothing if there is none of this name, or if it is encrypted. Throws
    /// DecodingError if it is damaged, or a decompression bomb.
    std::optional<std::string> read(std::string_view name, std::size_t limit) const;

private:
    struct Archive;
    std::unique_ptr<Archive> archive_;
};

} // namespace understudy::intake
