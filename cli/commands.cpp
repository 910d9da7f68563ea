#include "cli/commands.hpp"

#include <ostream>

#include "cli/early_stop.hpp"
#include "cli/exit_code.hpp"
#include "cli/file_roles.hpp"
#include "cli/help.hpp"
#include "validator/json/error.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::cli {
namespace {

// Commands are found by one word, and those of a family (`drift merge`) by two.
const Command* find(std::string_view name) {
    for (const Command* command : commands())
        if (command->name == name) return command;
    return nullptr;
}

bool is_family(const std::string& name) {
    for (const Command* command : commands())
        if (command->name.starts_with(name + " ")) return true;
    return false;
}

[[noreturn]] void refuse_command(const std::string& name, const std::string& family) {
    const std::string help = " (understudy " + family + "--help)";
    std::vector<std::string> names;
    for (const Command* command : commands()) {
        if (!command->name.starts_with(family)) continue;
        const std::string rest(command->name.substr(family.size()));
        const std::string word = rest.substr(0, rest.find(' '));
        if (names.empty() || names.back() != word) names.push_back(word);
    }
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i)
        all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    if (name.empty())
        throw UsageError(std::string(family.empty() ? "expected a command: " : "expected a subcommand: ") +
                         all + help);
    const std::string meant(text::nearest(name, std::vector<std::string_view>(names.begin(), names.end())));
    throw UsageError("unknown command \"" + family + name + "\"" +
                     (meant.empty() ? help : "; did you mean " + meant + "?"));
}

int run_family(const std::string& family, const Arguments& arguments, const Streams& streams) {
    const std::string verb = arguments.empty() ? "" : arguments.front();
    if (verb == "--help" || verb == "-h") return write_commands(streams, family), kConforms;
    const Command* command = find(family + verb);
    if (command == nullptr || verb.empty()) refuse_command(verb, family);
    return run_command(*command, {arguments.begin() + 1, arguments.end()}, streams);
}

} // namespace

const std::vector<const Command*>& commands() {
    static const std::vector<const Command*> kAll = {
        &serve_command(),       &check_command(),      &record_command(), &contracts_command(),
        &drift_merge_command(), &drift_diff_command(), &help_command(),   &completion_command()};
    return kAll;
}

int run_command(const Command& command, const Arguments& arguments, const Streams& streams) {
    const OptionValues values = parse_options(arguments, command);
    if (values.has("help")) return write_help(command, streams, false), kConforms;
    try {
        refuse_shared_files(command, values);
        return command.run(values, streams);
    } catch (const UsageError& error) {
        throw UsageError(values.renamed(error.what()));
    } catch (const json::LoadError& error) {
        // A value that is a document itself: the file that the error names is its flag.
        const std::string message = values.renamed(error.what());
        if (message == error.what()) throw;
        throw UsageError(message);
    }
}

int run_program(const Arguments& arguments, const Streams& streams) {
    const std::string name = arguments.empty() ? "" : arguments.front();
    if (name == "--version" || name == "-V")
        return streams.out << "understudy " UNDERSTUDY_VERSION "\n", kConforms;
    if (name == "--help" || name == "-h") return write_commands(streams), kConforms;
    const Arguments rest(arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end());
    if (!name.empty() && is_family(name)) return run_family(name + " ", rest, streams);
    const Command* command = find(name);
    if (command == nullptr) refuse_command(name, "");
    if (command->status_if_stopped >= 0) stop_early_with(command->status_if_stopped);
    return run_command(*command, rest, streams);
}

int drift(const Arguments& arguments, const Streams& streams) {
    return run_family("drift ", arguments, streams);
}

int check(const Arguments& arguments, const Streams& streams) {
    return run_command(check_command(), arguments, streams);
}

int contracts(const Arguments& arguments, const Streams& streams) {
    return run_command(contracts_command(), arguments, streams);
}

int record(const Arguments& arguments, const Streams& streams) {
    return run_command(record_command(), arguments, streams);
}

int serve(const Arguments& arguments, const Streams& streams) {
    return run_command(serve_command(), arguments, streams);
}

} // namespace understudy::cli
