#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/intake/input_format.hpp"

namespace understudy::cli {

/// The exchanges of an archive in the order of their times, one in each. One without a time stays behind the
/// one that it follows in the file. Throws json::LoadError if the file is no archive, and std::system_error.
std::vector<intake::Observed> read_exchanges(const std::string& file);

/// Why an exchange shows no state of a run: it is not the API's answer, or its body is not there. A 204 is a
/// state only where the operation documents it.
std::optional<intake::Unchecked> no_state(const intake::Observation& exchange,
                                          const contract::Operation& operation);

/// What of an archive is not recorded.
class LeftOut {
public:
    void add(intake::Unchecked kind, const intake::Observation& exchange);
    /// `GET https://…`: no operation that gets a run matches.
    void add_unmatched(const std::string& exchange) { ++unmatched_[exchange]; }

    void tell(const std::string& file, std::ostream& err) const;

private:
    std::map<intake::Unchecked, std::vector<std::string>> places_;
    std::map<std::string, std::size_t> unmatched_;
};

} // namespace understudy::cli
