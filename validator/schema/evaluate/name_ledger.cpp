#include "validator/schema/evaluate/name_ledger.hpp"

#include <algorithm>

namespace understudy::schema {

NameLedger::Sums NameLedger::sums() const {
    Sums sums;
    for (const Entry& entry : entries_) {
        Sum& sum = sums[entry.object];
        if (entry.kind == kMuted) sum.is_muted = true;
        if (entry.kind == kNames || entry.kind == kNamed) sum.names_some = true;
        if (entry.kind != kKnown && entry.kind != kNamed) continue;
        if (sum.members.size() <= entry.member) sum.members.resize(entry.member + 1);
        char& member = sum.members[entry.member];
        member = std::max(member, entry.kind == kNamed ? Sum::kNamed : Sum::kKnown);
    }
    return sums;
}

} // namespace understudy::schema
