#include "validator/drift/contract_diff.hpp"

#include <algorithm>

#include "validator/contract/path_template.hpp"
#include "validator/drift/operation_diff.hpp"

namespace understudy::drift {
namespace {

using schema::Rule;
using Verdict = Difference::Kind;

// The name of a path parameter is in no request.
std::string key_of(const contract::Route& route) {
    std::string key = (route.is_webhook ? "webhook " : "") + route.method + " ";
    bool is_name = false;
    for (const char c : route.path) {
        is_name = is_name && c != '}';
        if (!is_name) key += c;
        is_name = is_name || c == '{';
    }
    return key;
}

OperationPlace place_of(Side& side, const contract::Route& route) {
    OperationPlace place{{&side, route.item}, {&side, route.operation}, {}, {}};
    if (route.is_webhook) return place;
    for (const contract::Server& server : route.servers) place.servers.push_back(server.url);
    place.path_parameters = contract::PathTemplate("", route.path).parameter_names();
    return place;
}

class Diff {
public:
    Diff(const contract::Contract& old, const contract::Contract& now, const DiffOptions& options,
         check::Tally& tally)
        : old_(old),
          now_(now),
          report_(now, tally),
          reads_(Direction::response, options.sampler, report_),
          writes_(Direction::request, options.sampler, report_),
          operations_(options.reads ? &reads_ : nullptr, options.writes ? &writes_ : nullptr) {}

    void make() {
        for (const contract::Route& before : old_.contract.routes()) {
            static_cast<void>(old_.contract.operation(before)); // the registry learns of its schemas
            const contract::Route* after = find(now_.contract, before);
            if (after == nullptr) {
                add_alone(before, false);
                continue;
            }
            static_cast<void>(now_.contract.operation(*after));
            report_.begin(after->name(), after->operation);
            operations_.compare(place_of(old_, before), place_of(now_, *after), !before.is_webhook);
            report_.end();
        }
        for (const contract::Route& route : now_.contract.routes())
            if (find(old_.contract, route) == nullptr) add_alone(route, true);
    }

private:
    static const contract::Route* find(const contract::Contract& contract, const contract::Route& route) {
        const std::string key = key_of(route);
        for (const contract::Route& each : contract.routes())
            if (key_of(each) == key) return &each;
        return nullptr;
    }

    // An operation that only one of the contracts has. Nobody called a new one; a new webhook comes unasked.
    void add_alone(const contract::Route& route, bool is_new) {
        report_.begin(route.name(), is_new ? route.operation : schema::SchemaPlace{});
        const std::string with = route.is_webhook ? "a webhook" : "an operation";
        const std::string without = route.is_webhook ? "no webhook" : "no operation";
        const Verdict kind = !is_new            ? Verdict::wider
                             : route.is_webhook ? Verdict::addition
                                                : Verdict::narrower;
        report_.add(Direction::response, difference(Rule::status_undocumented, kind, "(operation)",
                                                    is_new ? without : with, is_new ? with : without));
        report_.end();
    }

    Side old_, now_;
    ChangeReport report_;
    MessageDiff reads_, writes_;
    OperationDiff operations_;
};

} // namespace

void diff(const contract::Contract& old, const contract::Contract& now, const DiffOptions& options,
          check::Tally& tally) {
    Diff(old, now, options, tally).make();
}

} // namespace understudy::drift
