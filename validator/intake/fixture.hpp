#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/contract/header_field.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// What a run answered to one request.
struct RecordedResponse {
    std::uint64_t at_ms = 0; ///< since the first response
    unsigned status = 200;
    /// Where they are said, with `content-type: application/json` where that is not; in the fixture's
    /// document.
    std::optional<std::vector<contract::HeaderField>> headers;
    const json::Value* body = nullptr; ///< in the fixture's document; null: the body is `text`
    std::string_view text;             ///< a body that is not JSON
};

/// One run and what it answered over its life (schemas/formats/fixture.schema.json).
class Fixture {
public:
    /// Throws json::LoadError (file, place, pointer, reason) for anything that is not a fixture.
    static Fixture parse(std::string file, std::string text);

    /// Whether a JSON text says that it is a fixture, of whatever version and however damaged: it begins as
    /// an object and has the name `understudy_fixture`.
    static bool looks_like(std::string_view text);

    const std::string& file() const { return document_->file(); }
    const std::string& api() const { return api_; }
    const std::string& run_id() const { return run_id_; }
    const json::Document& document() const { return *document_; }
    const std::vector<RecordedResponse>& responses() const { return responses_; }

    /// The bytes of a response's body: in document().text() where it is JSON.
    std::string_view body_text(const RecordedResponse& response) const;

    /// A LoadError that names a place in this fixture.
    json::LoadError error(const std::string& pointer, const std::string& reason) const;

private:
    Fixture() = default;

    std::shared_ptr<const json::Document> document_;
    std::string api_;
    std::string run_id_;
    std::vector<RecordedResponse> responses_;
};

} // namespace understudy::intake
