#include "validator/check/exchange_checker.hpp"

#include <ostream>

#include "validator/contract/exchange_match.hpp"
#include "validator/text/printable.hpp"

namespace understudy::check {
namespace {

constexpr std::size_t kMostUnmatched = 1000;

/// A run's life. The path of an exchange identifies the run, whatever the body says.
class NamedRun final : public RunFollower {
public:
    NamedRun(RunLives& run_lives, const std::string& id) : run_lives_(run_lives), id_(id) {}

    void next(const Moment& moment, schema::BreachSink& sink) override {
        run_lives_.next({id_, moment.state, moment.progress}, sink);
    }

private:
    RunLives& run_lives_;
    const std::string& id_;
};

} // namespace

ExchangeChecker::OperationChecker::OperationChecker(const contract::Operation& operation,
                                                    const CheckOptions& options, Tally& tally)
    : checker(operation, options, tally) {
    if (operation.lifecycle) run_lives.emplace(*operation.lifecycle);
}

void ExchangeChecker::check(const intake::Observation& exchange) {
    const auto match = contract::match_exchange(contract_, exchange.method, exchange.url);
    if (!match) {
        const std::string what = std::string(exchange.method) + " " + contract::shown_url(exchange.url);
        if (unmatched_.size() < kMostUnmatched || unmatched_.contains(what))
            ++unmatched_[what];
        else
            ++unnamed_;
        return;
    }
    OperationChecker& operation =
        operations_.try_emplace(match->operation, *match->operation, options_, tally_).first->second;
    std::string run; // all ids of the path, as a run's id may be unique only below its parent
    for (const auto& [name, value] : match->path.parameters) run += value + "/";
    std::optional<NamedRun> life;
    if (operation.run_lives) life.emplace(*operation.run_lives, run);
    operation.checker.check(exchange, life ? &*life : nullptr);
}

void ExchangeChecker::malformed(const std::string& name, std::size_t line, const json::LoadError& error) {
    schema::Breach breach;
    breach.rule = schema::Rule::body_malformed;
    breach.expected = "a JSON document (RFC 8259)";
    breach.found = error.reason();
    tally_.begin_document(std::nullopt);
    tally_.add(make_finding(std::move(breach), name, {0, line, error.column()}, false));
    tally_.end_document();
}

void ExchangeChecker::finish(const std::string& file, std::ostream& err) {
    for (const auto& [operation, checked] : operations_) checked.checker.add_coverage(tally_);
    constexpr std::size_t kMostNamed = 20;
    std::size_t count = unnamed_, named = 0;
    for (const auto& [exchange, times] : unmatched_) count += times;
    if (count == 0) return;
    err << "understudy check: " << text::printable(file) << ": " << count
        << (count == 1 ? " entry matches" : " entries match") << " no operation of " << contract_.name()
        << (count == 1 ? " and was not checked:" : " and were not checked:");
    for (const auto& [exchange, times] : unmatched_) {
        if (named++ == kMostNamed) {
            err << " …";
            break;
        }
        err << (named == 1 ? " " : ", ") << text::printable(exchange);
        if (times != 1) err << " (" << times << ")";
    }
    err << "\n";
}

} // namespace understudy::check
