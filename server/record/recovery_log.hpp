#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/recording.hpp"

namespace understudy::record {

/// Where exchanges are until their run's fixture is written: a file in the folder, one line an exchange,
/// written before the client has the last byte of the reply. What a recorder that was killed leaves behind,
/// the next one recovers. It holds what a fixture holds and no more: what is in it is redacted.
class RecoveryLog {
public:
    /// Throws std::system_error that names the file.
    explicit RecoveryLog(const std::string& folder);
    /// Removes the file: all is in fixtures.
    ~RecoveryLog();
    RecoveryLog(const RecoveryLog&) = delete;
    RecoveryLog& operator=(const RecoveryLog&) = delete;

    /// Throws std::system_error.
    void append(const RunInfo& run, const RecordedExchange& exchange);

    /// What was appended of a run is in a fixture. Throws std::system_error.
    void settle(const RunInfo& run) { append(run, {}); }

    /// Leaves the file behind: something in it could not be written as a fixture.
    void keep() { is_kept_ = true; }

    /// The recordings in journals that nobody writes to any more, and those files, to be removed once they
    /// are written.
    struct Found {
        std::vector<Recording> recordings;
        std::vector<std::string> files;
    };
    static Found recover(const std::string& folder);

private:
    std::string path_;
    int descriptor_;
    bool is_kept_ = false;
};

} // namespace understudy::record
