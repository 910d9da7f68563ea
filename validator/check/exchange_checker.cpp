#include "validator/check/exchange_checker.hpp"

#include <ostream>

#include "validator/contract/exchange_match.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/printable.hpp"

namespace understudy::check {
namespace {

constexpr std::size_t kMostUnmatched = 1000;
constexpr std::size_t kMostNamed = 20; // on stderr

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

// The status that the contract has on its own account, and not as one of a range.
bool documents(const contract::Operation& operation, unsigned status) {
    const contract::Response* response = operation.response(status);
    return response != nullptr && response->status == std::to_string(status);
}

} // namespace

void ExchangeChecker::check(const intake::Observation& exchange) {
    using intake::Unchecked;
    if (exchange.url.empty()) { // it was too damaged to say what it is of
        set_aside(exchange.unchecked.value_or(Unchecked::damaged), exchange, exchange.why);
        return;
    }
    const auto owner = find_owner_(exchange.method, exchange.url);
    if (!owner) return note_unmatched(exchange);
    has_matched_ = true;
    const contract::Operation& operation = *owner->match.operation;
    const auto without_body = intake::without_body(exchange.method, exchange.status);
    if (exchange.unchecked && !set_aside(*exchange.unchecked, exchange, exchange.why)) return;
    if (without_body && !exchange.unchecked) {
        const bool is_revalidated = exchange.status == 304 && !documents(operation, 304);
        if (!set_aside(*without_body, exchange, "") && is_revalidated) return;
    }
    for (const std::string& oddity : exchange.oddities) set_aside(Unchecked::odd, exchange, oddity);
    std::optional<NamedRun> life;
    std::string run; // all ids of the path, as a run's id may be unique only below its parent
    for (const auto& [name, value] : owner->match.path.parameters) run += value + "/";
    if (operation.lifecycle)
        life.emplace(run_lives_.try_emplace(&operation, *operation.lifecycle).first->second, run);
    const std::uint64_t documents = tally_.documents();
    const auto unread = checkers_.of(*owner->contract, operation).check(exchange, life ? &*life : nullptr);
    if (unread) add_aside(*unread, exchange, "");
    const bool is_partly_checked = exchange.unchecked || unread;
    partly_checked_ += is_partly_checked ? tally_.documents() - documents : 0;
}

// Returns whether the head is checked all the same.
bool ExchangeChecker::set_aside(intake::Unchecked kind, const intake::Observation& exchange,
                                const std::string& why) {
    tally_.add(kind, intake::place_of(exchange), why);
    add_aside(kind, exchange, why);
    return intake::unchecked_kind(kind).has_head;
}

void ExchangeChecker::add_aside(intake::Unchecked kind, const intake::Observation& exchange,
                                const std::string& why) {
    Aside& aside = aside_[kind];
    if (aside.count++ < kMostNamed)
        aside.places.push_back(intake::place_of(exchange) + (why.empty() ? "" : " " + why));
}

void ExchangeChecker::note_unmatched(const intake::Observation& exchange) {
    // The archive may hold a HEAD of something that the contract has only a GET of.
    if (text::equal_ignoring_case(exchange.method, "HEAD") && find_owner_("GET", exchange.url)) {
        set_aside(intake::Unchecked::head, exchange, "");
        return;
    }
    const std::string what = std::string(exchange.method) + " " + contract::shown_url(exchange.url);
    tally_.add(intake::Unchecked::no_operation, "", ""); // a path of another API may hold anything
    if (unmatched_.size() < kMostUnmatched || unmatched_.contains(what))
        ++unmatched_[what];
    else
        ++unnamed_;
}

void ExchangeChecker::tell(const std::string& file, const std::string& against, std::ostream& err) const {
    for (const auto& [kind, aside] : aside_) {
        const intake::UncheckedKind& row = intake::unchecked_kind(kind);
        if (!row.is_told) continue;
        err << "understudy check: " << text::printable(file) << ": " << aside.count
            << (aside.count == 1 ? " entry: " : " entries: ") << row.name << ", " << row.reason << ":";
        for (const std::string& place : aside.places)
            err << (&place == &aside.places.front() ? " " : "; ") << text::printable(place);
        err << (aside.count > aside.places.size() ? "; …" : "") << "\n";
    }
    tell_unmatched(file, against, err);
}

void ExchangeChecker::tell_unmatched(const std::string& file, const std::string& against,
                                     std::ostream& err) const {
    std::size_t count = unnamed_, named = 0;
    for (const auto& [exchange, times] : unmatched_) count += times;
    if (count == 0) return;
    err << "understudy check: " << text::printable(file) << ": " << count
        << (count == 1 ? " entry matches" : " entries match") << " no operation of " << against
        << (count == 1 ? " and was not checked:" : " and were not checked:");
    for (const auto& [exchange, times] : unmatched_) {
        if (named++ == kMostNamed) {
            err << " …";
            break;
        }
        err << (named == 1 ? " " : ", ") << text::printable(exchange);
        if (times != 1) err << " (" << times << ")";
    }
    err << "\nunderstudy check: if another server stands for the one in the contract, name it: --base-url "
           "URL\n";
}

} // namespace understudy::check
