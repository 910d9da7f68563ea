#pragma once

#include <minizip/zip.h>

#include <string>
#include <utility>
#include <vector>

namespace understudy::test {

/// Writes a zip file, deflated.
inline void write_zip(const std::string& path,
                      const std::vector<std::pair<std::string, std::string>>& files) {
    const zipFile zip = zipOpen(path.c_str(), APPEND_STATUS_CREATE);
    for (const auto& [name, text] : files) {
        const zip_fileinfo info = {};
        zipOpenNewFileInZip(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                            Z_DEFAULT_COMPRESSION);
        zipWriteInFileInZip(zip, text.data(), static_cast<unsigned>(text.size()));
        zipCloseFileInZip(zip);
    }
    zipClose(zip, nullptr);
}

} // namespace understudy::test
