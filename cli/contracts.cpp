#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/contract_options.hpp"
#include "cli/exit_code.hpp"
#include "cli/shared_flags.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/fields.hpp"
#include "validator/contract/overlay.hpp"
#include "validator/text/string_length.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 7> kFlags = {{
    kContractFlag,
    kAllowRefOutsideFlag,
    kStrictContractFlag,
    status_flag("the response to explain"),
    {.name = "operation",
     .value = "OPERATION",
     .brief = "the operation to explain, as METHOD /path or operationId",
     .detail = "Without it, the operation that gets a run by its id."},
    {.name = "notes",
     .brief = "list the parts of the contract that are not checked",
     .detail = "Each with its place, the reason, and what is not checked because of it."},
    {.name = "apply",
     .value = "FILE",
     .brief = "print the contract with an OpenAPI Overlay 1.x applied, as JSON",
     .detail = "The overlay is JSON or YAML; check --suggest writes one.",
     .completes = Completes::files},
}};

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

// The operation that gets a run, or how many there are to choose from.
std::string run_of(const contract::Contract& contract) {
    try {
        const contract::Operation& operation = contract.run_operation();
        return operation.method + " " + (operation.server == "/" ? "" : operation.server) + operation.path;
    } catch (const json::LoadError&) {
        const std::size_t count = contract.routes().size();
        return "(none of its " + std::to_string(count) + (count == 1 ? " operation)" : " operations)");
    }
}

void list(contract::Catalog& catalog, std::ostream& out) {
    std::vector<std::array<std::string, 4>> rows = {{"NAME", "TITLE", "VERSION", "RUN"}};
    for (const std::string& name : catalog.names()) {
        const auto contract = catalog.get(name);
        rows.push_back({name, contract->title(), contract->version(), run_of(*contract)});
    }
    write_table(rows, out);
}

void explain(const contract::Contract& contract, const OptionValues& values, std::ostream& out) {
    const auto status = values["status"].as<unsigned>();
    const contract::Operation& operation =
        values.has("operation") ? contract.operation(values.text("operation")) : contract.run_operation();
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

void write_notes(const contract::Contract& contract, std::ostream& out) {
    contract.notes_of_the_others();
    for (const std::string& note : contract.notes()) out << note << "\n";
}

/// The contract of that name, or in that file.
std::shared_ptr<const contract::Contract> get(contract::Catalog& catalog, const std::string& name,
                                              const OptionValues& values) {
    const std::vector<std::string> known = catalog.names();
    const bool is_file =
        std::find(known.begin(), known.end(), name) == known.end() && std::filesystem::is_regular_file(name);
    return catalog.get(is_file ? catalog.add(name, read_contract_options(values)) : name);
}

int run(const OptionValues& values, const Streams& streams) {
    contract::Catalog catalog;
    for (const std::string& file : values.list("contract")) catalog.add(file, read_contract_options(values));
    const std::vector<std::string> names = values.list("name");
    if (names.size() > 1) throw UsageError("expected one NAME");
    for (const char* option : {"apply", "notes", "operation"})
        if (names.empty() && values.has(option))
            throw UsageError("--" + std::string(option) + ": of which contract? Name one");
    if (names.empty()) {
        list(catalog, streams.out);
    } else {
        const auto contract = get(catalog, names.front(), values);
        if (values.has("notes")) {
            write_notes(*contract, streams.out);
            return kConforms;
        }
        if (values.has("apply"))
            apply(*contract, values.text("apply"), streams.out);
        else
            explain(*contract, values, streams.out);
    }
    for (const std::string& note : catalog.notes()) streams.err << "understudy contracts: " << note << "\n";
    return kConforms;
}

} // namespace

const Command& contracts_command() {
    static const Command kCommand = {
        .name = "contracts",
        .brief = "list the contracts, or explain one field by field",
        .usage = "[options] [NAME|FILE]",
        .about =
            "Lists the contracts. With the NAME of one, or its FILE, it explains that contract field by "
            "field: the path, the "
            "type, whether the field may be null and must be present, its constraint, how certain that "
            "is, and its source.",
        .examples =
            "understudy contracts\n"
            "understudy contracts noxus --status 404\n"
            "understudy contracts openapi.yaml --operation 'GET /orders/{id}'\n"
            "understudy contracts openapi.yaml --notes\n"
            "understudy contracts noxus --apply overlay.json > noxus.openapi.json",
        .exit_status = "0 done, 2 wrong usage, or a contract that cannot be used.",
        .groups = {{"Options", kFlags}},
        .positional = {"name", "NAME", Completes::files},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
