#include "tests/validator/schema/breaches.hpp"

#include <memory>
#include <utility>

#include "validator/schema/compile/compiler.hpp"

namespace understudy::test {
namespace {

class Lines : public schema::BreachSink {
public:
    explicit Lines(bool is_short) : is_short_(is_short) {}

    void add(schema::Breach&& breach) override {
        std::string line(schema::rule_name(breach.rule));
        if (is_short_) {
            lines_.push_back(line + " " + breach.pointer);
            return;
        }
        line += " at " + std::to_string(breach.offset) + " " + breach.pointer + " (" + breach.path + ") " +
                std::string(schema::evidence_name(breach.evidence)) + ": expected " + breach.expected +
                "; found " + breach.found;
        if (breach.has_value) line += " [" + std::string(breach.value) + "]";
        lines_.push_back(line);
    }

    std::vector<std::string> take() { return std::move(lines_); }

private:
    bool is_short_;
    std::vector<std::string> lines_;
};

std::vector<std::string> evaluated(const schema::Program& program, std::string_view instance,
                                   schema::EvaluatorOptions options, bool is_short) {
    Lines lines(is_short);
    schema::Evaluator(program, options).evaluate(instance, lines);
    return lines.take();
}

} // namespace

schema::Program compiled(std::string text, std::vector<std::string>* notes, const std::string& pointer) {
    schema::Notes ours;
    schema::Program program = schema::compile(
        std::make_shared<const json::Document>(json::Document::parse("schema.json", std::move(text))),
        pointer, ours);
    if (notes != nullptr) *notes = std::move(ours);
    return program;
}

std::vector<std::string> breaches(const schema::Program& program, std::string_view instance,
                                  schema::EvaluatorOptions options) {
    return evaluated(program, instance, options, false);
}

std::vector<std::string> rules(const schema::Program& program, std::string_view instance) {
    return evaluated(program, instance, {}, true);
}

} // namespace understudy::test
