#include <algorithm>
#include <atomic>
#include <boost/program_options/variables_map.hpp>
#include <memory>
#include <ostream>
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
#include "validator/check/parallel_checker.hpp"
#include "validator/intake/files.hpp"
#include "validator/intake/input_format.hpp"
#include "validator/intake/text_reader.hpp"
#include "validator/report/report.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

/// One run of the command: the contract is known from --api, or from the first fixture.
class CheckCommand {
public:
    CheckCommand(const CheckSettings& settings, const po::variables_map& values, const Streams& streams)
        : streams_(streams),
          subject_(values, streams.err),
          job_count_(settings.jobs),
          options_(settings.check),
          tally_(settings.most_findings),
          progress_(streams.err, streams.progress) {
        if (subject_.is_known()) use_subject();
    }

    void check(const std::vector<std::string>& inputs) {
        std::vector<std::string> files;
        for (const std::string& input : inputs) {
            try_to_read([&] {
                const std::vector<std::string> found = intake::find_files(input);
                files.insert(files.end(), found.begin(), found.end());
            });
        }
        progress_.expect(intake::total_size(files));
        for (const std::string& file : files) try_to_read([&] { check_file(file); });
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
        if (tally_.documents() == 0 && tally_.faults().empty()) {
            streams_.err << "understudy check: nothing was checked: the input holds no document\n";
            return kNotCompleted;
        }
        checker_->add_coverage(tally_);
        for (const auto& each : block_checkers_) each->add_coverage(tally_);
        const drift::Scope scope = drift::scope_of(subject_.contract(), subject_.operation());
        expectations.take(scope, tally_.sum());
        const report::Report check = expectations.check(scope, tally_);
        outputs.write(check);
        suggestion.write(subject_.contract(), subject_.operation(), tally_.sum(), streams_.err);
        if (!all_read_ || !tally_.faults().empty()) return kNotCompleted;
        return report::fails(check) ? kDrift : kConforms;
    }

private:
    template <class Work>
    void try_to_read(Work&& work) {
        try {
            work();
        } catch (const std::system_error& error) {
            progress_.clear();
            streams_.err << "understudy check: " << error.what() << "\n";
            all_read_ = false;
        }
    }

    void check_file(const std::string& file) {
        const std::string name = file == "-" ? "(stdin)" : file;
        read_before_ += std::exchange(advance_.read, 0);
        exchanges_.reset();
        intake::BlockReader reader(file, options_.limits.size);
        intake::Block block;
        for (std::size_t line = 1; reader.next(block);) {
            if (line == 1) format_ = format_of(block);
            if (line == 1 && can_share(block)) return check_shared(name, block, reader);
            const std::size_t size = block.bytes.text.size();
            line += check_block(name, block, line);
            tell_progress(size, block.read);
            advance_.bytes += size;
        }
        if (exchanges_) exchanges_->finish(name, streams_.err);
    }

    /// By the first text; nullptr: bodies.
    static const intake::InputFormat* format_of(const intake::Block& block) {
        const intake::InputFormat* format = nullptr;
        bool is_first = true;
        intake::read_texts(block, 1, [&](const intake::Text& text) {
            if (std::exchange(is_first, false)) format = intake::find_input_format(text);
        });
        return format;
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

    void use_subject() {
        checker_ = std::make_unique<check::Checker>(subject_.operation(), options_, tally_);
        moves_.emplace(subject_.operation().lifecycle);
    }

    // The number of its lines.
    std::size_t check_block(const std::string& name, intake::Block& block, std::size_t first_line) {
        if (jobs_) jobs_->finish();
        if (format_ != nullptr)
            return intake::read_texts(block, first_line,
                                      [&](const intake::Text& text) { check_observed(name, text); });
        check::RunFollower* const lives =
            !block.is_whole_file && subject_.is_known() ? moves_->follower(first_line == 1) : nullptr;
        return intake::read_texts(block, first_line,
                                  [&](const intake::Text& text) { check_body(name, text, lives); });
    }

    void check_observed(const std::string& name, const intake::Text& text) {
        intake::Observed observed;
        try {
            observed = format_->read(name, text);
        } catch (const json::LoadError& error) {
            if (!format_->is_by_line || !error.pointer().empty() || !exchanges_) throw;
            return exchanges_->malformed(name, text.line, error); // one line among others that were good
        }
        if (!subject_.is_known()) {
            subject_.use_api_of(name, observed);
            use_subject();
        }
        subject_.expect_api_of(observed);
        if (!exchanges_) exchanges_.emplace(subject_.contract(), options_, tally_);
        std::optional<check::RunLife> life; // of the run that a fixture is of
        if (subject_.operation().lifecycle) life.emplace(*subject_.operation().lifecycle);
        for (const intake::Observation& observation : observed.observations)
            if (observation.url.empty())
                checker_->check(observation, life ? &*life : nullptr);
            else
                exchanges_->check(observation);
    }

    std::unique_ptr<check::ParallelChecker> start_threads() {
        const auto make_check_block = [this]() -> check::CheckBlock {
            auto checker =
                std::make_shared<check::BlockChecker>(subject_.operation(), options_, subject_.status());
            block_checkers_.push_back(checker);
            return [checker](const check::Lines& lines, std::size_t room, check::BlockResult& result) {
                checker->check(lines, room, result);
            };
        };
        const auto complete = [this](check::BlockResult& result, bool starts_file) {
            moves_->complete(result, starts_file);
        };
        try {
            return std::make_unique<check::ParallelChecker>(job_count_, make_check_block, complete, tally_);
        } catch (const std::system_error& error) {
            throw std::runtime_error("--threads " + std::to_string(job_count_) +
                                     ": cannot start a thread: " + error.code().message());
        }
    }

    void check_body(const std::string& name, const intake::Text& text, check::RunFollower* lives) {
        if (!subject_.is_known())
            throw UsageError(name + " does not name its API: name it with --api (understudy contracts " +
                             "lists them)");
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
        checker_->check(observation, lives, passed);
    }

    const Streams& streams_;
    Subject subject_;
    unsigned job_count_;
    check::CheckOptions options_;
    check::Tally tally_;
    std::unique_ptr<check::Checker> checker_;
    std::optional<check::RunLifecycles> moves_;                              // of NDJSON
    const intake::InputFormat* format_ = nullptr;                            // of the file at hand
    std::optional<check::ExchangeChecker> exchanges_;                        // of a file that has them
    std::vector<std::shared_ptr<const check::BlockChecker>> block_checkers_; // of jobs_
    std::unique_ptr<check::ParallelChecker> jobs_;
    Progress progress_;
    ProgressUpdate advance_;        // of all files the bytes checked, of the file at hand those read
    std::uint64_t read_before_ = 0; // of the files before
    bool all_read_ = true;
};

} // namespace

int run_check(const OptionValues& values, const Streams& streams) {
    Expectations expectations(values);
    const CheckSettings settings = read_check_options(values);
    CheckCommand command(settings, values, streams);
    Outputs outputs(values, settings.inputs, streams);
    SuggestionFile suggestion(values);
    command.stream_to(outputs);
    if (settings.is_live)
        command.check_live(values);
    else
        command.check(settings.inputs);
    return command.report(outputs, expectations, suggestion);
}

} // namespace understudy::cli
