#include "validator/contract/run_address.hpp"

#include "validator/contract/parameter_value.hpp"
#include "validator/text/percent.hpp"

namespace understudy::contract {
namespace {

class First : public schema::BreachSink {
public:
    void add(schema::Breach&& each) override {
        if (has_breach) return;
        breach = std::move(each);
        has_breach = true;
    }
    schema::Breach breach;
    bool has_breach = false;
};

std::map<std::string, std::string> values_of(const Operation& operation, const RunAddress& address) {
    std::map<std::string, std::string> values = address.path;
    values[operation.run_parameter] = address.run_id;
    return values;
}

} // namespace

RunAddress run_address(const Operation& operation, const PathMatch& path) {
    RunAddress address{path.value(operation.run_parameter), {}};
    for (const std::string& name : operation.path_parameters)
        if (name != operation.run_parameter) address.path.emplace(name, path.value(name));
    return address;
}

std::string run_path(const Operation& operation, const RunAddress& address) {
    return fill_path(operation.path, values_of(operation, address));
}

std::string run_name(const Operation& operation, const RunAddress& address) {
    if (operation.path_parameters.size() < 2) return address.run_id;
    const std::map<std::string, std::string> values = values_of(operation, address);
    std::string name;
    for (const std::string& parameter : operation.path_parameters) {
        const auto value = values.find(parameter);
        if (!name.empty()) name += '/';
        name += value == values.end() ? "{" + parameter + "}" : text::percent_encode(value->second);
    }
    return name;
}

AddressBreach check_address(const Operation& operation, const RunAddress& address) {
    const std::map<std::string, std::string> values = values_of(operation, address);
    for (const Parameter& parameter : operation.parameters) {
        const auto value = values.find(parameter.name);
        if (parameter.in != "path" || value == values.end()) continue;
        First first;
        evaluate_parameter(parameter, value->second, first);
        if (!first.has_breach) continue;
        first.breach.has_value = false; // it does not outlive this
        first.breach.value = {};
        return {parameter.name, std::move(first.breach)};
    }
    return {};
}

} // namespace understudy::contract
