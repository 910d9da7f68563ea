#include "validator/drift/change_report.hpp"

#include <algorithm>

namespace understudy::drift {
namespace {

using Verdict = Difference::Kind;

check::Severity severity_of(Verdict kind) {
    switch (kind) {
        case Verdict::narrower:
            return check::Severity::info;
        case Verdict::addition:
        case Verdict::unsure:
            return check::Severity::warning;
        case Verdict::wider:
            break;
    }
    return check::Severity::error;
}

// An example is for a line of text.
bool is_short(const std::string& example) {
    constexpr std::size_t kLongest = 80;
    return !example.empty() && example.size() <= kLongest;
}

// What a person is told: `was one of queued, running; may now also be "paused"`.
std::string words(Direction direction, const Difference& each, const std::string& was, const std::string& now,
                  bool is_new) {
    std::string text = "was " + was;
    if (each.extra.empty())
        text += "; is now " + now;
    else
        text += (is_new ? "; may now also be " : "; may no longer be ") + each.extra;
    if (is_short(each.example)) text += ", for example " + each.example;
    if (each.kind == Verdict::unsure)
        text += std::string("; cannot tell whether ") +
                (direction == Direction::response ? "every new value was allowed before"
                                                  : "every value that was allowed before still is") +
                (each.reason.empty() ? "" : ": " + each.reason);
    return text;
}

} // namespace

Difference difference(schema::Rule rule, Verdict kind, std::string path, std::string promised,
                      std::string sent) {
    Difference each;
    each.rule = rule;
    each.kind = kind;
    each.path = std::move(path);
    each.promised = std::move(promised);
    each.sent = std::move(sent);
    return each;
}

void ChangeReport::begin(const std::string& operation, const schema::SchemaPlace& here) {
    operation_ = {now_.name(), operation};
    here_ = here;
    prefix_.clear();
    tally_.begin_document(std::nullopt, {}, operation_);
}

void ChangeReport::add(Direction direction, const Difference& each) {
    const bool is_response = direction == Direction::response;
    const std::string& was = is_response ? each.promised : each.sent;
    const std::string& now = is_response ? each.sent : each.promised;
    const bool is_more = each.kind != Verdict::narrower;
    const bool is_new = is_response == is_more;
    check::Finding finding;
    finding.rule = each.rule;
    finding.severity = severity_of(each.kind);
    finding.operation = operation_;
    const schema::SchemaPlace& said = is_response ? each.sent_at : each.promised_at;
    const schema::SchemaPlace& place = said.value != nullptr && said.resource != nullptr ? said : here_;
    const json::Document* document =
        place.resource == nullptr ? &now_.document() : place.resource->document.get();
    const auto locator = locators_.try_emplace(document, document->text()).first;
    finding.document = document->file();
    finding.place = locator->second.locate(place.value == nullptr ? 0 : place.value->offset);
    finding.path = callback_ + prefix_ + (prefix_.empty() || each.path.empty() ? "" : " ") + each.path;
    finding.change = words(direction, each, was, now, is_new);
    finding.expected = was;
    finding.found = each.extra.empty() ? now : is_new ? each.extra : "no longer " + each.extra;
    tally_.add(std::move(finding));
}

void ChangeReport::add(Direction direction, const Differences& differences, const std::string& path) {
    for (Difference each : differences) {
        const bool is_joined = path.empty() || each.path.empty() || each.path.starts_with("[");
        each.path = path + (is_joined ? "" : " ") + each.path;
        add(direction, each);
    }
}

} // namespace understudy::drift
