#include "validator/contract/server.hpp"

#include "validator/text/url.hpp"

namespace understudy::contract {
namespace {

using json::Kind;
using schema::SchemaPlace;

/// More combinations of values than this are not told apart: the variable then stands for any text.
constexpr std::size_t kMostPatterns = 256;

std::string replaced(std::string url, const std::string& variable, std::string_view value) {
    const std::string braces = "{" + variable + "}";
    for (std::size_t at = url.find(braces); at != std::string::npos; at = url.find(braces, at + value.size()))
        url.replace(at, braces.size(), value);
    return url;
}

std::vector<std::string> allowed_values(const SchemaPlace& variable) {
    std::vector<std::string> values;
    if (const json::Value* list = variable.value->find("enum"); list != nullptr)
        for (const json::Value& value : list->elements) values.emplace_back(value.text);
    return values;
}

Server read_server(const SchemaPlace& place) {
    const SchemaPlace url = place.member("url");
    if (url.value == nullptr || !url.value->is(Kind::string))
        throw(url.value == nullptr ? place : url).error("expected a server with a \"url\", a string");
    Server server{std::string(url.value->text), {std::string(url.value->text)}};
    const SchemaPlace variables = place.member("variables");
    if (variables.value == nullptr) return server;
    for (const json::Member& member : variables.value->members) {
        const std::string name(member.name);
        const SchemaPlace variable = variables.member(member);
        const std::vector<std::string> values = allowed_values(variable);
        const json::Value* normal = variable.value->find("default");
        if (normal != nullptr) server.url = replaced(std::move(server.url), name, normal->text);
        if (values.empty() || server.patterns.size() * values.size() > kMostPatterns) continue;
        std::vector<std::string> patterns;
        for (const std::string& pattern : server.patterns)
            for (const std::string& value : values) patterns.push_back(replaced(pattern, name, value));
        server.patterns = std::move(patterns);
    }
    return server;
}

} // namespace

std::vector<Server> read_servers(const SchemaPlace& holder, schema::Notes& notes) {
    std::vector<Server> servers;
    const SchemaPlace list = holder.member("servers");
    if (list.value == nullptr) return servers;
    for (std::size_t i = 0; i < list.value->elements.size(); ++i) try {
            servers.push_back(read_server(list.element(i)));
        } catch (const json::LoadError& error) {
            notes.push_back(std::string(error.what()) + "; this server is left out");
        }
    return servers;
}

std::string base_path(std::string_view url) {
    std::string_view path = text::split_url(url).path;
    while (path.starts_with("./") || path.starts_with("../")) path.remove_prefix(path.find('/') + 1);
    if (path == "." || path == "..") path = {};
    while (path.ends_with('/')) path.remove_suffix(1);
    return path.empty() || path.starts_with('/') ? std::string(path) : "/" + std::string(path);
}

Server default_server() {
    return {"/", {"/"}};
}

} // namespace understudy::contract
