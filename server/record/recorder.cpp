#include "server/record/recorder.hpp"

#include <unistd.h>

#include <chrono>
#include <ostream>
#include <system_error>

#include "validator/text/time.hpp"

namespace understudy::record {
namespace {

std::string utc_now() {
    using namespace std::chrono;
    return text::time_text(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

constexpr std::size_t kMostDone = 1000;

std::vector<contract::HeaderField> views(const Captured& captured) {
    std::vector<contract::HeaderField> fields;
    for (const auto& [name, value] : captured.fields) fields.push_back({name, value});
    return fields;
}

/// The address with pseudonyms for what is secret in the other ids of the path: a tenant's e-mail address, a
/// key. The run's own id is the fixture's name, and stays.
contract::RunAddress stored(contract::RunAddress address, Redactor& redactor) {
    for (auto& [name, value] : address.path) value = redactor.text(value);
    return address;
}

} // namespace

RecordedApi::RecordedApi(std::shared_ptr<const contract::Contract> given, const Pseudonyms& pseudonyms,
                         RedactOptions options)
    : contract(std::move(given)),
      operation(contract->run_operation()),
      kept(kept_fields(operation)),
      redactor(pseudonyms, std::move(options)) {}

check::Checker& RecordedApi::checker() {
    if (!checker_ || secrets_ != redactor.secrets().size()) {
        secrets_ = redactor.secrets().size();
        check::CheckOptions options;
        options.secrets = redactor.secrets();
        options.api = contract->name();
        checker_.emplace(operation, options, tally);
    }
    return *checker_;
}

Recorder::Recorder(const std::string& folder, bool replaces, std::ostream& out, std::ostream& err)
    : folder_(folder), writer_(folder, replaces), out_(out), err_(err) {
    recover();
}

void Recorder::recover() {
    writer_.remove_unfinished();
    const RecoveryLog::Found found = RecoveryLog::recover(folder_);
    for (const std::string& loss : found.losses) err_ << "understudy record: " << loss << std::endl;
    bool all_written = true;
    for (const Recording& recording : found.recordings) all_written = write(recording, err_) && all_written;
    if (all_written)
        for (const std::string& file : found.files) ::unlink(file.c_str());
}

void Recorder::keep_journal() {
    journal_ = std::make_unique<RecoveryLog>(folder_);
}

void Recorder::take(RecordedApi& api, const contract::RunAddress& address, const std::string& name,
                    const Captured& captured) {
    Run& run = run_of(api, address, captured);
    intake::Observation observation{.document = name};
    observation.status = captured.status;
    observation.fields = views(captured);
    observation.text = observation.body = captured.body;
    api.checker().check(observation, run.life ? &*run.life : nullptr);
    const RecordedExchange* added = run.recording.add(captured, api.kept, api.redactor);
    if (added != nullptr && journal_ != nullptr) {
        try {
            journal_->append(run.recording.run(), *added);
        } catch (const std::system_error& error) {
            fail(error.what());
        }
    }
}

Recorder::Run& Recorder::run_of(RecordedApi& api, const contract::RunAddress& address,
                                const Captured& captured) {
    const Key key{&api, address};
    if (const auto entry = runs_.find(key); entry != runs_.end()) {
        const Recording& recording = entry->second.recording;
        if (!recording.is_empty() || recording.repeats(captured, api.kept)) return entry->second;
        runs_.erase(entry); // already written; the run starts again
        std::erase(done_, key);
    }
    Run run{Recording(*api.contract, stored(address, api.redactor), api.from, utc_now()), std::nullopt};
    if (api.operation.lifecycle) run.life.emplace(*api.operation.lifecycle);
    return runs_.emplace(key, std::move(run)).first->second;
}

bool Recorder::has_ended(const RecordedApi& api, const contract::RunAddress& address) const {
    const auto entry = runs_.find({&api, address});
    return entry != runs_.end() && !entry->second.recording.is_empty() && entry->second.life &&
           entry->second.life->has_ended();
}

void Recorder::write(RecordedApi& api, const contract::RunAddress& address) {
    const auto entry = runs_.find({&api, address});
    if (entry == runs_.end() || entry->second.recording.is_empty()) return;
    if (!write(entry->second.recording, out_)) return;
    if (journal_ != nullptr) settle(entry->second.recording.run());
    entry->second.recording.forget();
    done_.push_back(entry->first);
    if (done_.size() <= kMostDone) return;
    runs_.erase(done_.front());
    done_.pop_front();
}

void Recorder::finish() {
    for (auto entry = runs_.begin(); entry != runs_.end();)
        entry = write(entry->second.recording, out_) ? runs_.erase(entry) : std::next(entry);
    if (!runs_.empty() && journal_ != nullptr) journal_->keep();
    journal_.reset();
}

void Recorder::settle(const RunInfo& run) {
    try {
        journal_->settle(run);
    } catch (const std::system_error& error) {
        fail(error.what());
    }
}

bool Recorder::write(const Recording& recording, std::ostream& to) {
    if (recording.is_empty()) return true;
    try {
        const FixtureWriter::Written written =
            writer_.write(recording.run().api, recording.run().address.run_id, recording.fixture());
        if (written.is_known) return true;
        to << written.file << ": " << recording.size() << (recording.size() == 1 ? " response" : " responses")
           << std::endl;
        if (!written.same_run.empty())
            err_ << "understudy record: " << written.file << " and " << written.same_run
                 << " are recordings of one run: serve plays the newest (--replace keeps one)" << std::endl;
        ++written_;
        return true;
    } catch (const std::system_error& error) {
        fail(error.what());
        return false;
    }
}

void Recorder::fail(const std::string& reason) {
    err_ << "understudy record: " << reason << std::endl;
    has_failed_ = true;
}

} // namespace understudy::record
