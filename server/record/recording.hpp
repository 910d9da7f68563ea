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

/// One run's responses, as a fixture (schemas/fixture.schema.json). What goes in is redacted at once; what
/// came is not kept. Identical responses that follow one another are one.
class Recording {
public:
    /// `from`: the API's base URL, without a credential. `recorded_at`: RFC 3339.
    Recording(const contract::Contract& contract, std::string run_id, std::string from,
              std::string recorded_at);

    void add(const Captured& captured, const std::set<std::string>& kept, Redactor& redactor);

    bool is_empty() const { return responses_.empty(); }
    std::size_t size() const { return responses_.size(); }
    const std::string& api() const { return api_; }
    const std::string& run_id() const { return run_id_; }
    std::string fixture() const; ///< JSON

private:
    std::string api_, run_id_, from_, recorded_at_, contract_;
    std::chrono::milliseconds first_{0};
    struct Response {
        std::uint64_t at_ms;
        std::string rest; ///< members of the object, as JSON
    };
    std::vector<Response> responses_;
};

} // namespace understudy::record
