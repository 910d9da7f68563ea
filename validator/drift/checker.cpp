#include "validator/drift/checker.hpp"

#include <utility>

#include "validator/drift/kind.hpp"
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

    void add(schema::Breach&& breach) override {
        const json::Position place = locator_.locate(base_ + breach.offset);
        Finding finding = make_finding(std::move(breach), document_.name, place, options_.show_values);
        const bool has_kind =
            breach.rule == schema::Rule::type_mismatch || breach.rule == schema::Rule::property_undocumented;
        if (has_kind && place_in_text(breach) < document_.file_text.size())
            finding.kind = kind_at(document_.file_text.substr(place_in_text(breach)),
                                   breach.rule == schema::Rule::property_undocumented);
        for (const std::string& secret : options_.secrets)
            for (std::string* text : {&finding.pointer, &finding.path, &finding.expected, &finding.found})
                if (text->find(secret) != std::string::npos) *text = "(a credential)";
        tally_.add(std::move(finding));
    }

private:
    std::size_t place_in_text(const schema::Breach& breach) const { return base_ + breach.offset; }

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
    tally_.begin_document(document.status, document.time);
    const auto body_offset = static_cast<std::size_t>(document.body.data() - document.file_text.data());
    Collector collector(document, body_offset, options_, tally_);
    const contract::Response* response = this->response(document.status);
    if (response == nullptr) {
        schema::Breach breach;
        breach.rule = schema::Rule::status_undocumented;
        breach.expected = documented_statuses(operation_);
        breach.found = "status " + std::to_string(document.status);
        collector.add(std::move(breach));
    } else {
        const schema::Program* schema = response->body.get();
        if (document.headers != nullptr) {
            Collector head(document, 0, options_, tally_);
            schema = check_head(*response, *document.headers, head);
        }
        if (schema != nullptr)
            watched(*response, *schema).evaluator.evaluate(document.body, collector, document.passed);
    }
    if (document.life != nullptr && document.status / 100 == 2) {
        Collector move(document, body_offset, options_, tally_);
        live(*document.life, document.body, move);
    }
    tally_.end_document();
}

Checker::Watched::Watched(const schema::Program& schema, const CheckOptions& options,
                          std::vector<schema::Link> links)
    : evaluator(schema, schema::EvaluatorOptions{options.limits, options.show_values}),
      sightings(schema, std::move(links)) {
    evaluator.watch(&sightings);
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
    const auto links = operation_.response(200) == &response ? operation_.links : std::vector<schema::Link>();
    last_ = &watched_.try_emplace({&schema, response.status}, schema, options_, links).first->second;
    last_schema_ = &schema;
    return *last_;
}

void Checker::add_coverage(Tally& tally) const {
    for (const contract::Response& response : operation_.responses) tally.add_response(response.status);
    for (const auto& [key, watched] : watched_) tally.add_coverage(key.second, watched.sightings);
}

} // namespace understudy::drift
