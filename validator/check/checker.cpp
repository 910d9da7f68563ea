#include "validator/check/checker.hpp"

#include <utility>

#include "validator/check/value_kind.hpp"
namespace understudy::check {
namespace {

// Adds document and place to each breach and passes it on.
class Collector : public schema::BreachSink {
public:
    /// `base`: where in the text of the file the offsets of breaches begin.
    Collector(const OperationName& operation, const Observation& observation, std::size_t base,
              const CheckOptions& options, Tally& tally)
        : operation_(operation),
          observation_(observation),
          locator_(observation.text, observation.first_line),
          base_(base),
          options_(options),
          tally_(tally) {}

    bool is_malformed() const { return is_malformed_; }

    void add(schema::Breach&& breach) override {
        is_malformed_ = is_malformed_ || breach.rule == schema::Rule::body_malformed;
        const schema::Rule rule = breach.rule;
        const std::size_t offset = base_ + breach.offset;
        const json::Position place = locator_.locate(offset);
        Finding finding = make_finding(std::move(breach), observation_.document, place, options_.show_values);
        finding.operation = operation_;
        const bool has_kind =
            rule == schema::Rule::type_mismatch || rule == schema::Rule::property_undocumented;
        if (has_kind && offset < observation_.text.size())
            finding.kind =
                value_kind_at(observation_.text.substr(offset), rule == schema::Rule::property_undocumented);
        for (const std::string& secret : options_.secrets)
            for (std::string* text : {&finding.pointer, &finding.path, &finding.expected, &finding.found})
                if (text->find(secret) != std::string::npos) *text = "(a credential)";
        tally_.add(std::move(finding));
    }

private:
    const OperationName& operation_;
    const Observation& observation_;
    json::Locator locator_;
    std::size_t base_;
    const CheckOptions& options_;
    Tally& tally_;
    bool is_malformed_ = false;
};

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

void Checker::check(const Observation& observation, RunFollower* life,
                    const std::function<void(std::size_t)>& passed) {
    tally_.begin_document(observation.status, observation.time, name_);
    const auto body_offset = static_cast<std::size_t>(observation.body.data() - observation.text.data());
    Collector collector(name_, observation, body_offset, options_, tally_);
    const contract::Response* response = this->response(observation.status);
    const bool has_body =
        !observation.unchecked && !intake::without_body(observation.method, observation.status);
    const schema::Program* schema = nullptr;
    if (response == nullptr) {
        schema::Breach breach;
        breach.rule = schema::Rule::status_undocumented;
        breach.expected = documented_statuses(operation_);
        breach.found = "status " + std::to_string(observation.status);
        collector.add(std::move(breach));
    } else {
        schema = response->body.get();
        if (observation.fields) {
            Collector head(name_, observation, 0, options_, tally_);
            // A response to HEAD may leave fields out that the same GET has (RFC 9110 §9.3.2).
            const bool is_head = intake::without_body(observation.method, 0).has_value();
            schema = check_header(*response, *observation.fields, head,
                                  {observation.has_all_fields && !is_head, has_body});
        }
        if (schema != nullptr && has_body)
            watched(*response, *schema).evaluator.evaluate(observation.body, collector, passed);
    }
    if (life != nullptr && operation_.lifecycle && observation.status / 100 == 2 && has_body &&
        !collector.is_malformed()) {
        Collector move(name_, observation, body_offset, options_, tally_);
        if (read_moment(observation, schema)) life->next(moment_, move);
    }
    tally_.end_document();
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
}

} // namespace understudy::check
