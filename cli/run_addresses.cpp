#include "cli/run_addresses.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "cli/live.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/printable.hpp"

namespace understudy::cli {
namespace {

using Values = std::map<std::string, std::string>;

constexpr std::size_t kLongest = 1024;

void add_lines(std::string_view text, std::vector<std::string>& ids) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        if (!line.empty() && line.front() != '#') ids.emplace_back(line);
    }
}

std::vector<std::string> read_run_ids(const OptionValues& values) {
    std::vector<std::string> ids = values.list("run-id");
    if (values.has("run-ids")) {
        const std::string file = values.text("run-ids");
        add_lines(
            file == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : json::read_file(file),
            ids);
    }
    for (const std::string& id : ids)
        if (id.empty() || id.size() > kLongest) throw UsageError("--run-id: expected 1 to 1024 bytes");
    return ids;
}

std::string joined(const std::vector<std::string>& names, const char* separator) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : separator) + name;
    return text;
}

std::string in_words(const contract::Operation& operation) {
    return operation.method + " " + operation.path;
}

/// The values of --path, by name.
Values read_path(const OptionValues& values, const contract::Operation& operation) {
    const std::vector<std::string>& known = operation.path_parameters;
    Values path;
    for (const std::string& given : values.list("path")) {
        const std::size_t equals = given.find('=');
        if (equals == std::string::npos)
            throw UsageError("--path: expected NAME=VALUE; found \"" + text::printable(given) + "\"");
        const std::string name = given.substr(0, equals);
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw UsageError("--path: expected one of " + joined(known, ", ") + ", the parameters in " +
                             in_words(operation) + "; found " + text::printable(name));
        const std::string value = given.substr(equals + 1);
        if (value.empty() || value.size() > kLongest)
            throw UsageError("--path " + name + ": expected 1 to 1024 bytes");
        if (!path.emplace(name, value).second)
            throw UsageError("--path " + name + ": expected one value; found two");
    }
    return path;
}

/// Adds what --run-id says of the parameters that are left. A single one takes the text as it is.
void add_ids(const std::string& id, const std::vector<std::string>& left,
             const contract::Operation& operation, Values& values) {
    if (left.size() == 1) {
        values[left.front()] = id;
        return;
    }
    std::vector<std::string> parts(1);
    for (const char c : id)
        if (c == '/')
            parts.emplace_back();
        else
            parts.back() += c;
    const bool has_empty = std::find(parts.begin(), parts.end(), "") != parts.end();
    if (parts.size() != left.size() || has_empty) {
        std::vector<std::string> others = left;
        std::erase(others, operation.run_parameter);
        throw UsageError("--run-id: " + in_words(operation) + " expects " + joined(left, "/") + "; found \"" +
                         text::printable(id) + "\": give them all, or the others with --path " +
                         joined(others, "=… --path ") + "=…");
    }
    for (std::size_t i = 0; i < left.size(); ++i) values[left[i]] = text::percent_decode(parts[i]);
}

/// The run with these values, if their schemas allow them. `id`: what --run-id says.
contract::RunAddress address_of(Values values, const std::string& id, const Values& path,
                                const contract::Operation& operation) {
    const auto run = values.extract(operation.run_parameter);
    contract::RunAddress address{run.mapped(), std::move(values)};
    const auto [parameter, breach] = contract::check_address(operation, address);
    if (parameter.empty()) return address;
    const std::string option =
        path.contains(parameter) ? "--path " : "--run-id \"" + text::printable(id) + "\": ";
    throw UsageError(option + parameter + ": expected " + breach.expected + "; found " + breach.found);
}

} // namespace

std::vector<contract::RunAddress> read_run_addresses(const OptionValues& values,
                                                     const contract::Operation& operation) {
    if (operation.path_parameters.empty())
        throw UsageError(in_words(operation) +
                         ": expected a parameter in the path, the run's id; found none");
    const Values path = read_path(values, operation);
    std::vector<std::string> left;
    for (const std::string& name : operation.path_parameters)
        if (!path.contains(name) && std::find(left.begin(), left.end(), name) == left.end())
            left.push_back(name);
    const std::vector<std::string> ids = read_run_ids(values);
    if (left.empty() && ids.empty()) return {address_of(path, "", path, operation)};
    if (left.empty()) throw UsageError("--run-id: --path names every id of " + in_words(operation));
    if (ids.empty()) throw UsageError("which run? Name it with --run-id, or a file of ids with --run-ids");
    std::vector<contract::RunAddress> runs;
    for (const std::string& id : ids) {
        Values all = path;
        add_ids(id, left, operation, all);
        runs.push_back(address_of(std::move(all), id, path, operation));
    }
    return runs;
}

} // namespace understudy::cli
