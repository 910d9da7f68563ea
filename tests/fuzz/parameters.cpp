// A text as the value of a parameter, in each place, style and schema: a query, cookies, or a decoded text.

#include <array>
#include <string>
#include <vector>

#include "tests/fuzz/target.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/parameter_value.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/url.hpp"
#include "validator/text/utf8.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;

constexpr std::array kSchemas = {
    R"({"type": "string"})",
    R"({"type": ["integer", "null"], "maximum": 9})",
    R"({"type": "boolean"})",
    R"({"type": "array", "items": {"type": "integer"}, "uniqueItems": true})",
    R"({"type": "array"})",
    R"({"type": ["string", "array"], "minItems": 2, "items": {"type": "string", "maxLength": 3}})",
    R"({"type": "object", "properties": {"R": {"type": "integer"}, "G": {}}, "additionalProperties": false})",
    R"({"type": "object"})",
    R"({"oneOf": [{"type": "integer"}, {"type": "object", "required": ["R"]}]})",
    R"({"allOf": [{"type": "array", "contains": {"const": "a"}}, {"$ref": "#/components/schemas/List"}]})",
    "{}",
};

// The places, and the styles that OpenAPI 3.1 §4.8.12.2 has for each.
constexpr std::array<std::pair<const char*, const char*>, 9> kStyles = {{{"path", "simple"},
                                                                         {"path", "label"},
                                                                         {"path", "matrix"},
                                                                         {"header", "simple"},
                                                                         {"query", "form"},
                                                                         {"query", "spaceDelimited"},
                                                                         {"query", "pipeDelimited"},
                                                                         {"query", "deepObject"},
                                                                         {"cookie", "form"}}};

std::string parameter(const char* in, const char* style, const char* explode, const std::string& value) {
    return std::string(R"({"name": "color", "in": ")") + in + R"(", "style": ")" + style +
           R"(", "explode": )" + explode + ", " + value + "}";
}

/// One parameter of each kind; each is called `color`, in an operation of its own.
std::vector<contract::Parameter> all_parameters() {
    std::string paths;
    const auto add = [&](const std::string& text) {
        paths += (paths.empty() ? "" : ", ") + ("\"/" + std::to_string(paths.size()) +
                                                R"(/{color}": {"get": {"parameters": [)" + text + "]}}");
    };
    for (const auto& [in, style] : kStyles)
        for (const char* explode : {"true", "false"}) {
            for (const char* schema : kSchemas)
                add(parameter(in, style, explode, std::string("\"schema\": ") + schema));
            add(parameter(in, style, explode,
                          R"("content": {"application/json": {"schema": {"type": "object"}}})"));
        }
    const auto contract = contract::Contract::parse(
        "api", "api.json",
        R"({"openapi": "3.1.0", "info": {}, "components": {"schemas": {"List": {"maxItems": 4}}}, "paths": {)" +
            paths + "}}");
    std::vector<contract::Parameter> all;
    for (const contract::Route& route : contract.routes())
        for (const contract::Parameter& each : contract.operation(route).parameters) all.push_back(each);
    return all;
}

class Breaches : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        require(breach.pointer.empty() || breach.pointer.starts_with('/'), "a breach has a place");
        require(!breach.expected.empty(), "a breach says what was expected");
        require(text::find_invalid_utf8(breach.found) == breach.found.size(), "a message is UTF-8");
        ++count;
    }
    std::size_t count = 0;
};

bool is_utf8(std::string_view text) {
    return text::find_invalid_utf8(text) == text.size();
}

void read_text(const contract::Parameter& parameter, std::string_view text) {
    Breaches breaches;
    contract::evaluate_parameter(parameter, text, breaches);
    if (!is_utf8(text)) require(breaches.count != 0, "a value that is not UTF-8 is refused");
}

void read_list(const contract::Parameter& parameter, const contract::RawParameters& all) {
    Breaches breaches;
    const bool is_there = contract::evaluate_parameter(parameter, all, breaches);
    require(is_there || breaches.count == 0, "what is absent breaks nothing");
    bool is_named = false, is_first = true;
    for (const auto& [raw_name, raw_value] : all) {
        const std::string name = text::percent_decode(raw_name);
        is_named = is_named || contract::has_name(parameter, name);
        if (name != "color" || !is_first || parameter.style == "deepObject") continue;
        is_first = false;
        if (is_there && contract::has_name(parameter, name) && !is_utf8(text::percent_decode(raw_value)))
            require(breaches.count != 0, "a value that is not UTF-8 is refused");
    }
    require(!is_there || is_named, "what is there has the parameter's name");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<contract::Parameter> kAll = all_parameters();
    require(kAll.size() == kStyles.size() * 2 * (kSchemas.size() + 1), "every parameter is read");
    const TimeLimit limit(5);
    const std::string_view text = text_of(data, size);
    const std::string target = "/?" + std::string(text);
    const contract::RawParameters all = text::query_parameters(target);
    for (const contract::Parameter& parameter : kAll)
        if (parameter.in == "query" || parameter.in == "cookie")
            read_list(parameter, all);
        else
            read_text(parameter, text);
    return 0;
}
