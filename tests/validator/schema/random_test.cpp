// Two engines against each other: the one that streams and one that walks trees, over what chance makes of
// real responses. UNDERSTUDY_SEED repeats a run.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iostream>

#include "tests/validator/case_file.hpp"
#include "tests/validator/dice.hpp"
#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/schema/plain_evaluator.hpp"
#include "tests/validator/seed.hpp"
#include "tests/validator/tree.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using json::Kind;
namespace data = boost::unit_test::data;

const std::vector<std::string> words = {"",
                                        "x",
                                        "completed",
                                        "Completed",
                                        "running",
                                        "queued",
                                        "stopped",
                                        "failed",
                                        "flow",
                                        "user",
                                        "voicemail",
                                        "low",
                                        "id",
                                        "status",
                                        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                                        "3f2504e0-4f89-41d3-9a0c-0305e82c330",
                                        "2024-02-29T12:30:45Z",
                                        "2023-02-29T12:30:45Z",
                                        "2024-02-29T12:30:45",
                                        "+15555550123",
                                        "a\\nb",
                                        "\\u0061",
                                        "\"",
                                        "\n",
                                        "\t\x01",
                                        "é",
                                        "漢字",
                                        "😀",
                                        repeated("é", 100),
                                        repeated("😀", 101),
                                        repeated("x", 256),
                                        repeated("漢", 257),
                                        repeated("y", 16),
                                        repeated("z", 17)};
const std::vector<std::string> literals = {"0",
                                           "-0",
                                           "1",
                                           "-1",
                                           "100",
                                           "101",
                                           "100.0",
                                           "100.01",
                                           "1e2",
                                           "1e3",
                                           "-0.5",
                                           "0.5",
                                           "2.0",
                                           "9007199254740993",
                                           "18446744073709551616",
                                           "1e300",
                                           "1e-300",
                                           "1234567890123.5"};

/// Every value of a tree, the root first.
void collect(Tree& tree, std::vector<Tree*>& values) {
    values.push_back(&tree);
    for (Tree& element : tree.elements) collect(element, values);
    for (TreeMember& member : tree.members) collect(member.value, values);
}

Tree any_value(Dice& dice, std::size_t depth = 0) {
    switch (dice.below(depth < 3 ? 7 : 5)) {
        case 0:
            return Tree();
        case 1:
            return Tree::word(dice.once_in(2));
        case 2:
            return Tree::number(dice.any(literals));
        case 3:
        case 4:
            return Tree::string(dice.any(words));
        case 5: {
            Tree array = Tree::array();
            for (std::size_t i = dice.below(4); i > 0; --i)
                array.elements.push_back(any_value(dice, depth + 1));
            return array;
        }
        default: {
            Tree object = Tree::object();
            for (std::size_t i = dice.below(4); i > 0; --i)
                object.members.push_back({dice.any(words) + std::to_string(i), any_value(dice, depth + 1)});
            return object;
        }
    }
}

void add_member(Tree& object, const std::string& name, const Tree& value, Dice& dice) {
    for (const TreeMember& member : object.members)
        if (member.name == name) return;
    const auto place = static_cast<std::ptrdiff_t>(dice.below(object.members.size() + 1));
    object.members.insert(object.members.begin() + place, {name, value});
}

void change(Tree& root, Dice& dice) {
    std::vector<Tree*> values;
    collect(root, values);
    Tree& value = *dice.any(values);
    if (value.kind == Kind::object && !value.members.empty() && !dice.once_in(4)) {
        const auto member =
            value.members.begin() + static_cast<std::ptrdiff_t>(dice.below(value.members.size()));
        switch (dice.below(5)) {
            case 0:
                value.members.erase(member);
                return;
            case 1:
                return add_member(value, dice.any(words), any_value(dice), dice);
            case 2:
                return add_member(value, member->name + "x", any_value(dice), dice);
            case 3:
                std::iter_swap(member, value.members.begin());
                return;
            default:
                member->value = any_value(dice);
                return;
        }
    }
    if (value.kind == Kind::array && !value.elements.empty() && dice.once_in(2)) {
        const Tree element = dice.any(value.elements);
        value.elements.push_back(dice.once_in(2) ? element : any_value(dice));
        return;
    }
    if (value.kind == Kind::string && dice.once_in(2)) {
        value.text =
            dice.once_in(2) ? value.text + dice.any(words) : value.text.substr(0, 0) + dice.any(words);
        return;
    }
    if (&value != &root || dice.once_in(20)) value = any_value(dice);
}

/// A contract's schema of a run, and the fixtures' bodies to start from.
struct Subject {
    std::string api;
    std::shared_ptr<const json::Document> contract;
    std::string pointer;
    std::vector<Tree> bodies;
};
std::ostream& operator<<(std::ostream& stream, const Subject& subject) {
    return stream << subject.api;
}

Subject load_subject(const std::string& api, const std::string& path) {
    Subject subject{api,
                    std::make_shared<const json::Document>(
                        json::Document::load(source("schemas/contracts/" + api + ".openapi.json"))),
                    "",
                    {}};
    subject.pointer = "/paths" + pointer({path}) + "/get/responses/200/content/application~1json/schema";
    for (const auto& entry : std::filesystem::directory_iterator(source("fixtures/" + api))) {
        if (entry.file_size() > 30000) continue;
        const json::Document fixture = json::Document::load(entry.path().string());
        for (const json::Value& response : fixture.root().find("responses")->elements)
            subject.bodies.push_back(Tree::of(*response.find("body")));
    }
    return subject;
}

const std::vector<Subject> subjects = {load_subject("noxus", "/v1/runs/{run_id}"),
                                       load_subject("happyrobot", "/runs/{run_id}"),
                                       load_subject("duckie", "/runs/{run_id}")};

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        list.push_back(std::string(schema::rule_name(breach.rule)) + " " + breach.pointer);
        malformed = malformed || breach.rule == schema::Rule::body_malformed;
    }
    std::vector<std::string> list;
    bool malformed = false;
};

BOOST_AUTO_TEST_SUITE(random_)

BOOST_AUTO_TEST_CASE(there_are_bodies_to_change) {
    for (const Subject& subject : subjects) {
        BOOST_TEST(subject.bodies.size() >= 5U, subject.api);
        BOOST_TEST((subject.contract->at(subject.pointer) != nullptr), subject.api);
    }
}

BOOST_DATA_TEST_CASE(both_engines_find_the_same, data::make(subjects), subject) {
    constexpr int kRounds = 1500;
    Dice dice(seed());
    schema::Notes notes;
    const schema::Program program = schema::compile(subject.contract, subject.pointer, notes);
    schema::Evaluator evaluator(program, {{}, true});
    std::size_t found = 0;
    int wrong = 0;
    for (int round = 0; round < kRounds && wrong < 3; ++round) {
        Tree tree = subject.bodies[dice.below(subject.bodies.size())];
        for (std::size_t changes = dice.below(5); changes > 0; --changes) change(tree, dice);
        const std::string text = write(tree, dice.once_in(4) ? "\r\n" : "\n").text;
        Lines lines;
        evaluator.evaluate(text, lines);
        std::sort(lines.list.begin(), lines.list.end());
        const auto expected = plain_rules(*subject.contract, *subject.contract->at(subject.pointer),
                                          json::Document::parse("x", text));
        found += expected.size();
        if (lines.list == expected) continue;
        ++wrong;
        BOOST_TEST_CONTEXT("round " << round << ": " << text)
        BOOST_TEST(lines.list == expected, boost::test_tools::per_element());
    }
    std::cout << "random: " << subject.api << ", " << kRounds << " instances, " << found << " findings alike"
              << std::endl;
    BOOST_TEST(found > 500U);
}

BOOST_DATA_TEST_CASE(any_bytes_are_json_or_malformed, data::make(subjects), subject) {
    constexpr int kRounds = 1500;
    Dice dice(seed() + 1);
    schema::Notes notes;
    const schema::Program program = schema::compile(subject.contract, subject.pointer, notes);
    schema::Evaluator evaluator(program);
    constexpr std::string_view kBytes("{}[]\",:\\u09dDeE+-.tfn \n\0\x80\xc3\xff", 27);
    std::size_t malformed = 0;
    for (int round = 0; round < kRounds; ++round) {
        std::string text = write(subject.bodies[dice.below(subject.bodies.size())]).text;
        for (std::size_t changes = 1 + dice.below(3); changes > 0; --changes) {
            const std::size_t at = dice.below(text.size());
            const char byte = dice.any(kBytes);
            switch (dice.below(5)) {
                case 0:
                    text.erase(at, 1 + dice.below(4));
                    break;
                case 1:
                    text.insert(at, 1, byte);
                    break;
                case 2:
                    text.resize(at + 1);
                    break;
                case 3:
                    text.insert(at, text.substr(dice.below(text.size()), dice.below(60)));
                    break;
                default:
                    text[at] = byte;
                    break;
            }
            if (text.empty()) text = " ";
        }
        Lines lines;
        evaluator.evaluate(text, lines);
        bool is_json = true;
        try {
            json::Document::parse("x", text);
        } catch (const json::LoadError&) {
            is_json = false;
        }
        malformed += lines.malformed ? 1U : 0U;
        BOOST_TEST(lines.malformed == !is_json, "round " << round << ": " << text);
    }
    BOOST_TEST(malformed > 100U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
