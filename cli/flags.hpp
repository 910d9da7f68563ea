#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The command line is data. A command is a Command: its name, what it says of itself, and its flags in
/// groups.
///
/// Nothing else knows a flag. parse_options() reads arguments and environment by this table; help.hpp,
/// reference.hpp and completion.hpp print it for people and shells; the tests hold docs/reference/cli.md and
/// the advice in error messages against it. So a new flag is one row here and one line where its value is
/// used.
///
/// Tables are constexpr arrays beside the code that reads them (serve_flags.cpp, live_flags.cpp ...). A group
/// that several commands share is a function that returns it, such as Outputs::flags(); a row that they share
/// in groups of their own is in shared_flags.hpp.
namespace understudy::cli {

struct Streams;
class OptionValues;

/// How the value of a flag is read, and with which type it stands in OptionValues.
enum class Reads {
    text,     ///< std::string
    list,     ///< std::vector<std::string>: the flag may be given several times
    whole,    ///< unsigned, from `least` to `most`
    large,    ///< std::uint64_t, from `least` to `most`
    number,   ///< double
    duration, ///< std::chrono::milliseconds; see parse_duration()
};

/// What a shell completes a value with, where it is not one of a few words.
enum class Completes { nothing, files, folders, paths };

/// One flag of a command. Everything that is said of a flag comes from here: parsing, `--help`, the man page,
/// docs/reference/cli.md, the completions of the shells and the environment variable that may set it.
struct Flag {
    std::string_view name;       ///< without the dashes
    std::string_view value = {}; ///< what its value is called, `ADDR:PORT`; empty: it takes none
    std::string_view bare = {};  ///< its value where it is given without one; empty: it must have one
    Reads reads = Reads::text;
    std::string_view otherwise = {}; ///< its value where it is not given, as one would type it
    std::string_view brief = {};     ///< a line or two, for --help
    std::string_view detail = {};    ///< sentences more, for `understudy help COMMAND`, the man page and docs
    std::string_view words = {};     ///< the values that it takes, with spaces between; empty: any
    Completes completes = Completes::nothing;
    std::string_view needs = {};    ///< the flag without which it means nothing; empty: it stands alone
    std::string_view old_name = {}; ///< still accepted, and not listed
    std::uint64_t least = 0;
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    bool takes_seconds = false;        ///< a duration: a bare number is one of seconds, and 0 is good
    bool is_secret = false;            ///< its value is never shown
    bool writes = false;               ///< the command writes the file that it names
    std::string_view writes_with = {}; ///< the flag without which it only reads that file
    bool has_other_variable_use =
        false; ///< its variable may hold what is not for it: then it counts as unset
};

/// Whether the word after it on the command line is its value. One that may be bare has it behind `=`.
inline bool takes_next_word(const Flag& flag) {
    return !flag.value.empty() && flag.bare.empty();
}

/// Flags that --help shows under one title.
struct FlagGroup {
    std::string_view title;
    std::span<const Flag> flags;
};

/// What a command takes beside flags. It is read like the list flag of this name, which is not listed.
struct Positional {
    std::string_view name; ///< empty: the command takes nothing
    std::string_view value;
    Completes completes = Completes::paths;
    std::string_view words = {}; ///< as in Flag
};

/// One command, as people read it and as it runs.
struct Command {
    std::string_view name;     ///< `serve`, `drift merge`
    std::string_view brief;    ///< one line, for the list of commands
    std::string_view usage;    ///< what follows the name: `[options] INPUT...`
    std::string_view about;    ///< paragraphs, one a line, an empty line between them
    std::string_view examples; ///< command lines, one a line
    std::string_view exit_status = {};
    std::vector<FlagGroup> groups = {};
    Positional positional = {};
    std::vector<std::pair<std::string_view, std::string_view>> exclusions = {}; ///< flags; give one of them
    int status_if_stopped =
        -1; ///< of a signal that comes while it starts; -1: signals do what they always do
    bool takes_command = false; ///< after `--`, a command to run, which OptionValues::command holds
    int (*run)(const OptionValues&, const Streams&) = nullptr;
};

/// The flag of that name or old name; null where there is none. --help is one of every command's.
const Flag* find_flag(const Command& command, std::string_view name);

/// Every flag, --help at the end.
std::vector<const Flag*> all_flags(const Command& command);

/// --help, which every command has.
const FlagGroup& help_group();

/// `UNDERSTUDY_TLS_DIR` of `tls-dir`.
std::string variable_of(std::string_view flag);

/// Whether an environment variable may set it: each does but --help.
bool has_variable(const Flag& flag);

std::vector<std::string> words_of(std::string_view words);

} // namespace understudy::cli
