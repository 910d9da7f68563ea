#include <algorithm>
#include <array>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/shared_flags.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/fields.hpp"
#include "validator/contract/overlay.hpp"
#include "validator/text/string_length.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 4> kFlags = {{
    kContractFlag,
    kAllowRefOutsideFlag,
    status_flag("the response to explain"),
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

void list(contract::Catalog& catalog, std::ostream& out) {
    std::vector<std::array<std::string, 4>> rows = {{"NAME", "TITLE", "VERSION", "RUN"}};
    for (const std::string& name : catalog.names()) {
        const auto contract = catalog.get(name);
        const contract::Operation& operation = contract->run_operation();
        const std::string& server = operation.server;
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

int run(const OptionValues& values, const Streams& streams) {
    contract::Catalog catalog;
    for (const std::string& file : values.list("contract"))
        catalog.add(file, {values.has("allow-ref-outside")});
    const std::vector<std::string> names = values.list("name");
    if (names.size() > 1) throw UsageError("expected one NAME");
    if (names.empty() && values.has("apply")) throw UsageError("--apply: to which contract? Name one");
    if (names.empty())
        list(catalog, streams.out);
    else if (values.has("apply"))
        apply(*catalog.get(names.front()), values.text("apply"), streams.out);
    else
        explain(*catalog.get(names.front()), values["status"].as<unsigned>(), streams.out);
    for (const std::string& note : catalog.notes()) streams.err << "understudy contracts: " << note << "\n";
    return kConforms;
}

} // namespace

const Command& contracts_command() {
    static const Command kCommand = {
        .name = "contracts",
        .brief = "list the contracts, or explain one field by field",
        .usage = "[options] [NAME]",
        .about =
            "Lists the contracts. With a NAME, it explains that contract field by field: the path, the "
            "type, whether the field may be null and must be present, its constraint, how certain that "
            "is, and its source.",
        .examples =
            "understudy contracts\n"
            "understudy contracts noxus --status 404\n"
            "understudy contracts noxus --apply overlay.json > noxus.openapi.json",
        .exit_status = "0 done, 2 wrong usage, or a contract that cannot be used.",
        .groups = {{"Options", kFlags}},
        .positional = {"name", "NAME", Completes::nothing},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
