#include "validator/contract/own_format.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "validator/contract/embedded.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::contract {
namespace {

// Compiled on first use; its address never changes.
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

// The member that gives the version of our format (understudy_fixture, …).
bool is_version(const std::string& pointer) {
    return pointer.starts_with("/understudy_") && pointer.find('/', 1) == std::string::npos;
}

// Keeps the first breach: one reason is enough. A breach of the version takes precedence, because it explains
// the others.
class First : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        if (!breach_ || (is_version(breach.pointer) && !is_version(breach_->pointer)))
            breach_ = std::move(breach);
    }
    const std::optional<schema::Breach>& breach() const { return breach_; }

private:
    std::optional<schema::Breach> breach_;
};

} // namespace

std::shared_ptr<const json::Document> parse_own_document(std::string_view schema, std::string file,
                                                         std::string text) {
    auto document =
        std::make_shared<const json::Document>(json::Document::parse(std::move(file), std::move(text)));
    First first;
    schema::Evaluator(program_of(schema)).evaluate(document->text(), first);
    if (const auto& breach = first.breach()) {
        const json::Position place = json::Locator(document->text()).locate(breach->offset);
        const json::Value* const version =
            is_version(breach->pointer) ? json::find(document->root(), breach->pointer) : nullptr;
        const bool is_other =
            version != nullptr && version->is(json::Kind::number) && version->text.size() < 10;
        const std::string found =
            is_other ? "version " + std::string(version->text) + " of the format" : breach->found;
        throw json::LoadError(document->file(), breach->pointer,
                              "expected " + breach->expected + "; found " + found, place.line, place.column);
    }
    return document;
}

} // namespace understudy::contract
