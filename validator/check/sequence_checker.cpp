#include "validator/check/sequence_checker.hpp"

#include <algorithm>
#include <utility>

#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/json/write.hpp"

namespace understudy::check {
namespace {

using contract::Sequence;
using schema::Rule;

constexpr std::string_view kSpace = " \t\r\n";

bool is_json(const std::string& text) {
    try {
        json::Document::parse("", text);
        return true;
    } catch (const json::LoadError&) {
        return false;
    }
}

// Whether a text that is not JSON was meant to be. `[DONE]` was not.
bool begins_like_json(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (text.starts_with('{')) return true;
    if (!text.starts_with('[')) return false;
    const std::size_t next = text.find_first_not_of(kSpace, 1);
    return next != std::string_view::npos &&
           std::string_view("{[\"-0123456789").find(text[next]) != std::string_view::npos;
}

// The media type's own schema is about one item; that of a range may be about anything.
const schema::Program& schema_of_items(const contract::MediaType& media) {
    return media.items != nullptr ? *media.items : *media.schema;
}

} // namespace

/// What a schema says of an event.
struct SequenceChecker::Verdict final : schema::BreachSink {
    explicit Verdict(std::string_view place_of_data) : place(place_of_data) {}

    void add(schema::Breach&& breach) override {
        conforms = false;
        const bool is_of_data = breach.pointer == place;
        refuses_text =
            refuses_text ||
            (is_of_data && (breach.rule == Rule::type_mismatch || breach.rule == Rule::schema_mismatch));
    }

    std::string_view place;
    bool conforms = true;
    bool refuses_text = false; ///< whatever the text is
};

SequenceChecker::Schema::Schema(const schema::Program& program, const schema::EvaluatorOptions& options)
    : counter(program), evaluator(program, options), trial(program, options) {
    evaluator.watch(&counter);
}

void SequenceChecker::Schema::evaluate(std::string_view item, schema::BreachSink& sink) {
    if (!std::exchange(is_in_document, true)) counter.begin_items();
    evaluator.evaluate(item, sink);
}

void SequenceChecker::Schema::end_document() {
    if (std::exchange(is_in_document, false)) counter.end_items();
}

SequenceChecker::SequenceChecker(const contract::MediaType& media, Sequence form,
                                 const schema::EvaluatorOptions& options)
    : media_(media), form_(form), item_(schema_of_items(media), options) {
    if (media.items != nullptr && media.schema != nullptr) array_.emplace(*media.schema, options);
    if (media.event_data != nullptr) data_.emplace(*media.event_data, options);
}

std::size_t SequenceChecker::check(const intake::Observation& observation, Collector& collector,
                                   const EachUnread& unread) {
    base_ = static_cast<std::size_t>(observation.body.data() - observation.text.data());
    checked_ = 0;
    const auto each_text = [&](const SequenceItem& item) { check_text(item, collector); };
    if (form_ == Sequence::lines) read_json_lines(observation.body, each_text);
    if (form_ == Sequence::records) read_json_records(observation.body, each_text);
    if (form_ == Sequence::events)
        read_event_stream(observation.body,
                          [&](const StreamEvent& event) { check_event(event, collector, unread); });
    item_.end_document();
    if (array_) array_->end_document();
    return checked_;
}

void SequenceChecker::add_coverage(const OperationName& operation, const std::string& status,
                                   Tally& tally) const {
    tally.add_coverage(operation, status, item_.counter);
    if (array_) tally.add_coverage(operation, status, array_->counter);
}

void SequenceChecker::check_text(const SequenceItem& item, Collector& collector) {
    InstancePlace place{base_ + item.offset, item.text, true, item.name, {}};
    const std::size_t start = item.text.find_first_not_of(kSpace);
    const bool is_array = array_ && start != std::string_view::npos && item.text[start] == '[';
    report(is_array ? *array_ : item_, std::move(place), collector);
    if (!item.may_be_part) return;
    schema::Breach breach;
    breach.offset = item.text.size();
    breach.expected = "white space behind a number or a word (RFC 7464)";
    breach.found = "the end of the record, which may be cut off";
    collector.add(std::move(breach));
}

void SequenceChecker::check_event(const StreamEvent& event, Collector& collector, const EachUnread& unread) {
    const std::string name = "event " + std::to_string(event.number);
    if (!event.is_whole) return unread(name + ": the stream ends before the event does");
    const InstancePlace data{base_ + event.offset, event.data, event.is_one_line, name, {}};
    const std::string as_text = instance_of(event, json::quoted(event.data));
    const Verdict text = try_out(as_text);
    const bool has_json = is_json(event.data);
    const bool is_refused = text.refuses_text && !has_json && !begins_like_json(event.data);
    if (is_refused && !data_) return unread(name + ": its data is not JSON");
    const std::string as_json = media_.is_event && has_json ? instance_of(event, event.data) : event.data;
    const bool is_json_read =
        has_json ? (media_.is_event ? !text.conforms && (text.refuses_text || try_out(as_json).conforms)
                                    : text.refuses_text || try_out(as_json).conforms)
                 : text.refuses_text && !media_.is_event;
    InstancePlace instance = data;
    if (media_.is_event || !is_json_read) {
        instance.text = is_json_read ? as_json : as_text;
        instance.is_verbatim = false;
    }
    report(item_, std::move(instance), collector);
    check_data(event, data, collector);
}

// By the `contentSchema` of the data.
void SequenceChecker::check_data(const StreamEvent& event, InstancePlace data, Collector& collector) {
    if (!data_) return;
    data.member = "data";
    data.text = event.data;
    collector.move_to(std::move(data));
    data_->evaluate(event.data, collector);
}

void SequenceChecker::report(Schema& schema, InstancePlace instance, Collector& collector) {
    const std::string_view text = instance.text;
    collector.move_to(std::move(instance));
    schema.evaluate(text, collector);
    ++checked_;
}

SequenceChecker::Verdict SequenceChecker::try_out(std::string_view item) {
    Verdict verdict(media_.is_event ? "/data" : "");
    item_.trial.evaluate(item, verdict);
    return verdict;
}

// The JSON that the schema is about, if `data` is the JSON of the data.
std::string SequenceChecker::instance_of(const StreamEvent& event, const std::string& data) const {
    if (!media_.is_event) return data;
    std::string json = "{\"data\":" + data;
    if (event.event) json += ",\"event\":" + json::quoted(*event.event);
    if (event.id) json += ",\"id\":" + json::quoted(*event.id);
    if (event.retry) {
        const std::size_t start = std::min(event.retry->find_first_not_of('0'), event.retry->size() - 1);
        json += ",\"retry\":" + event.retry->substr(start);
    }
    return json + "}";
}

} // namespace understudy::check
