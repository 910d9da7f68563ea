#include "validator/drift/checker.hpp"

#include <utility>

namespace understudy::drift {
namespace {

// Gives breaches their document and their place, and hands them on.
class Collector : public schema::BreachSink {
public:
    Collector(const Document& document, bool show_values, Tally& tally)
        : document_(document),
          locator_(document.file_text, document.first_line),
          body_offset_(static_cast<std::size_t>(document.body.data() - document.file_text.data())),
          show_values_(show_values),
          tally_(tally) {}

    void add(const schema::Breach& breach) override {
        const json::Position place = locator_.locate(body_offset_ + breach.offset);
        tally_.add(make_finding(breach, document_.name, place, show_values_));
    }

private:
    const Document& document_;
    json::Locator locator_;
    std::size_t body_offset_;
    bool show_values_;
    Tally& tally_;
};

std::string documented_statuses(const contract::Operation& operation) {
    std::string text;
    for (const contract::Response& response : operation.responses)
        text += (text.empty() ? "" : ", ") + response.status;
    return "one of the documented statuses " + text;
}

} // namespace

void Checker::check(const Document& document) {
    tally_.begin_document(document.status);
    Collector collector(document, options_.show_values, tally_);
    if (operation_.response(document.status) == nullptr) {
        schema::Breach breach;
        breach.rule = schema::Rule::status_undocumented;
        breach.expected = documented_statuses(operation_);
        breach.found = "status " + std::to_string(document.status);
        collector.add(breach);
    } else if (schema::Evaluator* held_against = evaluator(document.status)) {
        held_against->evaluate(document.body, collector, document.passed);
    }
    tally_.end_document();
}

schema::Evaluator* Checker::evaluator(unsigned status) {
    auto [entry, is_new] = evaluators_.try_emplace(status);
    if (is_new)
        if (const auto& body = operation_.response(status)->body)
            entry->second.emplace(*body, schema::EvaluatorOptions{options_.limits, options_.show_values});
    return entry->second ? &*entry->second : nullptr;
}

} // namespace understudy::drift
