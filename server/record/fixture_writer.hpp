#pragma once

#include <string>
#include <string_view>

namespace understudy::record {

/// Writes fixtures into a folder, whole or not at all. It writes a temporary file beside the fixture, calls
/// fsync, links the file in one step and then syncs the folder. A crash at any point damages no file and
/// overwrites none.
class FixtureWriter {
public:
    /// Makes the folder. Throws std::system_error, which names the folder, if it cannot be made or written
    /// to.
    FixtureWriter(std::string folder, bool replaces);

    struct Written {
        std::string file;
        bool is_known = false;  ///< the folder had this recording already, and nothing was written
        std::string same_run{}; ///< the first file with another recording of the run; empty if there is none
    };
    /// The fixture is in `FOLDER/API/RUN-ID.json`, with `-2`, `-3`… after the id if the file exists already
    /// and may not be replaced, or is of another run. Throws std::system_error that names the file.
    Written write(std::string_view api, std::string_view run_id, const std::string& fixture) const;

    /// Removes the temporary files that killed writers have left in the folder.
    void remove_unfinished() const;

private:
    std::string folder_;
    bool replaces_;
};

/// Turns a run's id into a file name: replaces characters that are unsafe in a file name by `_`, and cuts it
/// to the longest name allowed.
std::string file_name(std::string_view run_id);

} // namespace understudy::record
