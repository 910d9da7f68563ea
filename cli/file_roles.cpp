#include "cli/file_roles.hpp"

#include <filesystem>
#include <fstream>
#include <vector>

#include "validator/intake/files.hpp"
#include "validator/report/own_output.hpp"

namespace understudy::cli {
namespace {

namespace fs = std::filesystem;

struct NamedFile {
    std::string option; // as an error says it: `--output`
    std::string file;
    bool is_input = false; // given without an option
};

bool are_same(const std::string& one, const std::string& other) {
    std::error_code error;
    return one == other || fs::equivalent(one, other, error) ||
           fs::weakly_canonical(one, error) == fs::weakly_canonical(other, error);
}

bool is_in(const std::string& file, const std::string& folder) {
    for (fs::path above = fs::absolute(file).parent_path(); above != above.root_path();
         above = above.parent_path())
        if (are_same(above.string(), folder)) return true;
    return false;
}

bool is_own_output(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string head(report::kHeadOfOutput, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    return head.empty() || report::is_own_output(head);
}

// Whether writing the file would change what is read.
bool is_read(const std::string& file, const NamedFile& input) {
    std::error_code error;
    if (input.file == "-" || !fs::exists(file, error)) return false;
    if (!fs::is_directory(input.file, error)) return are_same(file, input.file);
    return input.is_input && intake::is_input_name(file) && is_in(file, input.file) && !is_own_output(file);
}

std::vector<std::string> texts(const OptionValues& values, const std::string& name, Reads reads) {
    if (!values.has(name)) return {};
    return reads == Reads::list ? values.list(name) : std::vector{values.text(name)};
}

// The file of `[NAME=]FILE` and `FORMAT=FILE`.
std::string file_of(const Flag& flag, const std::string& text) {
    const std::size_t sign = text.find('=');
    const bool has_name = flag.value.find('=') != std::string_view::npos && sign != std::string::npos;
    return has_name ? text.substr(sign + 1) : text;
}

bool is_written(const Flag& flag, const OptionValues& values) {
    return flag.writes && (flag.writes_with.empty() || values.has(std::string(flag.writes_with)));
}

} // namespace

void refuse_shared_files(const Command& command, const OptionValues& values) {
    std::vector<NamedFile> read, written;
    for (const Flag* flag : all_flags(command)) {
        if (flag->completes == Completes::nothing && !flag->writes) continue;
        for (const std::string& text : texts(values, std::string(flag->name), flag->reads))
            (is_written(*flag, values) ? written : read)
                .push_back({"--" + std::string(flag->name), file_of(*flag, text)});
    }
    if (command.positional.completes != Completes::nothing && !command.positional.name.empty())
        for (const std::string& input : values.list(std::string(command.positional.name)))
            read.push_back({"", input, true});
    for (std::size_t i = 0; i < written.size(); ++i) {
        const std::string said = written[i].option + " " + written[i].file + ": ";
        if (written[i].file.empty()) continue;
        for (const NamedFile& input : read)
            if (is_read(written[i].file, input))
                throw UsageError(said + "this file is also " +
                                 (input.is_input ? "an input" : "what " + input.option + " reads") +
                                 ", and would be overwritten");
        for (std::size_t other = 0; other < i; ++other)
            if (are_same(written[other].file, written[i].file))
                throw UsageError(said + written[other].option +
                                 " writes to the same file: give each its own");
    }
}

} // namespace understudy::cli
