#pragma once

#include <string>
#include <string_view>

namespace understudy::test {

/// A new, empty folder that goes away with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    /// The path of a file in it, which is not made.
    std::string file(std::string_view name) const;
    /// Writes a file, and the folders that lead to it; its path.
    std::string write(std::string_view name, std::string_view bytes) const;

private:
    std::string path_;
};

} // namespace understudy::test
