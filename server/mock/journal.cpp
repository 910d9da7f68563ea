#include "server/mock/journal.hpp"

#include <algorithm>

#include "validator/text/ascii.hpp"

namespace understudy::mock {
namespace {

/// A slot that once held more frees the excess, so that a ring of 10,000 does not keep the largest of all
/// heads.
constexpr std::size_t kUsualBytes = 2'048;

void append_fields(const http::Request& request, const CredentialMask& mask, std::string& out) {
    for (const http::Field& field : request.fields) {
        out.append(field.name).append(": ");
        out.append(mask.is_credential(field.name) ? kMasked : field.value);
        out += '\n';
    }
}

} // namespace

std::string_view JournalEntry::field(std::string_view name) const {
    for (std::string_view rest = fields; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        const std::size_t colon = line.find(':');
        if (text::equal_ignoring_case(line.substr(0, colon), name)) return line.substr(colon + 2);
    }
    return {};
}

bool JournalEntry::has_field(std::string_view name) const {
    return field(name).data() != nullptr;
}

void Journal::add(const http::Request& request, const RequestOutcome& outcome) {
    ++total_;
    if (capacity_ == 0) return void(++dropped_);
    Slot& slot = next_slot();
    slot.id = total_;
    slot.at_ms = outcome.at_ms;
    slot.took_us = outcome.took_us;
    slot.body_size = request.body.size();
    slot.status = outcome.status;
    slot.matched = outcome.matched;
    std::string& bytes = slot.bytes;
    if (bytes.capacity() > kUsualBytes) std::string().swap(bytes);
    bytes.assign(request.method);
    auto end = slot.ends.begin();
    const auto mark = [&] { *end++ = static_cast<std::uint32_t>(bytes.size()); };
    mark();
    mask_->append_target(request.target, bytes);
    mark();
    for (const std::string_view part : {request.host, outcome.api, outcome.run_id, outcome.note}) {
        bytes += part;
        mark();
    }
    append_fields(request, *mask_, bytes);
}

Journal::Slot& Journal::next_slot() {
    if (size_ == capacity_) ++dropped_;
    size_ = std::min(size_ + 1, capacity_);
    if (slots_.size() < capacity_ && next_ == slots_.size()) slots_.emplace_back();
    Slot& slot = slots_[next_];
    next_ = next_ + 1 == capacity_ ? 0 : next_ + 1;
    return slot;
}

JournalEntry Journal::entry(const Slot& slot) {
    JournalEntry entry;
    std::size_t begin = 0;
    auto end = slot.ends.begin();
    const auto part = [&] {
        const std::string_view text = std::string_view(slot.bytes).substr(begin, *end - begin);
        begin = *end++;
        return text;
    };
    entry.id = slot.id;
    entry.method = part();
    entry.target = part();
    entry.host = part();
    entry.outcome.api = part();
    entry.outcome.run_id = part();
    entry.outcome.note = part();
    entry.fields = std::string_view(slot.bytes).substr(begin);
    entry.body_size = slot.body_size;
    entry.outcome.status = slot.status;
    entry.outcome.matched = slot.matched;
    entry.outcome.at_ms = slot.at_ms;
    entry.outcome.took_us = slot.took_us;
    return entry;
}

void Journal::newest_first(const std::function<bool(const JournalEntry&)>& each) const {
    for (std::size_t i = 1; i <= size_; ++i) {
        const std::size_t index = next_ >= i ? next_ - i : next_ + slots_.size() - i;
        if (!each(entry(slots_[index]))) return;
    }
}

void Journal::clear() {
    slots_.clear();
    slots_.shrink_to_fit();
    next_ = size_ = 0;
    dropped_ = 0;
}

} // namespace understudy::mock
