#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/intake/input_format.hpp"
#include "validator/intake/observation.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// A recorded response of a run to one request.
struct RecordedResponse {
    std::uint64_t at_ms = 0;           ///< milliseconds since the first response
    const json::Value* json = nullptr; ///< the body in the fixture's document; null if the body is not JSON
    /// Its views point into the fixture's document. If header fields are recorded without a content-type, it
    /// has `content-type: application/json`.
    Observation observed;
};

/// One run and its responses over its life (schemas/formats/fixture.schema.json).
class Fixture {
public:
    /// Throws json::LoadError (file, place, pointer, reason) for anything that is not a fixture.
    static Fixture parse(std::string file, std::string text);

    const std::string& file() const { return document_->file(); }
    const std::string& api() const { return api_; }
    const std::string& run_id() const { return run_id_; }
    /// The values of the other parameters in the run's path (`thread_id`), by name; a name that the fixture
    /// does not say is absent.
    const std::map<std::string, std::string>& path() const { return path_; }
    const std::shared_ptr<const json::Document>& document() const { return document_; }
    const std::vector<RecordedResponse>& responses() const { return responses_; }

    /// A LoadError that names a place in this fixture.
    json::LoadError error(const std::string& pointer, const std::string& reason) const;

private:
    Fixture() = default;
    void add(const json::Value& response);
    void read_body(const json::Value& response, const std::string& pointer, RecordedResponse& read);

    std::shared_ptr<const json::Document> document_;
    std::string api_;
    std::string run_id_;
    std::map<std::string, std::string> path_;
    std::vector<RecordedResponse> responses_;
    std::shared_ptr<std::deque<std::string>> bytes_ =
        std::make_shared<std::deque<std::string>>(); // of Base64
};

/// Whether a JSON text claims to be a fixture, of any version and however damaged: it begins as an object and
/// contains the name `understudy_fixture`.
bool is_fixture(std::string_view text);

/// Reads a fixture: its API, and one observation for each response.
void read_fixture(const std::string& name, const Text& text, const EachObserved& each);

} // namespace understudy::intake
