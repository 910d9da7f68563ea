#include "server/generate/run_maker.hpp"

#include <algorithm>

#include "server/generate/agreement.hpp"
#include "server/generate/generator.hpp"
#include "validator/schema/evaluate/evaluator.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::generate {
namespace {

constexpr std::size_t kMostSteps = 8;
constexpr std::uint64_t kStepMs = 1'000;

std::vector<std::string> walk(const contract::Lifecycle& life, Chance& chance) {
    std::vector<std::string> states = {chance.any(life.initial.empty() ? life.states : life.initial)};
    while (states.size() < kMostSteps) {
        const std::string& last = states.back();
        if (std::find(life.terminal.begin(), life.terminal.end(), last) != life.terminal.end()) break;
        const auto moves = std::find_if(life.moves.begin(), life.moves.end(),
                                        [&](const auto& move) { return move.first == last; });
        if (moves == life.moves.end() || moves->second.empty()) break;
        states.push_back(chance.any(moves->second));
    }
    return states;
}

/// `enum at /status expects one of queued, running`
std::string in_words(const std::optional<schema::Breach>& breach) {
    if (!breach) return "no value of its schema was found";
    const std::string place = breach->pointer.empty() ? "the body" : breach->pointer;
    const std::string keyword(breach->keyword.empty() ? schema::rule_name(breach->rule) : breach->keyword);
    return keyword + " at " + place + " expects " + breach->expected;
}

/// The header fields that the contract requires; nothing if one of them cannot be made.
std::optional<std::vector<std::pair<std::string, std::string>>> required_fields(
    const contract::Response& response, Chance& chance) {
    std::vector<std::pair<std::string, std::string>> fields;
    for (const contract::Header& header : response.headers) {
        if (!header.required) continue;
        std::string value = "any";
        if (header.schema != nullptr) {
            const auto tree = Generator(*header.schema).generate(Chance(chance.next()));
            if (!tree) return std::nullopt;
            value = tree->is(json::Kind::string) ? tree->text : tree->written();
        }
        fields.emplace_back(header.name, value);
    }
    return fields;
}

bool conforms(const schema::Program& schema, const Tree& tree) {
    class Any : public schema::BreachSink {
    public:
        void add(schema::Breach&&) override { found = true; }
        bool found = false;
    } breaches;
    schema::Evaluator(schema).evaluate(tree.written(), breaches);
    return !breaches.found;
}

/// The place of the run's id in a body: the one in `x-lifecycle`, or else the `id` beside the state.
std::string id_pointer(const contract::Operation& operation) {
    if (!operation.lifecycle) return "/id";
    if (!operation.lifecycle->id.empty()) return operation.lifecycle->id;
    const std::string& field = operation.lifecycle->field;
    return field.substr(0, std::min(field.rfind('/'), field.size())) + "/id";
}

/// Writes the run's id into a body that has a place for it, unless the schema forbids the value.
void set_id(Tree& tree, const schema::Program& schema, std::string_view pointer, const std::string& id) {
    Tree changed = tree;
    Tree* there = find(changed, pointer);
    if (there == nullptr) return;
    *there = Tree::string(id);
    if (conforms(schema, changed)) tree = std::move(changed);
}

/// The run's id in its place, and each parent's beside it, where a member has the parameter's name.
void set_ids(Tree& tree, const schema::Program& schema, const contract::Operation& operation,
             const contract::RunAddress& address) {
    const std::string pointer = id_pointer(operation);
    set_id(tree, schema, pointer, address.run_id);
    for (const auto& [name, value] : address.path) {
        std::string beside = pointer.substr(0, pointer.rfind('/'));
        text::append_token(beside, name);
        set_id(tree, schema, beside, value);
    }
}

} // namespace

std::optional<MadeRun> make_run(const contract::Operation& operation, std::string_view api,
                                const contract::RunAddress& address, std::uint64_t seed) {
    const contract::Response* response = operation.response(200);
    if (response == nullptr || response->body == nullptr) return std::nullopt;
    Chance chance(seed, std::string(api) + "/" + contract::run_name(operation, address));
    const bool has_life = operation.lifecycle.has_value();
    const std::string field = has_life ? operation.lifecycle->field : std::string();
    const auto states = has_life ? walk(*operation.lifecycle, chance) : std::vector<std::string>{""};
    auto fields = required_fields(*response, chance);
    if (!fields) return std::nullopt;
    MadeRun run{response->media_type, *std::move(fields), {}};
    const Chance body_chance(chance.next());
    for (const std::string& state : states) {
        auto tree = Generator(*response->body).generate(body_chance, field, state);
        if (!tree) return std::nullopt;
        set_ids(*tree, *response->body, operation, address);
        make_agree(*tree, operation.links);
        run.steps.push_back({tree->written(), run.steps.size() * kStepMs, state});
    }
    return run;
}

std::string why_no_run(const contract::Operation& operation, std::uint64_t seed) {
    const contract::Response* response = operation.response(200);
    if (response == nullptr || response->body == nullptr)
        return "a response 200 with a JSON body; the contract has none";
    Chance chance(seed, "why");
    for (const contract::Header& header : response->headers) {
        if (!header.required || header.schema == nullptr) continue;
        Generator generator(*header.schema);
        if (!generator.generate(Chance(chance.next())))
            return "the header field " + header.name + ": " + in_words(generator.obstacle());
    }
    const bool has_life = operation.lifecycle.has_value();
    const auto states = has_life ? operation.lifecycle->states : std::vector<std::string>{""};
    for (const std::string& state : states) {
        Generator generator(*response->body);
        if (generator.generate(Chance(chance.next()), has_life ? operation.lifecycle->field : "", state))
            continue;
        const std::string what = has_life ? "the state \"" + state + "\" of x-lifecycle" : "a body";
        return what + ": " + in_words(generator.obstacle());
    }
    return "every response of a run";
}

} // namespace understudy::generate
