#include "server/mock/fault_rule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "server/generate/chance.hpp"
#include "validator/contract/embedded.hpp"
#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/json/position.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::mock {
namespace {

using Break = http::Delivery::Break;
using json::Value;

const schema::Program& fault_schema() {
    static const schema::Program kProgram = [] {
        constexpr std::string_view kFile = "faults.schema.json";
        schema::Notes notes;
        return schema::compile(std::make_shared<const json::Document>(json::Document::parse(
                                   std::string(kFile), std::string(contract::embedded_schema(kFile)))),
                               "", notes);
    }();
    return kProgram;
}

class First : public schema::BreachSink {
public:
    void add(schema::Breach&& each) override {
        if (!breach) breach = std::move(each);
    }
    std::optional<schema::Breach> breach;
};

void expect_format(const json::Document& document) {
    First first;
    schema::Evaluator(fault_schema()).evaluate(document.text(), first);
    if (!first.breach) return;
    const json::Position place = json::Locator(document.text()).locate(first.breach->offset);
    throw json::LoadError(document.file(), first.breach->pointer,
                          "expected " + first.breach->expected + "; found " + first.breach->found, place.line,
                          place.column);
}

double real(const Value& value) {
    return std::strtod(std::string(value.text).c_str(), nullptr);
}

std::uint64_t whole(const Value* value, std::uint64_t otherwise) {
    return value == nullptr ? otherwise : json::to_unsigned(value->text).value_or(otherwise);
}

std::string text(const Value* value) {
    return value == nullptr ? std::string() : std::string(value->text);
}

Delay read_delay(const Value& value) {
    if (const Value* fixed = value.find("fixed")) return {Delay::Kind::fixed, real(*fixed), 0};
    if (const Value* range = value.find("uniform"))
        return {Delay::Kind::uniform, real(range->elements[0]), real(range->elements[1])};
    const Value& lognormal = *value.find("lognormal");
    return {Delay::Kind::lognormal, real(*lognormal.find("median")), real(*lognormal.find("sigma"))};
}

void read_break(std::string_view word, FaultRule& fault) {
    constexpr auto kBreaks =
        std::to_array<std::pair<std::string_view, Break>>({{"reset", Break::reset},
                                                           {"close", Break::unanswered},
                                                           {"truncate", Break::truncated},
                                                           {"bad-chunk", Break::bad_chunk}});
    for (const auto& [name, break_kind] : kBreaks)
        if (word == name) fault.break_kind = break_kind;
    fault.invalid_json = word == "invalid-json";
    fault.wrong_content_type = word == "content-type";
}

generate::Mutation drift_of(std::string_view word) {
    constexpr auto kDrifts = std::to_array<std::pair<std::string_view, generate::Mutation>>(
        {{"enum", generate::Mutation::enum_value},
         {"missing", generate::Mutation::missing},
         {"null", generate::Mutation::null},
         {"undocumented", generate::Mutation::undocumented},
         {"long", generate::Mutation::long_text},
         {"type", generate::Mutation::type},
         {"format", generate::Mutation::format}});
    return std::find_if(kDrifts.begin(), kDrifts.end(), [&](const auto& each) { return each.first == word; })
        ->second;
}

FaultRule fault_of(const Value& value) {
    FaultRule fault;
    fault.name = text(value.find("name"));
    if (const Value* enabled = value.find("enabled")) fault.enabled = enabled->boolean;
    fault.api = text(value.find("api"));
    fault.run = text(value.find("run"));
    if (const Value* polls = value.find("polls"))
        for (const Value& poll : polls->elements) fault.polls.push_back(whole(&poll, 0));
    if (const Value* share = value.find("share")) fault.share = real(*share);
    fault.seed = whole(value.find("seed"), 0);
    if (const Value* delay = value.find("delay")) fault.delay = read_delay(*delay);
    fault.status = static_cast<unsigned>(whole(value.find("status"), 0));
    if (const Value* seconds = value.find("retry_after"))
        fault.retry_after_s = static_cast<unsigned>(whole(seconds, 0));
    read_break(text(value.find("break")), fault);
    fault.bytes_per_second = whole(value.find("bytes_per_second"), 0);
    if (const Value* drift = value.find("drift")) fault.drift = drift_of(drift->text);
    if (const Value* at = value.find("at")) fault.at = at->text;
    json::write_compact(value, fault.json);
    return fault;
}

double delay_ms(const Delay& delay, generate::Chance& chance) {
    constexpr double kMost = 3'600'000;
    if (delay.kind == Delay::Kind::fixed) return delay.from_ms;
    if (delay.kind == Delay::Kind::uniform)
        return delay.from_ms + chance.share() * (delay.to_ms - delay.from_ms);
    // Box and Muller: a normal deviate from two uniform ones.
    const double radius = std::sqrt(-2 * std::log(1 - chance.share()));
    const double deviate = radius * std::cos(2 * std::numbers::pi * chance.share());
    return std::min(delay.from_ms * std::exp(delay.to_ms * deviate), kMost);
}

} // namespace

std::vector<FaultRule> read_fault_rules(std::string file, std::string source) {
    const auto document = json::Document::parse(std::move(file), std::move(source));
    expect_format(document);
    std::vector<FaultRule> faults;
    for (const Value& value : document.root().find("faults")->elements) {
        faults.push_back(fault_of(value));
        const std::string pointer = "/faults/" + std::to_string(faults.size() - 1);
        const FaultRule& fault = faults.back();
        if (fault.drift && fault.status != 0)
            throw document.error(value, pointer,
                                 "expected drift or status; found both, and an error cannot drift");
        if (fault.delay && fault.delay->kind == Delay::Kind::uniform &&
            fault.delay->from_ms > fault.delay->to_ms)
            throw document.error(value, pointer + "/delay/uniform", "expected the shorter delay first");
    }
    return faults;
}

FaultRule read_fault_rule(const std::string& name, std::string_view text) {
    constexpr std::string_view kBefore = R"({"faults": [)", kPointer = "/faults/0";
    json::Document::parse(name, std::string(text)); // alone first: it could close the list
    try {
        return read_fault_rules(name, std::string(kBefore).append(text) + "]}").at(0);
    } catch (const json::LoadError& error) {
        const std::string_view pointer = error.pointer();
        throw json::LoadError(name, std::string(pointer.substr(std::min(kPointer.size(), pointer.size()))),
                              error.reason(), error.line(),
                              error.column() - (error.line() == 1 ? kBefore.size() : 0));
    }
}

FaultRules::FaultRules(std::vector<FaultRule> rules) {
    for (FaultRule& rule : rules) add(std::move(rule));
}

bool FaultRules::add(FaultRule rule) {
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(rules_.begin(), rules_.end(),
                           [&](const FaultRule& other) { return other.name == name; });
    };
    if (!rule.name.empty() && is_taken(rule.name)) return false;
    while (rule.name.empty() || is_taken(rule.name)) rule.name = "fault-" + std::to_string(++named_);
    rules_.push_back(std::move(rule));
    return true;
}

bool FaultRules::remove(std::string_view name) {
    return std::erase_if(rules_, [&](const FaultRule& rule) { return rule.name == name; }) != 0;
}

const FaultRule* FaultRules::follow(std::string_view api, std::string_view run_id, std::string_view run_name,
                                    std::uint64_t poll) {
    for (FaultRule& rule : rules_) {
        if (!rule.enabled || (!rule.api.empty() && rule.api != api)) continue;
        if (!rule.run.empty() && rule.run != run_id && rule.run != run_name) continue;
        if (!rule.polls.empty() && std::find(rule.polls.begin(), rule.polls.end(), poll) == rule.polls.end())
            continue;
        if (rule.share < 1 && generate::Chance(rule.seed + poll * 1'000'003, run_name).share() >= rule.share)
            continue;
        ++rule.hits;
        return &rule;
    }
    return nullptr;
}

std::optional<http::Delivery> delivery_of(const FaultRule& fault, std::string_view run, std::uint64_t poll) {
    if (!fault.delay && fault.break_kind == Break::none && fault.bytes_per_second == 0) return std::nullopt;
    http::Delivery delivery;
    generate::Chance chance(fault.seed + poll * 7'919, run);
    if (fault.delay)
        delivery.delay = std::chrono::milliseconds(static_cast<std::int64_t>(delay_ms(*fault.delay, chance)));
    delivery.break_kind = fault.break_kind;
    delivery.bytes_per_second = fault.bytes_per_second;
    return delivery;
}

} // namespace understudy::mock
