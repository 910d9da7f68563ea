// Every constraint of every embedded contract is broken once, and exactly that is found. What the constraints
// are is read off the contract files, so a constraint that is added is tested without a word here.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <iostream>
#include <map>
#include <set>

#include "tests/validator/check/breaker.hpp"
#include "tests/validator/sites.hpp"
#include "validator/contract/catalog.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using json::Value;

/// One documented response of one API.
struct Target {
    std::string api;
    std::string status;
};
std::ostream& operator<<(std::ostream& stream, const Target& target) {
    return stream << target.api << " " << target.status;
}

contract::Catalog& catalog() {
    static contract::Catalog the_catalog;
    return the_catalog;
}

std::vector<Target> load_targets() {
    std::vector<Target> targets;
    for (const std::string& api : catalog().names())
        for (const auto& response : catalog().get(api)->run_operation().responses)
            if (response.body != nullptr) targets.push_back({api, response.status});
    return targets;
}
const std::vector<Target> targets = load_targets();

std::map<std::string, Counts>& counts() {
    static std::map<std::string, Counts> by_api;
    return by_api;
}

/// Keywords that constrain, by the pointer of the schema that has them: all that the file holds.
void add_constraints(const Value& schema, const std::string& at, std::map<const Value*, std::string>& found) {
    for (const char* keyword : {"type", "enum", "x-known-values", "maxLength", "minLength", "format",
                                "minimum", "maximum", "required", "properties"})
        if (schema.find(keyword) != nullptr) found.emplace(&schema, at);
    if (const Value* properties = schema.find("properties"))
        for (const auto& [name, property] : properties->members)
            add_constraints(property, at + "/properties/" + std::string(name), found);
    if (const Value* items = schema.find("items")) add_constraints(*items, at + "/items", found);
}

BOOST_AUTO_TEST_SUITE(contract_broken_once)

BOOST_AUTO_TEST_CASE(there_are_responses_to_break) {
    std::set<std::string> apis;
    for (const Target& target : targets) apis.insert(target.api);
    BOOST_TEST(apis.size() >= 3U);
    BOOST_TEST(targets.size() > 2 * apis.size());
}

BOOST_AUTO_TEST_CASE(no_schema_of_a_contract_is_out_of_reach) {
    for (const std::string& api : catalog().names()) {
        const contract::Contract& contract = *catalog().get(api);
        std::map<const Value*, std::string> all;
        const Value* schemas = contract.document().at("/components/schemas");
        BOOST_REQUIRE(schemas != nullptr);
        for (const auto& [name, schema] : schemas->members) add_constraints(schema, std::string(name), all);
        std::set<const Value*> reached;
        for (const Target& target : targets) {
            if (target.api != api) continue;
            const contract::Response* response =
                contract.run_operation().response(static_cast<unsigned>(std::stoul(target.status)));
            for (const Site& site :
                 sites(contract.document(), *contract.document().at(response->schema_pointer)))
                reached.insert(site.schema);
        }
        for (const auto& [schema, at] : all) BOOST_TEST(reached.contains(schema), api << ": " << at);
    }
}

BOOST_DATA_TEST_CASE(each_constraint, boost::unit_test::data::make(targets), target) {
    break_once(*catalog().get(target.api), target.status, counts()[target.api]);
}

BOOST_AUTO_TEST_CASE(every_keyword_was_broken) {
    Counts sum;
    for (const auto& [api, keywords] : counts()) {
        std::cout << api << ":";
        for (const auto& [keyword, count] : keywords) {
            std::cout << "  " << keyword << " " << count.broken << " broken, " << count.kept << " kept at "
                      << count.sites << ";";
            BOOST_TEST(count.sites != 0U, api << " " << keyword);
            BOOST_TEST(count.broken != 0U, api << " " << keyword);
            BOOST_TEST(count.kept != 0U, api << " " << keyword);
            sum[keyword].broken += count.broken;
            sum[keyword].kept += count.kept;
            sum[keyword].sites += count.sites;
        }
        std::cout << "\n";
    }
    for (const char* keyword : {"type", "enum", "x-known-values", "maxLength", "format", "minimum", "maximum",
                                "required", "properties"})
        BOOST_TEST(sum[keyword].broken != 0U, keyword);
    Count all;
    for (const auto& [keyword, count] : sum) {
        all.broken += count.broken;
        all.kept += count.kept;
        all.sites += count.sites;
    }
    std::cout << "contracts broken once: " << all.sites << " constraints in " << targets.size()
              << " responses of " << counts().size() << " APIs, " << all.broken << " broken instances, "
              << all.kept << " instances just inside" << std::endl;
    BOOST_TEST(counts().size() == catalog().names().size());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
