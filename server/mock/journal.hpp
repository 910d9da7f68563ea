#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"
#include "server/mock/credential_mask.hpp"

namespace understudy::mock {

/// The outcome of a request, apart from its reply.
struct RequestOutcome {
    unsigned status = 0;
    bool matched = false;    ///< a run answered, or the API's own error for one of its requests
    std::string_view api;    ///< empty where no API has that path
    std::string_view run_id; ///< as requested
    std::string_view note; ///< how the request broke the contract, or how the reply was changed; may be empty
    std::int64_t at_ms = 0; ///< Unix time
    std::uint64_t took_us = 0;
};

/// A request in the journal. Its views point into the journal and are valid until the journal changes.
struct JournalEntry {
    std::uint64_t id = 0; ///< from 1 on, in the order of arrival
    std::string_view method;
    std::string_view target; ///< without the session prefix; credentials masked
    std::string_view host;
    std::string_view fields; ///< `name: value` lines, each with its line feed; credentials masked
    std::size_t body_size = 0;
    RequestOutcome outcome;

    /// The value of the first field of that name; empty if there is none.
    std::string_view field(std::string_view name) const;
    bool has_field(std::string_view name) const;
};

/// The last requests of one session: a ring that drops the oldest. It stores no bodies, because nobody can
/// tell which parts of them are private, and no credentials. One thread at a time.
class Journal {
public:
    /// `capacity`: the number of requests to keep; 0: none. `mask` outlives the journal.
    Journal(std::size_t capacity, const CredentialMask& mask) : capacity_(capacity), mask_(&mask) {}

    void add(const http::Request& request, const RequestOutcome& outcome);

    /// Calls `each` for every request kept, newest first, until it returns false.
    void newest_first(const std::function<bool(const JournalEntry&)>& each) const;

    void clear();

    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }
    std::uint64_t total() const { return total_; } ///< since the start, including those dropped or cleared
    std::uint64_t dropped() const { return dropped_; } ///< since the last clear()

private:
    /// A slot is reused after its request is dropped, so a full journal allocates no more memory.
    struct Slot {
        std::uint64_t id = 0;
        std::int64_t at_ms = 0;
        std::uint64_t took_us = 0;
        std::size_t body_size = 0;
        unsigned status = 0;
        bool matched = false;
        std::array<std::uint32_t, 6> ends{}; ///< of method, target, host, api, run id, note in `bytes`
        std::string bytes;                   ///< those texts, then the fields
    };

    Slot& next_slot();
    static JournalEntry entry(const Slot& slot);

    std::size_t capacity_;
    const CredentialMask* mask_;
    std::vector<Slot> slots_;
    std::size_t next_ = 0; ///< index of the slot to write next, once all slots exist
    std::size_t size_ = 0;
    std::uint64_t total_ = 0;
    std::uint64_t dropped_ = 0;
};

} // namespace understudy::mock
