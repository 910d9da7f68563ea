#pragma once

#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::test {

/// A file of tests/data/mock: what a mock is told, what it is asked, and what it answers.
///
///     {"arguments": ["--advance", "time"],        of `understudy serve`
///      "fixtures": [{…}],                         in the place of the embedded ones; may be absent
///      "steps": [
///        {"pass_ms": 500},                        the mock's clock goes on
///        {"ask": "GET /noxus/v1/runs/…",          ${name} is what an earlier step has saved
///         "times": 3,                             asked so often; what follows is of the last reply
///         "fields": {…}, "body": …,               fields: a credential of each API where absent
///         "status": 200, "field": {…},            a field is "" where it must be absent
///         "json": {"/status": "queued"},          what is at a pointer; null also where there is nothing
///         "has": ["text"], "lacks": ["text"],     of head and body
///         "save": {"base": "/base"}}]}
class Scenario {
public:
    explicit Scenario(const std::string& file);

    const std::string& name() const { return name_; }

    /// Plays it against a server of its own, through sockets. Fails the Boost.Test case that it runs in.
    void play() const;

private:
    std::string name_;
    std::shared_ptr<const json::Document> document_;
};

std::ostream& operator<<(std::ostream& stream, const Scenario& scenario);

/// All of them. Throws std::runtime_error where there is none.
std::vector<Scenario> load_scenarios();

} // namespace understudy::test
