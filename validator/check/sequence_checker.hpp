#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "validator/check/collector.hpp"
#include "validator/check/event_stream.hpp"
#include "validator/check/sequence.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/contract/operation.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::check {

/// Receives the items that were not checked, with the reason: `event 3: its data is not JSON`.
using EachUnread = std::function<void(const std::string&)>;

/// Checks bodies of one sequential media type item by item (OpenAPI 3.2 §4.14.4). All items of a body are one
/// document.
///
/// The data of a server-sent event are a string (HTML §9.2.6), and a contract may describe them as that
/// string or as the JSON in it. Data count as JSON where the schema refuses them as a string. Data that are
/// no JSON then, such as `[DONE]`, mean something between the API and its clients that no contract says, and
/// are not checked. Where `contentMediaType` says JSON, they have to be JSON.
///
/// One thread at a time; the media type must outlive it.
class SequenceChecker {
public:
    SequenceChecker(const contract::MediaType& media, contract::Sequence form,
                    const schema::EvaluatorOptions& options);

    /// Returns the number of items that were checked.
    std::size_t check(const intake::Observation& observation, Collector& collector, const EachUnread& unread);

    void add_coverage(const OperationName& operation, const std::string& status, Tally& tally) const;

private:
    /// A schema of items, and which of what it documents was seen.
    struct Schema {
        Schema(const schema::Program& program, const schema::EvaluatorOptions& options);
        void evaluate(std::string_view item, schema::BreachSink& sink);
        void end_document();

        schema::CoverageCounter counter;
        schema::Evaluator evaluator;
        schema::Evaluator trial; ///< counts nothing
        bool is_in_document = false;
    };
    struct Verdict;

    void check_text(const SequenceItem& item, Collector& collector);
    void check_event(const StreamEvent& event, Collector& collector, const EachUnread& unread);
    void check_data(const StreamEvent& event, InstancePlace data, Collector& collector);
    void report(Schema& schema, InstancePlace instance, Collector& collector);
    Verdict try_out(std::string_view item);
    std::string instance_of(const StreamEvent& event, const std::string& data) const;

    const contract::MediaType& media_;
    contract::Sequence form_;
    Schema item_;
    std::optional<Schema> array_; ///< of an item that is an array
    std::optional<schema::Evaluator> data_;
    std::size_t base_ = 0; ///< of the body, in the text of the observation
    std::size_t checked_ = 0;
};

} // namespace understudy::check
