#include "validator/check/header_check.hpp"

#include <optional>
#include <string>

#include "validator/contract/media_type.hpp"
#include "validator/contract/parameter_value.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/masking.hpp"

namespace understudy::check {
namespace {

using contract::HeaderField;
using schema::Breach;
using schema::Rule;

struct Value {
    std::string text;
    std::size_t offset = 0;
};

std::optional<Value> find(const std::vector<HeaderField>& fields, std::string_view name) {
    std::optional<Value> found;
    for (const HeaderField& field : fields) {
        if (!text::equal_ignoring_case(field.name, name)) continue;
        if (found)
            found->text += ", " + std::string(field.value);
        else
            found = Value{std::string(field.value), field.offset};
    }
    return found;
}

// The place where a missing field would be.
std::size_t start_of(const std::vector<HeaderField>& fields) {
    return fields.empty() ? 0 : fields.front().offset;
}

Breach header_breach(Rule rule, std::string_view name, std::size_t offset) {
    Breach breach;
    breach.rule = rule;
    breach.offset = offset;
    breach.path = "(header) " + std::string(name);
    return breach;
}

// Reports breaches inside a field value at the place of the field.
class FieldSink : public schema::BreachSink {
public:
    FieldSink(std::string_view name, std::size_t offset, schema::BreachSink& sink)
        : name_(name), offset_(offset), sink_(sink) {}

    void add(Breach&& inner) override {
        Breach breach = header_breach(Rule::header_invalid, name_, offset_);
        breach.evidence = inner.evidence;
        breach.expected = std::move(inner.expected);
        breach.found = std::move(inner.found);
        sink_.add(std::move(breach));
    }

private:
    std::string_view name_;
    std::size_t offset_;
    schema::BreachSink& sink_;
};

void check_header(const contract::Header& header, const std::vector<HeaderField>& fields, bool is_whole,
                  schema::BreachSink& sink) {
    const std::optional<Value> value = find(fields, header.name);
    if (!value && header.required && is_whole) {
        Breach breach = header_breach(Rule::header_missing, header.name, start_of(fields));
        breach.evidence = header.evidence;
        breach.expected = "a required header field";
        breach.found = "nothing";
        sink.add(std::move(breach));
    }
    if (!value || header.schema == nullptr) return;
    const auto evaluate = [&](std::string_view text, std::size_t offset) {
        FieldSink field(header.name, offset, sink);
        if (header.is_json)
            contract::evaluate_json(*header.schema, text, field);
        else
            contract::evaluate_simple(*header.schema, text, field, header.explode);
    };
    if (!text::equal_ignoring_case(header.name, "set-cookie")) return evaluate(value->text, value->offset);
    for (const HeaderField& field : fields) // each by itself: RFC 9110 §5.3
        if (text::equal_ignoring_case(field.name, header.name)) evaluate(field.value, field.offset);
}

std::string media_types(const contract::Response& response) {
    std::string text = response.content.size() == 1 ? "" : "one of ";
    for (const contract::MediaType& media : response.content)
        text += (&media == &response.content.front() ? "" : ", ") + media.range;
    return text;
}

// Keeps type and subtype if they read like words; a parameter may contain anything.
std::string shown(std::string_view content_type) {
    const std::string_view essence = content_type.substr(0, content_type.find_first_of("; \t"));
    const std::size_t slash = essence.find('/');
    const bool is_shown = slash != std::string_view::npos && text::may_show(essence.substr(0, slash)) &&
                          text::may_show(essence.substr(slash + 1));
    return is_shown ? std::string(essence) : "another media type";
}

const contract::MediaType* documented(const contract::Response& response, std::string_view content_type) {
    const contract::MediaType* best = nullptr;
    for (const contract::MediaType& media : response.content) {
        if (!contract::is_of(content_type, media.range)) continue;
        if (best == nullptr || contract::closeness(media.range) > contract::closeness(best->range))
            best = &media;
    }
    return best;
}

BodyRule rule_of(const contract::MediaType& media, std::string_view type) {
    if (contract::is_json(type)) return {media.schema.get(), nullptr, contract::Sequence::none};
    const bool has_schema =
        media.items != nullptr || (contract::is_range(media.range) && media.schema != nullptr);
    return {nullptr, &media, has_schema ? contract::sequence_of(type) : contract::Sequence::none};
}

} // namespace

BodyRule body_of_unknown_type(const contract::Response& response) {
    if (response.content.empty() || !response.media_type.empty()) return {response.body.get()};
    for (const contract::MediaType& media : response.content)
        if (const BodyRule rule = rule_of(media, media.range); rule.form != contract::Sequence::none)
            return rule;
    return {nullptr, &response.content.front(), contract::Sequence::none};
}

BodyRule check_header(const contract::Response& response, const std::vector<HeaderField>& fields,
                      schema::BreachSink& sink, HeadOptions options) {
    for (const contract::Header& header : response.headers)
        check_header(header, fields, options.is_whole, sink);
    if (response.content.empty()) return {};
    const std::optional<Value> type = find(fields, "content-type");
    const contract::MediaType* media = type ? documented(response, type->text) : nullptr;
    if (media != nullptr) return rule_of(*media, type->text);
    if (!type && !(options.is_whole && options.needs_type)) return body_of_unknown_type(response);
    Breach breach =
        header_breach(Rule::content_type_unexpected, "Content-Type", type ? type->offset : start_of(fields));
    breach.expected = media_types(response);
    breach.found = type ? shown(type->text) : "nothing";
    sink.add(std::move(breach));
    if (!type) return body_of_unknown_type(response);
    return {contract::is_json(type->text) ? response.body.get() : nullptr};
}

} // namespace understudy::check
