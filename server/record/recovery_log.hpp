#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/recording.hpp"

namespace understudy::record {

/// Holds exchanges until their run's fixture is written: a file in the folder, one record per exchange,
/// written before the client gets the last byte of the reply. If a recorder is killed, the next one recovers
/// the file. Like a fixture, it holds only redacted data.
///
/// A record is a line, `SHA-256 JSON`, with an empty line before it. The digest (of the JSON, its first 16
/// digits) shows damage. The second line end lets the next record be found if one of the two is lost, so
/// damage to a byte costs the record that has it and no other.
class RecoveryLog {
public:
    /// Throws std::system_error that names the file.
    explicit RecoveryLog(const std::string& folder);
    /// Removes the file: everything is in fixtures.
    ~RecoveryLog();
    RecoveryLog(const RecoveryLog&) = delete;
    RecoveryLog& operator=(const RecoveryLog&) = delete;

    /// Throws std::system_error.
    void append(const RunInfo& run, const RecordedExchange& exchange);

    /// Marks everything appended for this run as written to a fixture. Throws std::system_error.
    void settle(const RunInfo& run) { append(run, {}); }

    /// Leaves the file behind, because something in it could not be written as a fixture.
    void keep() { is_kept_ = true; }

    /// The recordings in logs that no recorder writes to any more, and those files. Remove the files once the
    /// recordings are written.
    struct Found {
        std::vector<Recording> recordings;
        std::vector<std::string> files;
        std::vector<std::string> losses; ///< what is damaged, a message each
    };
    /// A recording may be in a fixture already, if its recorder was killed before it could settle it.
    static Found recover(const std::string& folder);

private:
    std::string path_;
    int descriptor_;
    bool is_kept_ = false;
};

} // namespace understudy::record
