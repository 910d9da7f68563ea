#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "cli/check_options.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/expectations.hpp"
#include "cli/live.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "cli/subject.hpp"
#include "cli/suggestion_file.hpp"
#include "validator/check/block_checker.hpp"
#include "validator/check/checker.hpp"
#include "validator/check/exchange_checker.hpp"
#include "validator/check/operation_checkers.hpp"
#include "validator/check/parallel_checker.hpp"
#include "validator/intake/files.hpp"
#include "validator/intake/input_format.hpp"
#include "validator/intake/text_reader.hpp"
#include "validator/json/error.hpp"
#include "validator/report/own_output.hpp"
#include "validator/report/report.hpp"
#include "validator/text/printable.hpp"

namespace understudy::cli {
namespace {

/// One run of the command.
class CheckCommand {
public:
    CheckCommand(const CheckSettings& settings, const OptionValues& values, const Streams& streams)
        : streams_(streams),
          subject_(values, streams.err),
          job_count_(settings.jobs),
          is_strict_(settings.is_strict),
          options_(settings.check),
          tally_(settings.most_findings),
          checkers_(settings.check, tally_),
          progress_(streams.err, streams.progress) {}

    void check(const std::vector<std::string>& inputs) {
        std::vector<std::string> files;
        for (const std::string& input : inputs) {
            try_to_read([&] {
                std::vector<std::string>& others = others_[input];
                const std::vector<std::string> found = intake::find_files(input, &others);
                if (found != std::vector{input}) of_folders_.insert(found.begin(), found.end());
                files.insert(files.end(), found.begin(), found.end());
            });
        }
        progress_.expect(intake::total_size(files));
        for (const std::string& file : files)
            if (!attached_.contains(file)) try_to_read([&] { check_file(file); });
        for (auto& [folder, others] : others_) {
            std::erase_if(others, [&](const std::string& file) { return attached_.contains(file); });
            tell_others(folder, others);
        }
        tell_own_outputs();
    }

    void check_live(const OptionValues& values) {
        if (!subject_.is_known()) throw UsageError("--live: which API? Name it with --api");
        cli::check_live(values, subject_.contract(), subject_.operation(), options_, tally_);
    }

    /// Every finding from here on goes to the outputs that are written as they come.
    void stream_to(Outputs& outputs) {
        if (outputs.streams_findings())
            tally_.stream_to([this, &outputs](const check::Finding& finding) {
                progress_.clear();
                outputs.add(finding);
            });
    }

    int report(Outputs& outputs, Expectations& expectations, SuggestionFile& suggestion) {
        if (jobs_) jobs_->finish();
        progress_.clear();
        subject_.write_notes();
        const bool has_nothing = tally_.documents() == 0 && tally_.faults().empty();
        if (has_nothing && !bad_files_.empty()) std::rethrow_exception(bad_files_.front());
        for (const std::exception_ptr& error : bad_files_) tell(error);
        if (has_nothing) {
            tell_nothing();
            return kNotCompleted;
        }
        subject_.count_other_notes();
        checkers_.add_coverage();
        for (const auto& each : block_checkers_) each->add_coverage(tally_);
        const drift::Scope scope = drift::scope_of(subject_.used(), tally_.sum(), subject_.has_exchanges());
        if (!is_whole()) tally_.note_partial();
        if (const std::string note = expectations.take(scope, tally_.sum()); !note.empty())
            streams_.err << "understudy check: " << note << "\n";
        const report::Report check = expectations.check(scope, tally_);
        outputs.write(check);
        suggestion.write(subject_.used(), tally_.sum(), streams_.err);
        if (!bad_files_.empty()) return kWrongUse;
        if (!all_read_ || !tally_.faults().empty()) return kNotCompleted;
        if (report::fails(check)) return kDrift;
        return is_complete() ? kConforms : kNotCompleted;
    }

private:
    // Whether what was checked says enough. A browser aborts requests as a matter of course, so an archive
    // may hold entries without a response. A line of a log that has none is a loss.
    bool is_complete() {
        if (partly_checked_ != 0 && partly_checked_ == tally_.documents()) {
            streams_.err << "understudy check: no body was checked: the input holds none\n";
            return false;
        }
        const auto is_flaw = [](const auto& each) { return intake::unchecked_kind(each.first).is_flaw; };
        const auto& unchecked = tally_.sum().unchecked;
        return !has_bad_line_ && !(is_strict_ && std::any_of(unchecked.begin(), unchecked.end(), is_flaw));
    }

    // Whether all of the input could be had, so that what was not found is not there.
    bool is_whole() const {
        const bool has_body = partly_checked_ == 0 || partly_checked_ != tally_.documents();
        return all_read_ && bad_files_.empty() && tally_.faults().empty() && !has_bad_line_ && has_body;
    }

    void tell_nothing() {
        std::string reasons;
        for (const auto kind : {intake::Unchecked::other_media_type, intake::Unchecked::no_item})
            if (const auto found = tally_.sum().unchecked.find(kind); found != tally_.sum().unchecked.end())
                reasons += (reasons.empty() ? "" : "; ") + std::string(intake::unchecked_kind(kind).reason) +
                           " (" + std::to_string(found->second.count) + ")";
        streams_.err << "understudy check: nothing was checked: "
                     << (reasons.empty() ? "the input holds no document" : reasons) << "\n";
    }

    // A file that cannot be used loses nothing of the others.
    template <class Work>
    void try_to_read(Work&& work) {
        try {
            work();
        } catch (const std::system_error& error) {
            progress_.clear();
            streams_.err << "understudy check: " << error.what() << "\n";
            all_read_ = false;
        } catch (const json::LoadError&) {
            bad_files_.push_back(std::current_exception());
        } catch (const UsageError&) {
            bad_files_.push_back(std::current_exception());
        }
    }

    // The files of a folder that are no input.
    void tell_others(const std::string& folder, const std::vector<std::string>& files) {
        if (files.empty()) return;
        constexpr std::size_t kMostNamed = 5;
        progress_.clear();
        streams_.err << "understudy check: " << text::printable(folder) << ": " << files.size()
                     << (files.size() == 1 ? " file is" : " files are")
                     << " not read, because no input has such a name (.json, .ndjson, .jsonl, .har):";
        for (std::size_t i = 0; i < files.size() && i < kMostNamed; ++i)
            streams_.err << (i == 0 ? " " : ", ") << text::printable(files[i]);
        streams_.err << (files.size() > kMostNamed ? ", …" : "") << "\n";
        for (const std::string& file : files) tally_.add(intake::Unchecked::not_read, file, "");
    }

    // A folder may hold what an earlier run wrote.
    void tell_own_outputs() {
        if (own_outputs_.empty()) return;
        progress_.clear();
        streams_.err << "understudy check: not read, because understudy wrote "
                     << (own_outputs_.size() == 1 ? "it:" : "them:");
        for (const std::string& file : own_outputs_) streams_.err << " " << text::printable(file);
        streams_.err << "\n";
    }

    void tell(const std::exception_ptr& error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& caught) {
            streams_.err << "understudy check: " << caught.what() << "\n";
        }
    }

    void check_file(const std::string& file) {
        const std::string name = file == "-" ? "(stdin)" : file;
        read_before_ += std::exchange(advance_.read, 0);
        exchanges_.reset();
        intake::BlockReader reader(file, options_.limits.size);
        intake::Block block;
        try {
            for (std::size_t line = 1; reader.next(block);) {
                if (line == 1 && of_folders_.contains(file) && report::is_own_output(block.bytes.text)) {
                    own_outputs_.push_back(file);
                    return;
                }
                if (line == 1) format_ = subject_.is_schema() ? nullptr : intake::find_input_format(block);
                if (line == 1 && can_share(block)) return check_shared(name, block, reader);
                const std::size_t size = block.bytes.text.size();
                line += check_block(name, block, line);
                tell_progress(size, block.read);
                advance_.bytes += size;
            }
        } catch (const std::system_error&) {
            if (exchanges_) finish_exchanges(name); // what came before the damage counts
            throw;
        }
        if (exchanges_) finish_exchanges(name);
    }

    void finish_exchanges(const std::string& name) {
        progress_.clear();
        exchanges_->tell(name, subject_.against(), streams_.err);
        partly_checked_ += exchanges_->partly_checked();
        has_bad_line_ = has_bad_line_ || (format_->is_by_line && exchanges_->has_loss());
        if (!exchanges_->has_matched() && !subject_.limits_exchanges())
            throw UsageError(name +
                             ": no exchange is of an API that is known: name the contract with --contract");
    }

    bool can_share(const intake::Block& block) const {
        return job_count_ > 1 && !block.is_whole_file && subject_.is_known() && format_ == nullptr;
    }

    // All lines of a file, of which `first` has been read.
    void check_shared(const std::string& name, intake::Block& first, intake::BlockReader& reader) {
        if (!jobs_) jobs_ = start_threads();
        std::atomic<std::uint64_t> bytes = first.bytes.text.size();
        std::atomic<std::uint64_t> read = first.read;
        const auto next = [&](intake::Block& block) {
            if (!reader.next(block)) return false;
            bytes += block.bytes.text.size();
            read = block.read;
            return true;
        };
        const auto tell = [&] {
            advance_.bytes += bytes.exchange(0);
            tell_progress(0, read);
        };
        jobs_->add({name, true, std::move(first)});
        jobs_->add_rest(name, next, tell);
        tell();
    }

    // `bytes` more are checked, of the file at hand `read` are read.
    void tell_progress(std::uint64_t bytes, std::uint64_t read) {
        advance_.read = read;
        if (!progress_.is_due()) return;
        const std::uint64_t documents = jobs_ ? jobs_->documents() : tally_.documents();
        progress_.update({documents, advance_.bytes + bytes, read_before_ + read});
    }

    // The number of its lines.
    std::size_t check_block(const std::string& name, intake::Block& block, std::size_t first_line) {
        if (jobs_) jobs_->finish();
        if (format_ != nullptr) {
            const auto check = [&](const intake::Observed& observed) { check_observed(observed); };
            return intake::read_texts(block, first_line,
                                      [&](const intake::Text& text) { format_->read(name, text, check); });
        }
        if (!subject_.is_known())
            throw UsageError(name + " does not name its API: name it with --api (understudy contracts " +
                             "lists them)");
        check::Checker& checker = checkers_.of(subject_.contract(), subject_.operation());
        check::RunFollower* const lives =
            block.is_whole_file ? nullptr : lifecycles().follower(first_line == 1);
        return intake::read_texts(block, first_line,
                                  [&](const intake::Text& text) { check_body(name, text, checker, lives); });
    }

    // Of the lines of NDJSON.
    check::RunLifecycles& lifecycles() {
        if (!lifecycles_)
            lifecycles_.emplace(subject_.operation().lifecycle,
                                check::Checker::name_of(subject_.operation(), subject_.contract().name()));
        return *lifecycles_;
    }

    void check_observed(const intake::Observed& observed) {
        if (!observed.attached.empty()) attached_.insert(observed.attached);
        if (!observed.api.empty()) return check_fixture(observed);
        if (!exchanges_)
            exchanges_.emplace([this](std::string_view method,
                                      std::string_view url) { return subject_.owner_of(method, url); },
                               checkers_, tally_);
        for (const intake::Observation& observation : observed.observations) exchanges_->check(observation);
    }

    void check_fixture(const intake::Observed& fixture) {
        const check::ExchangeOwner owner = subject_.owner_of(fixture);
        const contract::Operation& operation = *owner.match.operation;
        std::optional<check::RunLife> life;
        if (operation.lifecycle) life.emplace(*operation.lifecycle);
        for (const intake::Observation& observation : fixture.observations)
            checkers_.of(*owner.contract, operation).check(observation, life ? &*life : nullptr);
    }

    std::unique_ptr<check::ParallelChecker> start_threads() {
        check::CheckOptions options = options_;
        options.api = subject_.contract().name();
        const auto make_check_block = [this, options]() -> check::CheckBlock {
            auto checker =
                std::make_shared<check::BlockChecker>(subject_.operation(), options, subject_.status());
            block_checkers_.push_back(checker);
            return [checker](const check::Lines& lines, std::size_t room, check::BlockResult& result) {
                checker->check(lines, room, result);
            };
        };
        const auto complete = [&lifecycles = lifecycles()](check::BlockResult& result, bool starts_file) {
            lifecycles.complete(result, starts_file);
        };
        try {
            return std::make_unique<check::ParallelChecker>(job_count_, make_check_block, complete, tally_);
        } catch (const std::system_error& error) {
            throw std::runtime_error("--threads " + std::to_string(job_count_) +
                                     ": cannot start a thread: " + error.code().message());
        }
    }

    void check_body(const std::string& name, const intake::Text& text, check::Checker& checker,
                    check::RunFollower* lives) {
        std::function<void(std::size_t)> passed;
        if (text.mapped != nullptr)
            passed = [this, file = text.mapped](std::size_t offset) {
                file->passed(offset);
                tell_progress(offset, offset);
            };
        intake::Observation observation{.document = name};
        observation.status = subject_.status();
        observation.text = observation.body = text.bytes;
        observation.first_line = text.line;
        checker.check(observation, lives, passed);
    }

    const Streams& streams_;
    Subject subject_;
    unsigned job_count_;
    bool is_strict_;
    check::CheckOptions options_;
    check::Tally tally_;
    check::OperationCheckers checkers_;
    std::optional<check::RunLifecycles> lifecycles_;
    const intake::InputFormat* format_ = nullptr;                            // of the file at hand
    std::optional<check::ExchangeChecker> exchanges_;                        // of a file that has them
    std::vector<std::shared_ptr<const check::BlockChecker>> block_checkers_; // of jobs_
    std::unique_ptr<check::ParallelChecker> jobs_;
    Progress progress_;
    ProgressUpdate advance_;        // of all files the bytes checked, of the file at hand those read
    std::uint64_t read_before_ = 0; // of the files before
    std::map<std::string, std::vector<std::string>> others_; // by folder: files that are no input
    std::set<std::string> attached_;                         // files that hold bodies of an archive
    std::set<std::string> of_folders_;                       // inputs that are not named themselves
    std::vector<std::string> own_outputs_;
    std::vector<std::exception_ptr> bad_files_;
    bool all_read_ = true;
    bool has_bad_line_ = false;
    std::uint64_t partly_checked_ = 0; // documents of which only the head was checked
};

} // namespace

int run_check(const OptionValues& values, const Streams& streams) {
    Expectations expectations(values);
    const CheckSettings settings = read_check_options(values);
    CheckCommand command(settings, values, streams);
    Outputs outputs(values, streams);
    SuggestionFile suggestion(values);
    command.stream_to(outputs);
    if (settings.is_live)
        command.check_live(values);
    else
        command.check(settings.inputs);
    return command.report(outputs, expectations, suggestion);
}

} // namespace understudy::cli
