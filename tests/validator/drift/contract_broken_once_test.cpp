// Every constraint of every embedded contract is broken once, and exactly that is found. What the constraints
// are is read off the contract files, so a constraint that is added is tested without a word here.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <iostream>
#include <map>
#include <set>
#include <tuple>

#include "tests/validator/case_file.hpp"
#include "tests/validator/sites.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/drift/checker.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using json::Kind;
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

/// Instances by keyword: those that break it, and those just inside.
struct Count {
    std::size_t sites = 0;
    std::size_t broken = 0;
    std::size_t kept = 0;
};
using Counts = std::map<std::string, Count>;
std::map<std::string, Counts>& counts() {
    static std::map<std::string, Counts> by_api;
    return by_api;
}

std::string line(const std::string& rule, const std::string& severity, const std::string& pointer,
                 const std::string& path, const std::string& evidence, std::size_t row, std::size_t column) {
    return rule + " | " + severity + " | " + pointer + " | " + path + " | " + evidence + " | " + std::to_string(row) +
           ":" + std::to_string(column);
}

/// Where a finding is expected to point to: the value, the member's name, or the end of the object.
enum class At { value, name, end };

/// A finding that a broken instance must give.
struct Wanted {
    std::string rule;
    std::string keyword;
    At at = At::value;
    std::string property = {}; ///< of the site, where the finding is of one that is missing or too many
};

const Case& format_case(std::string_view name) {
    static const std::vector<Case> formats = load_cases("schema/formats.json");
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const Case& each) { return each.name() == name; });
    if (found == formats.end()) throw std::runtime_error("formats.json says nothing of " + std::string(name));
    return *found;
}

/// Breaks one response's schema, a constraint at a time.
class Breaker {
public:
    explicit Breaker(const Target& target)
        : contract_(*catalog().get(target.api)),
          response_(*contract_.run_operation().response(static_cast<unsigned>(std::stoul(target.status)))),
          status_(static_cast<unsigned>(std::stoul(target.status))),
          schema_(*contract_.document().at(response_.schema_pointer)),
          tree_(sample(contract_.document(), schema_)),
          counts_(counts()[target.api]),
          checker_(contract_.run_operation(), {}, tally_) {}

    void run() {
        expect({});
        for (const Site& site : sites(contract_.document(), schema_)) {
            site_ = &site;
            const Value& schema = *site.schema;
            if (schema.find("type") != nullptr) break_type(schema);
            if (const Value* values = schema.find("enum")) break_words("enum", "enum.unknown-value", *values);
            if (const Value* values = schema.find("x-known-values"))
                break_words("x-known-values", "value.unlisted", *values);
            if (schema.find("maxLength") != nullptr) break_max_length(schema);
            if (schema.find("minLength") != nullptr) break_min_length(schema);
            if (const Value* format = schema.find("format")) break_format(format->text);
            for (const char* bound : {"minimum", "maximum"})
                if (schema.find(bound) != nullptr) break_bound(schema, bound);
            if (const Value* required = schema.find("required")) break_required(*required);
            if (schema.find("properties") != nullptr) break_closed();
        }
    }

private:
    Count& count(const std::string& keyword) { return counts_[keyword]; }

    Tree& here() { return tree_.at(site_->steps); }

    void broken(const Tree& value, const Wanted& wanted) {
        Tree& place = here();
        const Tree saved = place;
        place = value;
        expect({wanted});
        place = saved;
        ++count(wanted.keyword).broken;
    }

    void kept(const Tree& value, const std::string& keyword) {
        Tree& place = here();
        const Tree saved = place;
        place = value;
        expect({});
        place = saved;
        ++count(keyword).kept;
    }

    void break_type(const Value& schema) {
        const std::vector<std::string> allowed = types(schema);
        const auto allows = [&](std::string_view word) {
            return std::find(allowed.begin(), allowed.end(), word) != allowed.end();
        };
        const auto value = [&](bool good, const Tree& tree) {
            if (!good)
                broken(tree, {tree.kind == Kind::null ? "null.unexpected" : "type.mismatch", "type"});
            else if (tree.kind == Kind::null)
                kept(tree, "type");
        };
        ++count("type").sites;
        value(allows("null"), Tree());
        value(allows("boolean"), Tree::word(true));
        value(allows("boolean"), Tree::word(false));
        for (const char* integer : {"3", "-3", "3.0", "30e-1", "9007199254740993", "1e300"})
            value(allows("integer") || allows("number"), Tree::number(integer));
        for (const char* fraction : {"3.5", "-0.1", "1e-1", "1e-400"})
            value(allows("number"), Tree::number(fraction));
        for (const char* text : {"", "3", "null", "ü"}) value(allows("string"), Tree::string(text));
        value(allows("array"), Tree::array());
        value(allows("array"), Tree::array({Tree(), Tree::string("x"), Tree::object({{"x", Tree()}})}));
        value(allows("object"), Tree::object());
        value(allows("object"), Tree::object({{"id", Tree::number("1")}, {"x", Tree::array({Tree()})}}));
        for (const char* integer : {"3.0", "30e-1"})
            if (allows("integer")) kept(Tree::number(integer), "type");
        if (allows("array")) kept(Tree::array(), "type");
    }

    void break_words(const std::string& keyword, const std::string& rule, const Value& values) {
        std::set<std::string> words;
        for (const Value& value : values.elements)
            if (value.is(Kind::string)) words.emplace(value.text);
        std::set<std::string> near = {"", " ", "awaiting_human_feedback", "null", "0", "ünknown"};
        for (const std::string& word : words) {
            near.insert(word.substr(0, word.size() - 1));
            near.insert(word.substr(1));
            near.insert(word + "s");
            near.insert(word + " ");
            near.insert(" " + word);
            near.insert(word + '\0');
            std::string upper = word;
            std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return std::toupper(c); });
            near.insert(upper);
            near.insert(upper.substr(0, 1) + word.substr(1));
            kept(Tree::string(word), keyword);
        }
        ++count(keyword).sites;
        for (const std::string& word : near)
            if (!words.contains(word)) broken(Tree::string(word), {rule, keyword});
    }

    void break_max_length(const Value& schema) {
        const auto limit = static_cast<std::size_t>(whole(schema, "maxLength"));
        ++count("maxLength").sites;
        for (const char* character : {"x", "é", "漢", "😀", "\x01"}) { // 1 to 4 bytes, and one that is escaped
            kept(Tree::string(repeated(character, limit)), "maxLength");
            broken(Tree::string(repeated(character, limit + 1)), {"length.exceeded", "maxLength"});
            broken(Tree::string(repeated(character, limit * 3)), {"length.exceeded", "maxLength"});
        }
        kept(Tree::string(""), "maxLength");
    }

    void break_min_length(const Value& schema) {
        const auto limit = static_cast<std::size_t>(whole(schema, "minLength"));
        ++count("minLength").sites;
        for (const char* character : {"x", "é", "漢", "😀"}) {
            kept(Tree::string(repeated(character, limit)), "minLength");
            broken(Tree::string(repeated(character, limit - 1)), {"length.short", "minLength"});
        }
    }

    void break_format(std::string_view format) {
        ++count("format").sites;
        for (const std::string& text : format_case(format).texts("good")) kept(Tree::string(text), "format");
        for (const std::string& text : format_case(format).texts("bad"))
            broken(Tree::string(text), {"format.invalid", "format"});
    }

    void break_bound(const Value& schema, const std::string& bound) {
        const long long limit = whole(schema, bound);
        const long long outwards = bound == "minimum" ? -1 : 1;
        ++count(bound).sites;
        for (const std::string& literal : {std::to_string(limit + outwards), std::to_string(limit + outwards) + ".0",
                                           std::to_string(outwards) + "e300", std::to_string(outwards * 1000000)})
            broken(Tree::number(literal), {"number.out-of-range", bound});
        for (const std::string& literal :
             {std::to_string(limit), std::to_string(limit) + ".0", std::to_string(limit * 10) + "e-1",
              std::to_string(limit - outwards)})
            kept(Tree::number(literal), bound);
    }

    void break_required(const Value& required) {
        ++count("required").sites;
        for (const Value& name : required.elements) {
            Tree less = here();
            const auto gone = std::remove_if(less.members.begin(), less.members.end(),
                                             [&](const TreeMember& member) { return member.name == name.text; });
            less.members.erase(gone, less.members.end());
            broken(less, {"property.missing", "required", At::end, std::string(name.text)});
        }
        Tree least = Tree::object();
        for (const TreeMember& member : here().members)
            if (std::any_of(required.elements.begin(), required.elements.end(),
                            [&](const Value& name) { return name.text == member.name; }))
                least.members.push_back(member);
        kept(least, "required");
    }

    void break_closed() {
        ++count("properties").sites;
        const std::size_t end = here().members.size();
        for (const std::size_t where : {std::size_t{0}, end / 2, end}) {
            Tree more = here();
            more.members.insert(more.members.begin() + static_cast<std::ptrdiff_t>(where),
                                {"retry_count", Tree::object({{"id", Tree::array({Tree()})}})});
            broken(more, {"property.undocumented", "properties", At::name, "retry_count"});
        }
        Tree reversed = here();
        std::reverse(reversed.members.begin(), reversed.members.end());
        kept(reversed, "properties");
    }

    std::string evidence(const Wanted& wanted) const {
        if (wanted.rule == "property.undocumented") return "inferred";
        const Value* said = site_->schema->find("x-evidence");
        if (said != nullptr && said->is(Kind::object)) said = said->find(wanted.keyword);
        if (said == nullptr) throw std::runtime_error(site_->path + " says no evidence of " + wanted.keyword);
        return std::string(said->text);
    }

    std::string expected_line(const Wanted& wanted, const Written& written) {
        const std::string evidence = this->evidence(wanted);
        const bool mild = evidence == "inferred" || wanted.rule == "value.unlisted";
        std::string where = pointer(site_->steps);
        std::string path = site_->path;
        Tree& value = tree_.at(site_->steps);
        const Place place = wanted.at == At::value ? written.value(value)
                            : wanted.at == At::end ? written.end(value)
                                                   : written.name(value.at({wanted.property}));
        if (!wanted.property.empty()) {
            where += "/" + wanted.property;
            path += (path.empty() ? "" : ".") + wanted.property;
        }
        return line(wanted.rule, mild ? "warning" : "error", where, path, evidence, place.line, place.column);
    }

    void expect(const std::vector<Wanted>& wanted) {
        const Written written = write(tree_);
        std::vector<std::string> expected;
        for (const Wanted& each : wanted) expected.push_back(expected_line(each, written));
        const std::size_t before = tally_.findings().size();
        checker_.check({"sample.json", written.text, written.text, 1, status_});
        std::vector<std::string> found;
        for (std::size_t i = before; i < tally_.findings().size(); ++i) {
            const drift::Finding& each = tally_.findings()[i];
            found.push_back(line(std::string(schema::rule_name(each.rule)),
                                 std::string(drift::severity_name(each.severity)), each.pointer, each.path,
                                 std::string(schema::evidence_name(each.evidence)), each.place.line,
                                 each.place.column));
            if (each.expected.empty() || each.found.empty()) found.back() += " (without words)";
        }
        if (found == expected) return;
        BOOST_TEST_CONTEXT(written.text.substr(0, 4000))
        BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), expected.begin(), expected.end());
    }

    const contract::Contract& contract_;
    const contract::Response& response_;
    unsigned status_;
    const Value& schema_;
    Tree tree_;
    Counts& counts_;
    drift::Tally tally_{10'000'000};
    drift::Checker checker_;
    const Site* site_ = nullptr;
};

/// Keywords that constrain, by the pointer of the schema that has them: all that the file holds.
void add_constraints(const Value& schema, const std::string& at, std::map<const Value*, std::string>& found) {
    for (const char* keyword : {"type", "enum", "x-known-values", "maxLength", "minLength", "format", "minimum",
                                "maximum", "required", "properties"})
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
            for (const Site& site : sites(contract.document(), *contract.document().at(response->schema_pointer)))
                reached.insert(site.schema);
        }
        for (const auto& [schema, at] : all) BOOST_TEST(reached.contains(schema), api << ": " << at);
    }
}

BOOST_DATA_TEST_CASE(each_constraint, boost::unit_test::data::make(targets), target) { Breaker(target).run(); }

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
    for (const char* keyword :
         {"type", "enum", "x-known-values", "maxLength", "format", "minimum", "maximum", "required", "properties"})
        BOOST_TEST(sum[keyword].broken != 0U, keyword);
    Count all;
    for (const auto& [keyword, count] : sum) {
        all.broken += count.broken;
        all.kept += count.kept;
        all.sites += count.sites;
    }
    std::cout << "contracts broken once: " << all.sites << " constraints in " << targets.size() << " responses of "
              << counts().size() << " APIs, " << all.broken << " broken instances, " << all.kept
              << " instances just inside" << std::endl;
    BOOST_TEST(counts().size() == catalog().names().size());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
