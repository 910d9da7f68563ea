#include "validator/check/collector.hpp"

#include <utility>

#include "validator/check/value_kind.hpp"

namespace understudy::check {

Collector::Collector(const OperationName& operation, const intake::Observation& observation,
                     InstancePlace instance, const CheckOptions& options, Tally& tally)
    : operation_(operation),
      observation_(observation),
      locator_(observation.text, observation.first_line),
      instance_(std::move(instance)),
      options_(options),
      tally_(tally) {}

void Collector::add(schema::Breach&& breach) {
    using schema::Rule;
    is_malformed_ = is_malformed_ || breach.rule == Rule::body_malformed;
    const Rule rule = breach.rule;
    const std::size_t offset = breach.offset;
    const json::Position place = locator_.locate(instance_.base + (instance_.is_verbatim ? offset : 0));
    Finding finding = make_finding(std::move(breach), observation_.document, place, options_.show_values);
    finding.operation = operation_;
    finding.item = instance_.item;
    if (!instance_.member.empty()) {
        finding.pointer = "/" + instance_.member + finding.pointer;
        const bool is_joined = finding.path.empty() || finding.path.starts_with('[');
        finding.path = instance_.member + (is_joined ? "" : ".") + finding.path;
    }
    const bool has_kind = rule == Rule::type_mismatch || rule == Rule::property_undocumented;
    if (has_kind && offset < instance_.text.size())
        finding.kind = value_kind_at(instance_.text.substr(offset), rule == Rule::property_undocumented);
    for (const std::string& secret : options_.secrets)
        for (std::string* text : {&finding.pointer, &finding.path, &finding.expected, &finding.found})
            if (text->find(secret) != std::string::npos) *text = "(a credential)";
    tally_.add(std::move(finding));
}

} // namespace understudy::check
