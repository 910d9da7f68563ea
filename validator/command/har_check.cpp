#include "validator/command/har_check.hpp"

#include <map>
#include <ostream>

#include "validator/contract/exchange_match.hpp"
#include "validator/report/printable.hpp"

namespace understudy::command {
namespace {

void tell(const std::string& file, const std::string& api,
          const std::map<std::string, std::size_t>& unmatched, std::ostream& err) {
    constexpr std::size_t kMostNamed = 20;
    std::size_t count = 0, named = 0;
    for (const auto& [exchange, times] : unmatched) count += times;
    if (count == 0) return;
    err << "understudy check: " << report::printable(file) << ": " << count
        << (count == 1 ? " entry is" : " entries are") << " of no operation of " << api
        << ", and not checked:";
    for (const auto& [exchange, times] : unmatched) {
        if (named++ == kMostNamed) {
            err << " …";
            break;
        }
        err << (named == 1 ? " " : ", ") << report::printable(exchange);
        if (times != 1) err << " (" << times << ")";
    }
    err << "\n";
}

} // namespace

void check_har(const intake::Har& har, const contract::Contract& contract, const drift::CheckOptions& options,
               drift::Tally& tally, std::ostream& err) {
    std::map<const contract::Operation*, drift::Checker> checkers;
    std::map<std::pair<const contract::Operation*, std::string>, drift::Life> lives;
    std::map<std::string, std::size_t> unmatched;
    for (const intake::HarEntry& entry : har.entries()) {
        const auto match = contract::match_exchange(contract, entry.method, entry.url);
        if (!match) {
            ++unmatched[std::string(entry.method) + " " + contract::shown_url(entry.url)];
            continue;
        }
        const contract::Operation& operation = *match->operation;
        drift::Checker& checker = checkers.try_emplace(&operation, operation, options, tally).first->second;
        drift::Life* life = nullptr;
        if (operation.lifecycle)
            life = &lives.try_emplace({&operation, match->parameter}, *operation.lifecycle).first->second;
        // Places are those in the body: the archive has it as a string.
        std::vector<contract::HeaderField> headers = entry.headers;
        for (contract::HeaderField& field : headers) field.offset = 0;
        checker.check({har.file() + "#/log/entries/" + std::to_string(entry.index), entry.body, entry.body, 1,
                       entry.status, &headers, life});
    }
    for (const auto& [operation, checker] : checkers) checker.add_coverage(tally);
    tell(har.file(), contract.name(), unmatched, err);
}

} // namespace understudy::command
