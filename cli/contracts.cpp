#include <algorithm>
#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/fields.hpp"
#include "validator/contract/overlay.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(Usage: understudy contracts [options] [NAME]

Lists the contracts. With a NAME, explains that one field by field: its path,
its type, whether it may be null and must be there, what holds it, how surely
that is known, and where it is said.

  understudy contracts
  understudy contracts noxus
  understudy contracts noxus --status 404
  understudy contracts noxus --apply overlay.json > noxus.openapi.json

)";

po::options_description describe_options() {
    po::options_description options("Options");
    auto add = options.add_options();
    add("contract", po::value<std::vector<std::string>>()->value_name("[NAME=]FILE"),
        "add a contract, or put it in the place of an embedded one");
    add("status", po::value<unsigned>()->default_value(200)->value_name("CODE"),
        "the response that is explained");
    add("apply", po::value<std::string>()->value_name("FILE"),
        "print the contract with an OpenAPI Overlay 1.x applied (JSON or YAML), as JSON");
    add("help,h", "this text");
    add("name", po::value<std::vector<std::string>>()->value_name("NAME"),
        "the contract to explain (or just name it)");
    return options;
}

template <std::size_t kColumns>
void write_table(const std::vector<std::array<std::string, kColumns>>& rows, std::ostream& out) {
    std::array<std::size_t, kColumns> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < kColumns; ++i)
            widths[i] = std::max(widths[i], text::count_code_points(row[i]));
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < kColumns; ++i) {
            line += row[i];
            line.append(widths[i] - text::count_code_points(row[i]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << "\n";
    }
}

void list(contract::Catalog& catalog, std::ostream& out) {
    std::vector<std::array<std::string, 4>> rows = {{"NAME", "TITLE", "VERSION", "RUN"}};
    for (const std::string& name : catalog.names()) {
        const auto contract = catalog.get(name);
        const contract::Operation& operation = contract->run_operation();
        const std::string& server = contract->servers().front();
        rows.push_back({name, contract->title(), contract->version(),
                        operation.method + " " + (server == "/" ? "" : server) + operation.path});
    }
    write_table(rows, out);
}

void explain(const contract::Contract& contract, unsigned status, std::ostream& out) {
    const contract::Operation& operation = contract.run_operation();
    const contract::Response* response = operation.response(status);
    if (response == nullptr || response->body == nullptr) {
        std::string documented;
        for (const contract::Response& each : operation.responses)
            documented += (documented.empty() ? "" : ", ") + each.status;
        throw UsageError("--status " + std::to_string(status) + ": " + contract.name() + " documents " +
                         documented);
    }
    out << contract.title() << " " << contract.version() << "\n"
        << operation.method << " " << operation.path << " -> " << response->status << " "
        << response->media_type << "\n\n";
    std::vector<std::array<std::string, 7>> rows = {
        {"PATH", "TYPE", "NULLABLE", "REQUIRED", "CONSTRAINT", "EVIDENCE", "SOURCE"}};
    for (const contract::FieldSummary& field : contract::fields(contract, *response))
        rows.push_back({field.path, field.type.empty() ? "anything" : field.type,
                        field.nullable ? "null" : "", field.required ? "required" : "", field.constraint,
                        field.evidence, field.source});
    write_table(rows, out);
}

void apply(const contract::Contract& contract, const std::string& file, std::ostream& out) {
    out << contract::apply_overlay(contract.document(), file, json::read_file(file));
}

} // namespace

int contracts(const Arguments& arguments, const Streams& streams) {
    const po::options_description options = describe_options();
    const po::variables_map values = parse_options(arguments, options, "name");
    if (values.count("help") != 0) {
        streams.out << kUsage << options;
        return kConforms;
    }
    contract::Catalog catalog;
    if (values.count("contract") != 0)
        for (const std::string& file : values["contract"].as<std::vector<std::string>>()) catalog.add(file);
    if (values.count("name") == 0) {
        if (values.count("apply") != 0) throw UsageError("--apply: to which contract? Name one");
        list(catalog, streams.out);
    } else {
        const auto names = values["name"].as<std::vector<std::string>>();
        if (names.size() != 1) throw UsageError("expected one name");
        if (values.count("apply") != 0)
            apply(*catalog.get(names.front()), values["apply"].as<std::string>(), streams.out);
        else
            explain(*catalog.get(names.front()), values["status"].as<unsigned>(), streams.out);
    }
    for (const std::string& note : catalog.notes()) streams.err << "understudy contracts: " << note << "\n";
    return kConforms;
}

} // namespace understudy::cli
