#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/record/redactor.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/run_address.hpp"

namespace understudy::record {

/// A response as received, its content coding undone.
struct Captured {
    std::chrono::milliseconds at{0}; ///< on the same clock as the other responses
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;
};

/// The header fields that a replay needs, in lower case: the content type, the fields that ask the client to
/// wait, and those that the contract documents. All other fields are dropped.
std::set<std::string> kept_fields(const contract::Operation& operation);

/// Identifies a run and where it came from.
struct RunInfo {
    std::string api;
    contract::RunAddress address; ///< as the fixture has it: with pseudonyms for what is secret
    std::string from;             ///< the API's base URL, without a credential
    std::string recorded_at;      ///< RFC 3339
    std::string contract;         ///< `sha256:…`
};

/// A response in the form that a fixture stores.
struct RecordedExchange {
    std::uint64_t at_ms = 0; ///< since the run's first response
    std::string rest;        ///< the other members of the object, as JSON
};

/// One run's responses, as a fixture (schemas/formats/fixture.schema.json). It redacts each response at once
/// and keeps only the SHA-256 of the original. Consecutive identical responses count as one.
class Recording {
public:
    explicit Recording(RunInfo run) : run_(std::move(run)) {}
    Recording(const contract::Contract& contract, contract::RunAddress address, std::string from,
              std::string recorded_at);

    /// Returns the exchange that it added, or nullptr if the response repeats the one before.
    const RecordedExchange* add(const Captured& captured, const std::set<std::string>& kept,
                                Redactor& redactor);

    /// Whether the response repeats the last one given to add(), byte for byte in the parts that are kept.
    bool repeats(const Captured& captured, const std::set<std::string>& kept) const;
    /// Drops the responses, which are written; repeats() and add() still know the last one.
    void forget() { responses_.clear(); }

    /// Adds an exchange that add() made in another recording.
    void restore(RecordedExchange exchange) { responses_.push_back(std::move(exchange)); }

    bool is_empty() const { return responses_.empty(); }
    std::size_t size() const { return responses_.size(); }
    const RunInfo& run() const { return run_; }
    std::string fixture() const; ///< JSON

private:
    RunInfo run_;
    std::chrono::milliseconds first_{0};
    std::vector<RecordedExchange> responses_;
    std::string last_; // digest of the last response received; empty: none yet
};

} // namespace understudy::record
