#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/intake/input_format.hpp"
#include "validator/intake/observation.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// What a run answered to one request.
struct RecordedResponse {
    std::uint64_t at_ms = 0;           ///< since the first response
    const json::Value* json = nullptr; ///< the body in the fixture's document; null: the body is not JSON
    /// Its views are into the fixture's document. Where header fields are recorded and no content-type among
    /// them, it has `content-type: application/json`.
    Observation observed;
};

/// One run and what it answered over its life (schemas/formats/fixture.schema.json).
class Fixture {
public:
    /// Throws json::LoadError (file, place, pointer, reason) for anything that is not a fixture.
    static Fixture parse(std::string file, std::string text);

    const std::string& file() const { return document_->file(); }
    const std::string& api() const { return api_; }
    const std::string& run_id() const { return run_id_; }
    const std::shared_ptr<const json::Document>& document() const { return document_; }
    const std::vector<RecordedResponse>& responses() const { return responses_; }

    /// A LoadError that names a place in this fixture.
    json::LoadError error(const std::string& pointer, const std::string& reason) const;

private:
    Fixture() = default;
    void add(const json::Value& response);

    std::shared_ptr<const json::Document> document_;
    std::string api_;
    std::string run_id_;
    std::vector<RecordedResponse> responses_;
};

/// Whether a JSON text says that it is a fixture, of whatever version and however damaged: it begins as an
/// object and has the name `understudy_fixture`.
bool is_fixture(std::string_view text);

/// Reads a fixture: its API, and an observation for each response.
Observed read_fixture(const std::string& name, const Text& text);

} // namespace understudy::intake
