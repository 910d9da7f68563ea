#include "validator/check/checker.hpp"

#include <utility>

namespace understudy::check {
namespace {

std::string documented_statuses(const contract::Operation& operation) {
    std::string text;
    for (const contract::Response& response : operation.responses)
        text += (text.empty() ? "" : ", ") + response.status;
    return "one of the documented statuses " + text;
}

} // namespace

OperationName Checker::name_of(const contract::Operation& operation, std::string api) {
    return {std::move(api), operation.path.empty() ? "" : operation.method + " " + operation.path};
}

std::optional<intake::Unchecked> Checker::check(const Observation& observation, RunFollower* life,
                                                const std::function<void(std::size_t)>& passed) {
    tally_.begin_document(observation.status, observation.time, name_);
    const auto body_offset = static_cast<std::size_t>(observation.body.data() - observation.text.data());
    const std::string_view from_body = observation.text.substr(body_offset);
    Collector collector(name_, observation, {body_offset, from_body}, options_, tally_);
    const contract::Response* response = this->response(observation.status);
    const bool has_body =
        !observation.unchecked && !intake::without_body(observation.method, observation.status);
    BodyRule rule;
    std::optional<intake::Unchecked> unread;
    if (response == nullptr) {
        schema::Breach breach;
        breach.rule = schema::Rule::status_undocumented;
        breach.expected = documented_statuses(operation_);
        breach.found = "status " + std::to_string(observation.status);
        collector.add(std::move(breach));
    } else {
        rule = rule_of(observation, *response, has_body);
        if (rule.schema != nullptr && has_body)
            watched(*response, *rule.schema).evaluator.evaluate(observation.body, collector, passed);
        if (rule.media != nullptr && has_body) unread = check_other(observation, *response, rule, collector);
    }
    if (life != nullptr && operation_.lifecycle && observation.status / 100 == 2 && has_body &&
        rule.media == nullptr && !collector.is_malformed()) {
        Collector move(name_, observation, {body_offset, from_body}, options_, tally_);
        if (read_moment(observation, rule.schema)) life->next(moment_, move);
    }
    tally_.end_document(!unread);
    return unread;
}

BodyRule Checker::rule_of(const Observation& observation, const contract::Response& response, bool has_body) {
    if (!observation.fields) return body_of_unknown_type(response);
    Collector head(name_, observation, {0, observation.text}, options_, tally_);
    // A response to HEAD may leave fields out that the same GET has (RFC 9110 §9.3.2).
    const bool is_head = intake::without_body(observation.method, 0).has_value();
    return check_header(response, *observation.fields, head,
                        {observation.has_all_fields && !is_head, has_body});
}

// A body that is not one JSON text. Returns why nothing of it was checked.
std::optional<intake::Unchecked> Checker::check_other(const Observation& observation,
                                                      const contract::Response& response,
                                                      const BodyRule& rule, Collector& collector) {
    using intake::Unchecked;
    const std::string place = intake::place_of(observation);
    if (rule.form == contract::Sequence::none) {
        tally_.add(Unchecked::other_media_type, place, rule.media->range);
        return Unchecked::other_media_type;
    }
    const schema::EvaluatorOptions options{options_.limits, options_.show_values};
    SequenceChecker& sequence =
        sequences_.try_emplace({rule.media, rule.form, response.status}, *rule.media, rule.form, options)
            .first->second;
    const auto add_unread = [&](const std::string& item) { tally_.add(Unchecked::item, place, item); };
    if (sequence.check(observation, collector, add_unread) != 0) return std::nullopt;
    tally_.add(Unchecked::no_item, place, "");
    return Unchecked::no_item;
}

// Takes what the evaluator kept on its way. If the schema does not describe all of it, parses the whole body
// instead.
bool Checker::read_moment(const Observation& observation, const schema::Program* schema) {
    if (schema != nullptr && schema == last_schema_ && last_->has_life) {
        const auto take = [&](std::size_t index, json::Kind kind, std::string& text) {
            const auto* value = last_->counter.kept(index);
            text = value != nullptr && value->kind == kind ? std::string_view(value->text) : "";
            return value != nullptr ? value->offset : 0;
        };
        take(0, json::Kind::string, moment_.id);
        moment_.state.offset = take(1, json::Kind::string, moment_.state.text);
        moment_.progress.offset = take(2, json::Kind::number, moment_.progress.text);
        return true;
    }
    try {
        moment_ =
            moment_of(*operation_.lifecycle, json::Document::parse("", std::string(observation.body)).root());
        return true;
    } catch (const json::LoadError&) {
        return false;
    }
}

Checker::Watched::Watched(const schema::Program& schema, const CheckOptions& options,
                          schema::CoverageCounter::Options watches)
    : evaluator(schema, schema::EvaluatorOptions{options.limits, options.show_values}),
      counter(schema, std::move(watches)) {
    evaluator.watch(&counter);
    has_life = counter.knows_all_kept();
}

const contract::Response* Checker::response(unsigned status) {
    if (last_response_ == nullptr || last_status_ != status) {
        last_status_ = status;
        last_response_ = operation_.response(status);
        last_schema_ = nullptr;
    }
    return last_response_;
}

Checker::Watched& Checker::watched(const contract::Response& response, const schema::Program& schema) {
    if (last_schema_ == &schema) return *last_;
    schema::CoverageCounter::Options watches;
    const bool is_success = operation_.response(200) == &response;
    if (is_success) watches.links = operation_.links;
    if (is_success && operation_.lifecycle)
        for (const std::string* pointer :
             {&operation_.lifecycle->id, &operation_.lifecycle->field, &operation_.lifecycle->progress})
            watches.kept.push_back(contract::path_of_field(*pointer));
    last_ =
        &watched_.try_emplace({&schema, response.status}, schema, options_, std::move(watches)).first->second;
    last_schema_ = &schema;
    return *last_;
}

void Checker::add_coverage(Tally& tally) const {
    for (const contract::Response& response : operation_.responses)
        tally.add_response(name_, response.status);
    for (const auto& [key, watched] : watched_) tally.add_coverage(name_, key.second, watched.counter);
    for (const auto& [key, sequence] : sequences_) sequence.add_coverage(name_, std::get<2>(key), tally);
}

} // namespace understudy::check
