#include "validator/contract/format.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "validator/contract/embedded.hpp"
#include "validator/schema/compiler.hpp"
#include "validator/schema/evaluator.hpp"

namespace understudy::contract {
namespace {

// Compiled when it is first asked for; stays where it is.
const schema::Program& program_of(std::string_view schema) {
    static std::mutex mutex;
    static std::map<std::string, schema::Program, std::less<>> programs;
    const std::lock_guard lock(mutex);
    const auto known = programs.find(schema);
    if (known != programs.end()) return known->second;
    schema::Notes notes;
    const std::string name(schema);
    auto document = std::make_shared<const json::Document>(
        json::Document::parse(name, std::string(embedded_schema(schema))));
    return programs.emplace(name, schema::compile(std::move(document), "", notes)).first->second;
}

// The first breach of a format is reason enough.
class First : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        if (!breach_) breach_ = std::move(breach);
    }
    const std::optional<schema::Breach>& breach() const { return breach_; }

private:
    std::optional<schema::Breach> breach_;
};

} // namespace

std::shared_ptr<const json::Document> parse_format(std::string_view schema, std::string file,
                                                   std::string text) {
    auto document =
        std::make_shared<const json::Document>(json::Document::parse(std::move(file), std::move(text)));
    First first;
    schema::Evaluator(program_of(schema)).evaluate(document->text(), first);
    if (const auto& breach = first.breach()) {
        const json::Position place = json::Locator(document->text()).locate(breach->offset);
        throw json::LoadError(document->file(), breach->pointer,
                              "expected " + breach->expected + "; found " + breach->found, place.line,
                              place.column);
    }
    return document;
}

} // namespace understudy::contract
