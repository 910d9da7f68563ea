#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/record/redactor.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::record {

/// A response as it came over the wire, its content decoded.
struct Captured {
    std::chrono::milliseconds at{0}; ///< on any clock that the others are on
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

/// The header fields that a replay needs, in lower case: the content's type, what asks to wait, and what the
/// contract documents. All others are dropped, whatever they are called.
std::set<std::string> kept_fields(const contract::Operation& operation);

/// Which run, and where it came from.
struct RunInfo {
    std::string api;
    std::string run_id;
    std::string from;        ///< the API's base URL, without a credential
    std::string recorded_at; ///< RFC 3339
    std::string contract;    ///< `sha256:…`
};

/// A response as a fixture has it.
struct RecordedExchange {
    std::uint64_t at_ms = 0; ///< since the run's first
    std::string rest;        ///< the other members of the object, as JSON
};

/// One run's responses, as a fixture (schemas/formats/fixture.schema.json). What goes in is redacted at once;
/// what came is not kept, only its SHA-256. Identical responses that follow one another are one.
class Recording {
public:
    explicit Recording(RunInfo run) : run_(std::move(run)) {}
    Recording(const contract::Contract& contract, std::string run_id, std::string from,
              std::string recorded_at);

    /// What was added; nullptr where the response is the one before.
    const RecordedExchange* add(const Captured& captured, const std::set<std::string>& kept,
                                Redactor& redactor);

    /// Whether the response is the last one that add() was given, byte by byte of what is kept.
    bool repeats(const Captured& captured, const std::set<std::string>& kept) const;
    /// Lets go of the responses, which are written; repeats() and add() still know the last.
    void forget() { responses_.clear(); }

    /// What add() has added to another.
    void restore(RecordedExchange exchange) { responses_.push_back(std::move(exchange)); }

    bool is_empty() const { return responses_.empty(); }
    std::size_t size() const { return responses_.size(); }
    const RunInfo& run() const { return run_; }
    std::string fixture() const; ///< JSON

private:
    RunInfo run_;
    std::chrono::milliseconds first_{0};
    std::vector<RecordedExchange> responses_;
    std::string last_; // digest of the last that came; empty: none has
};

} // namespace understudy::record
