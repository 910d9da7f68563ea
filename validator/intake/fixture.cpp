#include "validator/intake/fixture.hpp"

#include <optional>

#include "validator/contract/own_format.hpp"
#include "validator/json/number.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/base64.hpp"

namespace understudy::intake {
namespace {

std::uint64_t number(const json::Value* value) {
    return value == nullptr ? 0 : json::to_unsigned(value->text).value_or(0); // the format bounds it
}

std::vector<contract::HeaderField> fields(const json::Value& headers) {
    std::vector<contract::HeaderField> fields;
    bool has_type = false;
    for (const auto& [name, value] : headers.members) {
        fields.push_back({name, value.text, value.offset});
        has_type = has_type || text::equal_ignoring_case(name, "content-type");
    }
    if (!has_type) fields.push_back({"content-type", "application/json", headers.offset});
    return fields;
}

} // namespace

bool is_fixture(std::string_view text) {
    constexpr std::size_t kLookedAt = std::size_t{1} << 20; // a long document is not all in memory
    text = without_byte_order_mark(text.substr(0, kLookedAt));
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && text[start] == '{' &&
           text.find("\"understudy_fixture\"") != std::string_view::npos;
}

Fixture Fixture::parse(std::string file, std::string text) {
    Fixture fixture;
    fixture.document_ = contract::parse_own_document("fixture.schema.json", std::move(file), std::move(text));
    const json::Document& document = *fixture.document_;
    fixture.api_ = document.root().find("api")->text;
    fixture.run_id_ = document.root().find("run_id")->text;
    if (const json::Value* path = document.root().find("path"))
        for (const json::Member& member : path->members)
            fixture.path_.emplace(member.name, member.value.text);
    const json::Value& responses = *document.root().find("responses");
    if (responses.elements.empty())
        throw document.error(responses, "/responses", "expected at least one response; found none");
    for (const json::Value& value : responses.elements) fixture.add(value);
    return fixture;
}

void Fixture::add(const json::Value& value) {
    const std::string pointer = "/responses/" + std::to_string(responses_.size());
    RecordedResponse response;
    response.at_ms = number(value.find("at_ms"));
    if (!responses_.empty() && response.at_ms < responses_.back().at_ms)
        throw error(pointer + "/at_ms",
                    "expected a time no earlier than that of the previous response; found " +
                        std::to_string(response.at_ms));
    Observation& observed = response.observed;
    observed.document = file() + "#" + pointer + "/body";
    observed.status = static_cast<unsigned>(number(value.find("status")));
    if (const json::Value* headers = value.find("headers")) observed.fields = fields(*headers);
    read_body(value, pointer, response);
    const json::Value* at = document_->at("/recorded/at"); // the time of the recording
    if (const auto start = at == nullptr ? std::nullopt : text::parse_time(at->text))
        observed.time = *start + static_cast<text::Time>(response.at_ms);
    observed.run = run_id_;
    responses_.push_back(std::move(response));
}

void Fixture::read_body(const json::Value& value, const std::string& pointer, RecordedResponse& read) {
    read.json = value.find("body");
    const json::Value* text = value.find("text");
    const json::Value* base64 = value.find("base64");
    const int count =
        (read.json != nullptr ? 1 : 0) + (text != nullptr ? 1 : 0) + (base64 != nullptr ? 1 : 0);
    if (count != 1)
        throw error(pointer, std::string("expected one of \"body\", \"text\" and \"base64\"; found ") +
                                 (count == 0 ? "none" : "several"));
    Observation& observed = read.observed;
    if (read.json != nullptr) {
        observed.text = document_->text();
        observed.body = observed.text.substr(read.json->offset, read.json->end - read.json->offset);
        return;
    }
    if (base64 != nullptr) {
        auto bytes = text::from_base64(base64->text);
        if (!bytes)
            throw error(pointer + "/base64", "expected Base64 (RFC 4648 §4); found a string of another form");
        observed.text = bytes_->emplace_back(*std::move(bytes));
    } else {
        observed.text = text->text;
    }
    observed.body = observed.text;
}

json::LoadError Fixture::error(const std::string& pointer, const std::string& reason) const {
    const json::Value* place = document_->at(pointer);
    return document_->error(place == nullptr ? document_->root() : *place, pointer, reason);
}

void read_fixture(const std::string& name, const Text& text, const EachObserved& each) {
    const auto kept = std::make_shared<const Fixture>(
        Fixture::parse(name, std::string(without_byte_order_mark(text.bytes))));
    Observed observed;
    observed.api = kept->api();
    observed.source = {kept, kept->document().get()}; // which keeps the bytes of Base64 as well
    for (const RecordedResponse& response : kept->responses())
        observed.observations.push_back(response.observed);
    each(std::move(observed));
}

} // namespace understudy::intake
