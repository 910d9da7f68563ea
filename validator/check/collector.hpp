#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "validator/check/check_options.hpp"
#include "validator/check/tally.hpp"
#include "validator/intake/observation.hpp"
#include "validator/json/position.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// A part of an observation's text that is an instance by itself: the whole body, or an item of a sequence.
struct InstancePlace {
    std::size_t base = 0;       ///< where it begins in the text of the observation
    std::string_view text = {}; ///< the instance
    bool is_verbatim = true;    ///< whether it stands there as it is, so that the offsets of breaches count
    std::string item = {};      ///< `line 3`; empty: it is the whole body
    std::string member = {};    ///< the member of the item that it is the value of; empty: it is the item
};

/// Adds document and place to each breach and passes it on to the tally.
class Collector : public schema::BreachSink {
public:
    Collector(const OperationName& operation, const intake::Observation& observation, InstancePlace instance,
              const CheckOptions& options, Tally& tally);

    /// Breaches from here on are of another instance of the same observation.
    void move_to(InstancePlace instance) { instance_ = std::move(instance); }
    bool is_malformed() const { return is_malformed_; }

    void add(schema::Breach&& breach) override;

private:
    const OperationName& operation_;
    const intake::Observation& observation_;
    json::Locator locator_;
    InstancePlace instance_;
    const CheckOptions& options_;
    Tally& tally_;
    bool is_malformed_ = false;
};

} // namespace understudy::check
