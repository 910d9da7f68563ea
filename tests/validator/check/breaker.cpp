#include "tests/validator/check/breaker.hpp"
#include "tests/validator/observed.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/validator/case_file.hpp"
#include "tests/validator/sites.hpp"
#include "validator/check/checker.hpp"

namespace understudy::test {
namespace {

using json::Kind;
using json::Value;

std::string line(const std::string& rule, const std::string& severity, const std::string& pointer,
                 const std::string& path, const std::string& evidence, std::size_t row, std::size_t column) {
    return rule + " | " + severity + " | " + pointer + " | " + path + " | " + evidence + " | " +
           std::to_string(row) + ":" + std::to_string(column);
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
    const auto found =
        std::find_if(formats.begin(), formats.end(), [&](const Case& each) { return each.name() == name; });
    if (found == formats.end()) throw std::runtime_error("formats.json says nothing of " + std::string(name));
    return *found;
}

/// Breaks one response's schema, a constraint at a time.
class Breaker {
public:
    Breaker(const contract::Contract& contract, unsigned status, Counts& counts)
        : contract_(contract),
          status_(status),
          schema_(*contract_.document().at(contract_.run_operation().response(status)->schema_pointer)),
          tree_(sample(contract_.document(), schema_)),
          counts_(counts),
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
        for (const std::string& literal :
             {std::to_string(limit + outwards), std::to_string(limit + outwards) + ".0",
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
            const auto gone =
                std::remove_if(less.members.begin(), less.members.end(),
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
        checker_.check(observed("sample.json", written.text, written.text, 1, status_));
        std::vector<std::string> found;
        for (std::size_t i = before; i < tally_.findings().size(); ++i) {
            const check::Finding& each = tally_.findings()[i];
            if (each.rule == schema::Rule::link_broken) continue; // is of two places, and link_test.cpp's
            found.push_back(line(std::string(schema::rule_name(each.rule)),
                                 std::string(check::severity_name(each.severity)), each.pointer, each.path,
                                 std::string(schema::evidence_name(each.evidence)), each.place.line,
                                 each.place.column));
            if (each.expected.empty() || each.found.empty()) found.back() += " (without words)";
        }
        if (found == expected) return;
        BOOST_TEST_CONTEXT(written.text.substr(0, 4000))
        BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), expected.begin(), expected.end());
    }

    const contract::Contract& contract_;
    unsigned status_;
    const Value& schema_;
    Tree tree_;
    Counts& counts_;
    check::Tally tally_{10'000'000};
    check::Checker checker_;
    const Site* site_ = nullptr;
};

} // namespace

void break_once(const contract::Contract& contract, const std::string& status, Counts& counts) {
    Breaker(contract, static_cast<unsigned>(std::stoul(status)), counts).run();
}

} // namespace understudy::test
