#include "validator/drift/checker.hpp"

#include <utility>

namespace understudy::drift {
namespace {

// Gives breaches their document and their place, and hands them on.
class Collector : public schema::BreachSink {
public:
    /// `base`: where in the file's text the offsets of breaches begin.
    Collector(const Document& document, std::size_t base, const CheckOptions& options, Tally& tally)
        : document_(document),
          locator_(document.file_text, document.first_line),
          base_(base),
          options_(options),
          tally_(tally) {}

    void add(const schema::Breach& breach) override {
        const json::Position place = locator_.locate(base_ + breach.offset);
        Finding finding = make_finding(breach, document_.name, place, options_.show_values);
        for (const std::string& secret : options_.secrets)
            for (std::string* text : {&finding.pointer, &finding.path, &finding.expected, &finding.found})
                if (text->find(secret) != std::string::npos) *text = "(a credential)";
        tally_.add(std::move(finding));
    }

private:
    const Document& document_;
    json::Locator locator_;
    std::size_t base_;
    const CheckOptions& options_;
    Tally& tally_;
};

std::string documented_statuses(const contract::Operation& operation) {
    std::string text;
    for (const contract::Response& response : operation.responses)
        text += (text.empty() ? "" : ", ") + response.status;
    return "one of the documented statuses " + text;
}

void live(Life& life, std::string_view body, schema::BreachSink& sink) {
    try {
        const auto document = json::Document::parse("", std::string(body));
        life.next(document.root(), sink);
    } catch (const json::LoadError&) {
        // Told of already: `body.malformed`.
    }
}

} // namespace

void Checker::check(const Document& document) {
    tally_.begin_document(document.status);
    const auto body_offset = static_cast<std::size_t>(document.body.data() - document.file_text.data());
    Collector collector(document, body_offset, options_, tally_);
    const contract::Response* response = operation_.response(document.status);
    if (response == nullptr) {
        schema::Breach breach;
        breach.rule = schema::Rule::status_undocumented;
        breach.expected = documented_statuses(operation_);
        breach.found = "status " + std::to_string(document.status);
        collector.add(breach);
    } else {
        const schema::Program* schema = response->body.get();
        if (document.headers != nullptr) {
            Collector head(document, 0, options_, tally_);
            schema = check_head(*response, *document.headers, head);
        }
        if (schema != nullptr) evaluator(*schema).evaluate(document.body, collector, document.passed);
    }
    if (document.life != nullptr && document.status / 100 == 2) {
        Collector move(document, body_offset, options_, tally_);
        live(*document.life, document.body, move);
    }
    tally_.end_document();
}

schema::Evaluator& Checker::evaluator(const schema::Program& schema) {
    const auto known = evaluators_.find(&schema);
    if (known != evaluators_.end()) return known->second;
    const schema::EvaluatorOptions options{options_.limits, options_.show_values};
    return evaluators_.emplace(&schema, schema::Evaluator(schema, options)).first->second;
}

} // namespace understudy::drift
