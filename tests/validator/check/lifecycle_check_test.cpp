#include "validator/check/lifecycle_check.hpp"

#include <boost/test/unit_test.hpp>
#include <deque>
#include <map>
#include <utility>

#include "tests/validator/dice.hpp"
#include "tests/validator/seed.hpp"
#include "validator/contract/contract.hpp"
#include "validator/json/error.hpp"

namespace {

using namespace understudy;
using Strings = std::vector<std::string>;

struct Sink : schema::BreachSink {
    void add(schema::Breach&& breach) override {
        all.push_back(std::string(schema::rule_name(breach.rule)) + " at " + std::to_string(breach.offset) +
                      " " + breach.pointer + " (" + breach.path + ") " +
                      std::string(schema::evidence_name(breach.evidence)) + ": expected " + breach.expected +
                      "; found " + breach.found);
    }
    Strings all;
};

contract::Lifecycle lifecycle(const std::string& text) {
    const auto contract = contract::Contract::parse(
        "t", "t.json",
        R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a/{b}": {"get": {"x-lifecycle": )" +
            text + R"(, "responses": {}}}}})");
    return contract.operation(contract.routes().front()).lifecycle.value();
}

constexpr const char* kMoves =
    R"({"field": "/run/status", "progress": "/done", "states": ["queued", "running", "paused", "failed", "completed"],
  "terminal": ["failed", "completed"], "x-evidence": "inferred",
  "moves": {"queued": ["running"], "running": ["paused", "failed", "completed"], "paused": ["running"]}})";

Strings found(const contract::Lifecycle& lifecycle, const Strings& bodies) {
    check::RunLife life(lifecycle);
    Sink sink;
    for (const std::string& body : bodies)
        life.next(check::moment_of(lifecycle, json::Document::parse("", body).root()), sink);
    return sink.all;
}

std::string in(const std::string& state) {
    return R"({"run": {"status": ")" + state + R"("}})";
}

BOOST_AUTO_TEST_SUITE(life)

BOOST_AUTO_TEST_CASE(a_poll_may_pass_states_over_and_a_state_may_stay) {
    const auto moves = lifecycle(kMoves);
    for (const Strings& states :
         {Strings{"queued", "queued", "running", "paused", "running", "completed", "completed"},
          Strings{"queued", "completed"}, Strings{"paused", "failed"}, Strings{"queued", "paused"},
          Strings{"completed"}, Strings{"running", "new-state", "completed"}}) {
        Strings bodies;
        for (const std::string& state : states) bodies.push_back(in(state));
        BOOST_TEST(found(moves, bodies) == Strings(), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_move_that_is_not_allowed_is_told_of_once) {
    BOOST_TEST(found(lifecycle(kMoves), {in("queued"), in("completed"), in("running"), in("running")}) ==
                   Strings{"lifecycle.illegal-move at 19 /run/status (run.status) inferred: expected "
                           "completed after completed; found running"},
               boost::test_tools::per_element());
    BOOST_TEST(found(lifecycle(kMoves), {in("running"), in("queued")}) ==
                   Strings{"lifecycle.illegal-move at 19 /run/status (run.status) inferred: expected one of "
                           "running, paused, "
                           "failed, completed after running; found queued"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(progress_does_not_go_down) {
    const Strings all =
        found(lifecycle(kMoves), {R"({"done": 10})", R"({"done": 1e1})", R"({})", R"({"done": 9.5})",
                                  R"({"done": "x"})", R"({"done": 9.6})"});
    BOOST_TEST(all == Strings{"lifecycle.illegal-move at 9 /done (done) inferred: expected no less than in "
                              "the previous response; found less"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(runs_are_followed_apart_and_so_many) {
    const auto moves = lifecycle(kMoves);
    check::RunLives lives(moves);
    Sink sink;
    const auto next = [&](const std::string& id, const std::string& state) {
        lives.next({id, {state, 7}, {}}, sink);
        return std::exchange(sink.all, {}).size();
    };
    BOOST_TEST(next("a", "completed") == 0U);
    BOOST_TEST(next("b", "queued") == 0U);
    BOOST_TEST(next("b", "running") == 0U);
    BOOST_TEST(next("a", "running") == 1U);
    BOOST_TEST(next("", "completed") == 0U);
    BOOST_TEST(next("", "queued") == 0U); // nobody knows of which run
    BOOST_TEST(next("b", "completed") == 0U);
    for (std::size_t i = 0; i + 2 < check::RunLives::kMostRuns; ++i) next(std::to_string(i), "queued");
    BOOST_TEST(next("b", "queued") == 1U);
    next("one more", "queued");
    next("and another", "queued");
    BOOST_TEST(next("b", "completed") == 0U); // forgotten, and begun anew
    BOOST_TEST(next("b", "queued") == 1U);
}

// Against a map, with more runs than are followed.
BOOST_AUTO_TEST_CASE(a_run_is_followed_until_so_many_others_have_come) {
    const auto moves = lifecycle(kMoves);
    check::RunLives lives(moves);
    std::map<std::string, check::RunLife> known;
    std::deque<std::string> order;
    Sink sink, expected;
    test::Dice dice(test::seed());
    const std::vector<std::string> states = {"queued", "running", "completed"};
    for (int step = 0; step < 200'000; ++step) {
        const std::string id = std::to_string(dice.below(2 * check::RunLives::kMostRuns));
        const check::Moment moment{id, {dice.any(states), 7}, {}};
        lives.next(moment, sink);
        const auto [life, is_new] = known.try_emplace(id, moves);
        if (is_new) order.push_back(id);
        life->second.next(moment, expected);
        if (known.size() <= check::RunLives::kMostRuns) continue;
        known.erase(order.front());
        order.pop_front();
    }
    BOOST_TEST(expected.all.size() > 1000U);
    BOOST_TEST((sink.all == expected.all));
}

BOOST_AUTO_TEST_CASE(without_moves_only_an_end_is_final) {
    const auto few = lifecycle(R"({"field": "/s", "states": ["a", "b", "end"], "terminal": ["end"]})");
    BOOST_TEST(few.allows("a", "b"));
    BOOST_TEST(few.allows("b", "a"));
    BOOST_TEST(few.allows("a", "end"));
    BOOST_TEST(!few.allows("end", "a"));
    BOOST_TEST(few.is_terminal("end"));
    BOOST_TEST(!few.is_terminal("a"));
}

BOOST_AUTO_TEST_CASE(one_that_is_wrong_is_refused_with_its_place) {
    for (const auto& [text, error] : std::vector<std::pair<const char*, const char*>>{
             {"[]", "x-lifecycle: expected an object"},
             {R"({"states": []})", "x-lifecycle/field: expected a JSON Pointer; found nothing"},
             {R"({"field": "status"})", "x-lifecycle/field: expected a JSON Pointer"},
             {R"({"field": "/s", "states": "a"})", "x-lifecycle/states: expected an array of states"},
             {R"({"field": "/s", "states": [1]})", "x-lifecycle/states/0: expected a state"},
             {R"({"field": "/s", "states": ["a"], "terminal": ["b"]})",
              "x-lifecycle/terminal: \"b\" is not among the states"},
             {R"({"field": "/s", "states": ["a"], "moves": {"a": ["c"]}})",
              "x-lifecycle/moves/a: \"c\" is not among the states"},
             {R"({"field": "/s", "states": ["a"], "moves": {"d": []}})",
              "x-lifecycle/moves/d: \"d\" is not among the states"}})
        BOOST_CHECK_EXCEPTION(lifecycle(text), json::LoadError,
                              [error = error](const json::LoadError& thrown) {
                                  BOOST_TEST(std::string(thrown.what()).ends_with(error), thrown.what());
                                  return true;
                              });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
