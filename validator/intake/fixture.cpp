#include "validator/intake/fixture.hpp"

#include <optional>

#include "validator/contract/media_type.hpp"
#include "validator/contract/own_format.hpp"
#include "validator/json/number.hpp"

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
        has_type = has_type || contract::is_same_field(name, "content-type");
    }
    if (!has_type) fields.push_back({"content-type", "application/json", headers.offset});
    return fields;
}

} // namespace

bool Fixture::looks_like(std::string_view text) {
    constexpr std::size_t kLookedAt = std::size_t{1} << 20; // of a long document, not all is in memory
    text = text.substr(0, kLookedAt);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos && text[start] == '{' &&
           text.find("\"understudy_fixture\"") != std::string_view::npos;
}

Fixture Fixture::parse(std::string file, std::string text) {
    Fixture fixture;
    fixture.document_ = contract::parse_format("fixture.schema.json", std::move(file), std::move(text));
    const json::Document& document = *fixture.document_;
    fixture.api_ = document.root().find("api")->text;
    fixture.run_id_ = document.root().find("run_id")->text;
    const json::Value& responses = *document.root().find("responses");
    if (responses.elements.empty())
        throw document.error(responses, "/responses", "expected at least one response; found none");
    for (const json::Value& value : responses.elements) {
        RecordedResponse& response = fixture.responses_.emplace_back();
        response.at_ms = number(value.find("at_ms"));
        response.status = static_cast<unsigned>(number(value.find("status")));
        response.body = value.find("body");
        const json::Value* said = value.find("text");
        if (said != nullptr) response.text = said->text;
        if (const json::Value* headers = value.find("headers")) response.headers = fields(*headers);
        const std::size_t index = fixture.responses_.size() - 1;
        if ((response.body == nullptr) == (said == nullptr))
            throw fixture.error("/responses/" + std::to_string(index),
                                said == nullptr ? "expected \"body\" or \"text\"; found neither"
                                                : "expected \"body\" or \"text\"; found both");
        if (index != 0 && response.at_ms < fixture.responses_[index - 1].at_ms)
            throw fixture.error(
                "/responses/" + std::to_string(index) + "/at_ms",
                "expected a time not before the response before it; found " + std::to_string(response.at_ms));
    }
    return fixture;
}

std::string_view Fixture::body_text(const RecordedResponse& response) const {
    if (response.body == nullptr) return response.text;
    return document_->text().substr(response.body->offset, response.body->end - response.body->offset);
}

json::LoadError Fixture::error(const std::string& pointer, const std::string& reason) const {
    const json::Value* place = document_->at(pointer);
    return document_->error(place == nullptr ? document_->root() : *place, pointer, reason);
}

} // namespace understudy::intake
