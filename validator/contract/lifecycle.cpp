#include "validator/contract/lifecycle.hpp"

#include <algorithm>

namespace understudy::contract {
namespace {

using json::Kind;
using schema::SchemaPlace;

std::string pointer(const SchemaPlace& lifecycle, std::string_view name, bool is_required) {
    const SchemaPlace place = lifecycle.member(name);
    if (place.value == nullptr && !is_required) return {};
    if (place.value == nullptr)
        throw SchemaPlace{lifecycle.value, lifecycle.resource, place.pointer, nullptr}.error(
            "expected a JSON Pointer; found nothing");
    const bool is_pointer =
        place.value->is(Kind::string) && (place.value->text.empty() || place.value->text.front() == '/');
    if (!is_pointer) throw place.error("expected a JSON Pointer");
    return std::string(place.value->text);
}

std::vector<std::string> words(const SchemaPlace& place) {
    std::vector<std::string> list;
    if (place.value == nullptr) return list;
    if (!place.value->is(Kind::array)) throw place.error("expected an array of states");
    for (std::size_t i = 0; i < place.value->elements.size(); ++i) {
        if (!place.value->elements[i].is(Kind::string)) throw place.element(i).error("expected a state");
        list.emplace_back(place.value->elements[i].text);
    }
    return list;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void expect_states(const SchemaPlace& place, const std::vector<std::string>& words,
                   const Lifecycle& lifecycle) {
    for (const std::string& word : words)
        if (!has(lifecycle.states, word)) throw place.error("\"" + word + "\" is not among the states");
}

// A member that is misspelled would leave out what it says.
void expect_known_members(const SchemaPlace& lifecycle) {
    constexpr std::string_view kKnown = " field id progress parameter states initial terminal moves ";
    for (const json::Member& member : lifecycle.value->members)
        if (!member.name.starts_with("x-") &&
            kKnown.find(" " + std::string(member.name) + " ") == std::string_view::npos)
            throw lifecycle.member(member).error(
                "expected field, id, progress, parameter, states, initial, terminal or moves; found another "
                "name");
}

// The states that moves reach in one step or more.
void close(std::map<std::string, std::set<std::string>, std::less<>>& reachable) {
    for (bool grew = true; grew;) {
        grew = false;
        for (auto& [state, after] : reachable) {
            const std::set<std::string> known = after;
            for (const std::string& next : known)
                if (const auto more = reachable.find(next); more != reachable.end())
                    after.insert(more->second.begin(), more->second.end());
            grew = grew || after.size() != known.size();
        }
    }
}

void read_moves(const SchemaPlace& place, Lifecycle& lifecycle) {
    if (place.value == nullptr) {
        for (const std::string& from : lifecycle.states)
            if (!has(lifecycle.terminal, from))
                lifecycle.reachable[from].insert(lifecycle.states.begin(), lifecycle.states.end());
        return;
    }
    if (!place.value->is(Kind::object))
        throw place.error("expected an object: the states that follow each state");
    for (const json::Member& member : place.value->members) {
        const SchemaPlace next = place.member(member);
        const std::vector<std::string> states = words(next);
        expect_states(next, {std::string(member.name)}, lifecycle);
        expect_states(next, states, lifecycle);
        lifecycle.reachable[std::string(member.name)].insert(states.begin(), states.end());
        lifecycle.moves.emplace_back(member.name, states);
    }
    close(lifecycle.reachable);
}

} // namespace

std::string path_of_field(std::string_view pointer) {
    std::string path(pointer.substr(std::min<std::size_t>(pointer.size(), 1)));
    std::replace(path.begin(), path.end(), '/', '.');
    return path;
}

bool Lifecycle::is_terminal(std::string_view state) const {
    return has(terminal, state);
}

bool Lifecycle::allows(std::string_view from, std::string_view to) const {
    if (from == to || !has(states, from) || !has(states, to)) return true;
    const auto after = reachable.find(from);
    return after != reachable.end() && after->second.contains(std::string(to));
}

std::string Lifecycle::words_after(const std::string& from) const {
    std::string text;
    for (const std::string& state : states)
        if (state == from || allows(from, state)) text += (text.empty() ? "" : ", ") + state;
    return text.find(',') == std::string::npos ? text : "one of " + text;
}

Lifecycle read_lifecycle(const SchemaPlace& place) {
    if (!place.value->is(Kind::object)) throw place.error("expected an object");
    expect_known_members(place);
    Lifecycle lifecycle;
    lifecycle.field = pointer(place, "field", true);
    lifecycle.id = pointer(place, "id", false);
    lifecycle.progress = pointer(place, "progress", false);
    if (const SchemaPlace parameter = place.member("parameter"); parameter.value != nullptr) {
        if (!parameter.value->is(Kind::string))
            throw parameter.error("expected the name of a path parameter");
        lifecycle.parameter = parameter.value->text;
    }
    lifecycle.states = words(place.member("states"));
    lifecycle.terminal = words(place.member("terminal"));
    expect_states(place.member("terminal"), lifecycle.terminal, lifecycle);
    lifecycle.initial = words(place.member("initial"));
    expect_states(place.member("initial"), lifecycle.initial, lifecycle);
    read_moves(place.member("moves"), lifecycle);
    if (const SchemaPlace evidence = place.member("x-evidence"); evidence.value != nullptr) {
        const auto known =
            evidence.value->is(Kind::string) ? schema::parse_evidence(evidence.value->text) : std::nullopt;
        if (!known) throw evidence.error("expected documented, published or inferred");
        lifecycle.evidence = *known;
    }
    return lifecycle;
}

} // namespace understudy::contract
