#include "server/replay/generated.hpp"

#include <algorithm>

#include "server/http/gzip.hpp"
#include "server/replay/agreement.hpp"
#include "server/replay/generator.hpp"
#include "validator/schema/evaluator.hpp"

namespace understudy::replay {
namespace {

/// Made again when they are asked for again: the ids are the client's to think of.
constexpr std::size_t kMostKept = 256;
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

/// The header fields that the contract requires; nothing where one cannot be made.
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

/// The run says its own id where it says one: in the `id` that stands beside its state.
void set_id(Tree& tree, const schema::Program& schema, std::string_view field, const std::string& id) {
    Tree changed = tree;
    Tree* holder =
        find(changed, field.substr(0, field.rfind('/') == std::string_view::npos ? 0 : field.rfind('/')));
    Tree* there = holder == nullptr ? nullptr : holder->find("id");
    if (there == nullptr) return;
    *there = Tree::string(id);
    if (conforms(schema, changed)) tree = std::move(changed);
}

} // namespace

Generated::Generated(std::string api, const contract::Operation& operation, std::uint64_t seed)
    : api_(std::move(api)), operation_(operation), seed_(seed) {}

std::shared_ptr<const Run> Generated::run(const std::string& id) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = made_.find(id); found != made_.end()) return found->second;
    }
    auto run = make(id); // by two threads at once, if need be: it comes out the same
    const std::lock_guard lock(mutex_);
    if (run == nullptr || !made_.emplace(id, run).second) return run;
    order_.push_back(id);
    if (order_.size() > kMostKept) {
        made_.erase(order_.front());
        order_.pop_front();
    }
    return run;
}

std::shared_ptr<const Run> Generated::make(const std::string& id) const {
    const contract::Response* response = operation_.response(200);
    if (response == nullptr || response->body == nullptr) return nullptr;
    Chance chance(seed_, api_ + "/" + id);
    const bool has_life = operation_.lifecycle.has_value();
    const std::string field = has_life ? operation_.lifecycle->field : std::string();
    const auto states = has_life ? walk(*operation_.lifecycle, chance) : std::vector<std::string>{""};
    const auto headers = required_fields(*response, chance);
    if (!headers) return nullptr;
    std::vector<http::Field> fields = {{"content-type", response->media_type},
                                       {"access-control-allow-origin", "*"}};
    for (const auto& [name, value] : *headers) fields.push_back({name, value});
    const Chance body_chance(chance.next());
    std::vector<Run::Step> steps;
    for (const std::string& state : states) {
        auto tree = Generator(*response->body).generate(body_chance, field, state);
        if (!tree) return nullptr;
        set_id(*tree, *response->body, field, id);
        make_agree(*tree, operation_.links);
        steps.push_back({http::negotiable(200, fields, tree->written()), steps.size() * kStepMs, state});
    }
    return std::make_shared<const Run>(api_, id, "generated", std::move(steps));
}

} // namespace understudy::replay
