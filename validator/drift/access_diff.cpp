#include <algorithm>

#include "validator/drift/operation_diff.hpp"

// Where requests go, and what they have to bring to be let in.
namespace understudy::drift {

using schema::Rule;
using Verdict = Difference::Kind;

namespace {

/// What all have to be met: each a scheme in words.
using Requirement = std::set<std::string>;

std::string words_of(const Place& scheme, const std::string& scope) {
    const std::string type = scheme.text("type");
    std::string words = type == "apiKey" ? "the API key " + scheme.text("in") + " " + scheme.text("name")
                        : type == "http" ? "HTTP " + scheme.text("scheme")
                                         : type;
    if (!scope.empty()) words += " with the scope " + scope;
    return words;
}

// The alternatives (OpenAPI 3.1 §4.8.30): any one is enough. None needs nothing.
std::vector<Requirement> security_of(const OperationPlace& operation) {
    Side& side = *operation.operation.side;
    const json::Value& root = side.contract.document().root();
    const Place document{&side, {&root, operation.operation.at.resource, "", nullptr}};
    const Place schemes = document.member("components").member("securitySchemes");
    const json::Value* security = operation.operation.at.value->find("security");
    if (security == nullptr) security = root.find("security");
    std::vector<Requirement> all;
    if (security != nullptr)
        for (const json::Value& alternative : security->elements) {
            Requirement& each = all.emplace_back();
            for (const json::Member& member : alternative.members) {
                const Place scheme = schemes.member(member.name);
                if (member.value.elements.empty()) each.insert(words_of(scheme, ""));
                for (const json::Value& scope : member.value.elements)
                    each.insert(words_of(scheme, std::string(scope.text)));
            }
        }
    if (all.empty()) all.emplace_back();
    return all;
}

std::string text_of(const std::vector<Requirement>& alternatives) {
    std::string text;
    for (const Requirement& each : alternatives) {
        std::string one;
        for (const std::string& scheme : each) one += (one.empty() ? "" : " and ") + scheme;
        text += (text.empty() ? "" : ", or ") + (one.empty() ? "no credential" : one);
    }
    return text;
}

} // namespace

// Each alternative of who sends has to be enough for who is asked.
void OperationDiff::compare_security(MessageDiff& diff, const OperationPlace& promised,
                                     const OperationPlace& sent) {
    const std::vector<Requirement> asked = security_of(promised);
    const std::vector<Requirement> given = security_of(sent);
    if (asked == given) return;
    const auto is_enough = [&](const Requirement& each) {
        return std::any_of(asked.begin(), asked.end(), [&](const Requirement& wanted) {
            return std::includes(each.begin(), each.end(), wanted.begin(), wanted.end());
        });
    };
    const bool is_met = std::all_of(given.begin(), given.end(), is_enough);
    diff.add(difference(Rule::header_missing, is_met ? Verdict::narrower : Verdict::wider, "(security)",
                        text_of(asked), text_of(given)),
             promised.operation, sent.operation);
}

void OperationDiff::compare_servers(MessageDiff& diff, const OperationPlace& promised,
                                    const OperationPlace& sent) {
    const auto has = [](const std::vector<std::string>& list, const std::string& url) {
        return std::find(list.begin(), list.end(), url) != list.end();
    };
    std::string all;
    for (const std::string& url : promised.servers) all += (all.empty() ? "" : " or ") + url;
    for (const std::string& url : sent.servers)
        if (!has(promised.servers, url) && said_.insert(url).second)
            diff.add(difference(Rule::schema_mismatch, Verdict::wider, "(server)", all, url),
                     promised.operation, sent.operation);
    for (const std::string& url : promised.servers)
        if (!has(sent.servers, url) && said_.insert(url).second)
            diff.add(difference(Rule::schema_mismatch, Verdict::narrower, "(server)", url, "no such server"),
                     promised.operation, sent.operation);
}

} // namespace understudy::drift
