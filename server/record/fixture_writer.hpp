#pragma once

#include <string>
#include <string_view>

namespace understudy::record {

/// Writes fixtures into a folder, whole or not at all: a temporary file beside it, fsync, and a link in one
/// step, with the folder synced after it. Whatever happens meanwhile, no file is damaged and none is
/// overwritten.
class FixtureWriter {
public:
    /// Makes the folder. Throws std::system_error, which names it, where it cannot be made or written to.
    FixtureWriter(std::string folder, bool replaces);

    /// The file's path: `FOLDER/API/RUN-ID.json`, with `-2`, `-3`… behind the id where there is one already
    /// that may not be replaced. Throws std::system_error that names the file.
    std::string write(std::string_view api, std::string_view run_id, std::string_view fixture) const;

private:
    std::string folder_;
    bool replaces_;
};

/// A run's id as a file's name: what might be more than a name becomes `_`, and it is no longer than a name
/// may be.
std::string file_name(std::string_view run_id);

} // namespace understudy::record
