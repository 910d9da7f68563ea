#pragma once

#include <deque>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/record/fixture_writer.hpp"
#include "server/record/recording.hpp"
#include "server/record/recovery_log.hpp"
#include "server/record/redactor.hpp"
#include "validator/check/checker.hpp"
#include "validator/check/lifecycle_check.hpp"

namespace understudy::record {

/// One API being recorded.
struct RecordedApi {
    RecordedApi(std::shared_ptr<const contract::Contract> contract, const Pseudonyms& pseudonyms,
                RedactOptions options);

    std::shared_ptr<const contract::Contract> contract;
    const contract::Operation& operation; ///< the one that returns a run
    std::string from;                     ///< its base URL
    std::set<std::string> kept;           ///< header fields to keep
    Redactor redactor;
    check::Tally tally{1000};

    /// Reports to `tally`. Its findings leave out every secret that the redactor knows so far.
    check::Checker& checker();

private:
    std::optional<check::Checker> checker_;
    std::size_t secrets_ = 0; // how many secrets checker_ knows
};

/// Turns the responses of runs into fixtures, and checks each response against its contract on the way.
///
/// The proxy, the poller and the HAR reader all give their exchanges to take(). The recorder collects them by
/// run and redacts each at once, so that no secret waits in memory for the end. When a run has ended, or at
/// finish(), it writes the run's fixture.
///
/// After keep_journal() each exchange is also in a recovery log on disk before take() returns. If a recorder
/// is killed, nothing is lost: the next one turns the log into fixtures. One thread at a time.
class Recorder {
public:
    /// Reports each written fixture on `out`, and each failure on `err`.
    ///
    /// First writes the fixtures that are in the recovery logs of killed recorders, and says what is damaged
    /// there. What a fixture has already is not written again. Throws std::system_error.
    Recorder(const std::string& folder, bool replaces, std::ostream& out, std::ostream& err);

    /// From now on every exchange is safe on disk once take() has returned.
    void keep_journal();

    /// Records a response of a run. `name`: its name in reports.
    void take(RecordedApi& api, const contract::RunAddress& address, const std::string& name,
              const Captured& captured);

    /// Whether the run's last response ended it.
    bool has_ended(const RecordedApi& api, const contract::RunAddress& address) const;

    /// Writes the fixture of one run. Later exchanges of the run make another fixture, unless they repeat its
    /// last response: clients keep polling a run that has ended.
    void write(RecordedApi& api, const contract::RunAddress& address);
    /// Writes every fixture that is not written yet.
    void finish();

    std::size_t written() const { return written_; }
    bool has_failed() const { return has_failed_; }

private:
    struct Run {
        Recording recording;
        std::optional<check::RunLife> life;
    };
    using Key = std::pair<const RecordedApi*, contract::RunAddress>;

    Run& run_of(RecordedApi& api, const contract::RunAddress& address, const Captured& captured);
    void recover();
    bool write(const Recording& recording, std::ostream& to);
    void settle(const RunInfo& run);
    void fail(const std::string& reason);

    std::string folder_;
    FixtureWriter writer_;
    std::ostream& out_;
    std::ostream& err_;
    std::map<Key, Run> runs_;
    std::deque<Key> done_; // written runs, kept to recognize repeats of their last response
    std::unique_ptr<RecoveryLog> journal_;
    std::size_t written_ = 0;
    bool has_failed_ = false;
};

} // namespace understudy::record
