#pragma once

#include <map>
#include <string>

#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"
#include "validator/drift/comparison.hpp"

namespace understudy::drift {

/// Turns differences between two contracts into findings: in words about OLD and NEW, at a place in NEW.
class ChangeReport {
public:
    ChangeReport(const contract::Contract& now, check::Tally& tally) : now_(now), tally_(tally) {}

    /// What follows is about this operation, as a document of the tally. `here`: in NEW, for what has no
    /// place of its own.
    void begin(const std::string& operation, const schema::SchemaPlace& here);
    void end() { tally_.end_document(); }

    /// What precedes the path of each difference: `404`, `(request)`.
    void set_prefix(std::string prefix) { prefix_ = std::move(prefix); }
    /// What precedes that: the callback that it is about. Empty: none.
    void set_callback(const std::string& name) {
        callback_ = name.empty() ? name : "(callback) " + name + " ";
    }

    void add(Direction direction, const Difference& difference);
    void add(Direction direction, const Differences& differences, const std::string& path);

private:
    const contract::Contract& now_;
    check::Tally& tally_;
    check::OperationName operation_;
    schema::SchemaPlace here_;
    std::string callback_, prefix_;
    std::map<const json::Document*, json::Locator> locators_;
};

/// A difference between messages that is none of their schemas.
Difference difference(schema::Rule rule, Difference::Kind kind, std::string path, std::string promised,
                      std::string sent);

} // namespace understudy::drift
