#include "cli/options.hpp"

#include <algorithm>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <cstdlib>
#include <optional>

#include "cli/flag_value.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::cli {

namespace po = boost::program_options;
namespace {

po::options_description describe(const Command& command) {
    po::options_description options;
    auto add = options.add_options();
    const auto add_flag = [&](std::string_view name, bool has_value) {
        const std::string spelling = name == "help" ? "help,h" : std::string(name);
        if (has_value)
            add(spelling.c_str(), po::value<std::string>());
        else
            add(spelling.c_str(), "");
    };
    for (const Flag* flag : all_flags(command)) {
        add_flag(flag->name, !flag->value.empty());
        if (!flag->old_name.empty()) add_flag(flag->old_name, !flag->value.empty());
    }
    if (!command.positional.name.empty()) add_flag(command.positional.name, true);
    return options;
}

[[noreturn]] void refuse_unknown(const Command& command, std::string given) {
    std::vector<std::string_view> known;
    for (const Flag* flag : all_flags(command)) known.push_back(flag->name);
    given.erase(0, given.find_first_not_of('-'));
    given = given.substr(0, given.find('='));
    const std::string_view meant = text::nearest(given, known);
    throw UsageError("unknown option --" + given +
                     (meant.empty()
                          ? " (understudy " + std::string(command.name) + " --help lists the options)"
                          : "; did you mean --" + std::string(meant) + "?"));
}

// Gives each flag that was given without a value the one that it then has. Boost would take the next word.
Arguments with_bare_values(Arguments arguments, const Command& command) {
    for (std::string& argument : arguments) {
        if (argument == "--") break;
        const Flag* flag = argument.starts_with("--") ? find_flag(command, argument.substr(2)) : nullptr;
        if (flag != nullptr && !flag->bare.empty()) argument += "=" + std::string(flag->bare);
    }
    return arguments;
}

// Name and value of each option, as they were typed.
std::vector<po::option> split(const Arguments& arguments, const Command& command) {
    const po::options_description options = describe(command);
    po::positional_options_description places;
    if (!command.positional.name.empty()) places.add(std::string(command.positional.name).c_str(), -1);
    constexpr int kStyle = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    try {
        return po::command_line_parser(with_bare_values(arguments, command))
            .options(options)
            .positional(places)
            .style(kStyle)
            .run()
            .options;
    } catch (const po::unknown_option& error) {
        refuse_unknown(command, error.get_option_name());
    } catch (const po::too_many_positional_options_error&) {
        throw UsageError("this command takes options only");
    } catch (const po::invalid_command_line_syntax& error) {
        const Flag* flag = find_flag(command, error.get_option_name().substr(
                                                  std::min<std::size_t>(2, error.get_option_name().size())));
        if (flag == nullptr) throw UsageError(error.what());
        throw UsageError("--" + std::string(flag->name) +
                         (flag->value.empty() ? ": it takes no value"
                                              : ": expected a value, " + std::string(flag->value)));
    } catch (const po::error& error) {
        throw UsageError(error.what());
    }
}

void take_command_line(const Arguments& arguments, const Command& command, OptionValues& values) {
    for (const po::option& option : split(arguments, command)) {
        const std::string& given = option.string_key;
        if (!command.positional.name.empty() && given == command.positional.name) {
            std::vector<std::string> all = values.list(given);
            all.insert(all.end(), option.value.begin(), option.value.end());
            set_value(values, given, all);
            continue;
        }
        const Flag* flag = find_flag(command, given);
        const std::string name(flag->name);
        if (flag->reads != Reads::list && !flag->value.empty() && values.has(name))
            throw UsageError("--" + name + ": give it once");
        if (given != name) values.origins[name] = "--" + given;
        try {
            read_value(values, *flag, option.value.empty() ? "" : option.value.front());
        } catch (const UsageError& error) {
            throw UsageError(values.renamed(error.what()));
        }
    }
}

void take_environment(const Command& command, OptionValues& values) {
    for (const Flag* flag : all_flags(command)) {
        const std::string name(flag->name);
        const std::string variable = variable_of(name);
        const char* given = has_variable(*flag) ? std::getenv(variable.c_str()) : nullptr;
        if (given == nullptr || *given == '\0' || values.has(name)) continue;
        values.origins[name] = variable;
        try {
            read_variable(values, *flag, given);
        } catch (const UsageError& error) {
            if (!flag->has_other_variable_use) throw UsageError(values.renamed(error.what()));
        }
        if (!values.has(name)) values.origins.erase(name);
    }
}

void forget(OptionValues& values, const std::string& name) {
    values.erase(name);
    values.origins.erase(name);
}

std::string shown(const Command& command, std::string_view name) {
    return name == command.positional.name ? std::string(command.positional.value) : "--" + std::string(name);
}

void refuse_exclusions(const Command& command, OptionValues& values) {
    for (const auto& [first, second] : command.exclusions) {
        const std::string one(first), other(second);
        if (!values.has(one) || !values.has(other)) continue;
        if (values.is_from_environment(one) != values.is_from_environment(other))
            forget(values, values.is_from_environment(one) ? one : other);
        else
            throw UsageError(
                values.renamed(shown(command, one) + " and " + shown(command, other) + ": give one of them"));
    }
}

void refuse_lonely(const Command& command, OptionValues& values) {
    for (const Flag* flag : all_flags(command)) {
        const std::string name(flag->name), needed(flag->needs);
        if (needed.empty() || !values.has(name) || values.has(needed)) continue;
        if (!values.is_from_environment(name))
            throw UsageError(values.renamed("--" + name + " needs --" + needed));
        forget(values, name);
    }
}

} // namespace

OptionValues parse_options(const Arguments& arguments, const Command& command) {
    OptionValues values;
    const auto separator =
        command.takes_command ? std::find(arguments.begin(), arguments.end(), "--") : arguments.end();
    take_command_line({arguments.begin(), separator}, command, values);
    if (separator != arguments.end()) values.command.assign(separator + 1, arguments.end());
    if (values.has("help")) return values;
    take_environment(command, values);
    refuse_exclusions(command, values);
    refuse_lonely(command, values);
    for (const Flag* flag : all_flags(command))
        if (!flag->otherwise.empty() && !values.has(std::string(flag->name)))
            read_value(values, *flag, std::string(flag->otherwise), true);
    return values;
}

std::string OptionValues::text(const std::string& name) const {
    return has(name) ? (*this)[name].as<std::string>() : std::string();
}

std::vector<std::string> OptionValues::list(const std::string& name) const {
    return has(name) ? (*this)[name].as<std::vector<std::string>>() : std::vector<std::string>();
}

bool OptionValues::is_from_environment(const std::string& name) const {
    const auto found = origins.find(name);
    return found != origins.end() && !found->second.starts_with("--");
}

std::string OptionValues::renamed(std::string message) const {
    const auto goes_on = [](char c) { return c == '-' || ('a' <= c && c <= 'z'); };
    for (const auto& [name, origin] : origins) {
        const std::string said = "--" + name;
        for (std::size_t at = 0; (at = message.find(said, at)) != std::string::npos;) {
            const std::size_t end = at + said.size();
            const bool is_it = end == message.size() || !goes_on(message[end]);
            if (is_it) message.replace(at, said.size(), origin);
            at += is_it ? origin.size() : said.size();
        }
    }
    return message;
}

std::string one_of(const po::variables_map& values, const std::string& option,
                   const std::vector<std::string>& words) {
    const std::string word = values[option].as<std::string>();
    if (std::find(words.begin(), words.end(), word) != words.end()) return word;
    std::string expected;
    for (const std::string& each : words) expected += (expected.empty() ? "" : ", ") + each;
    throw UsageError("--" + option + ": expected one of " + expected + "; found \"" + word + "\"");
}

} // namespace understudy::cli
