#include "validator/intake/files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "validator/text/character_class.hpp"

namespace understudy::intake {

namespace {

std::string lower_extension(const std::filesystem::path& name) {
    return text::to_lower(name.extension().string());
}

// As an input has it: `.har`, `.json`; empty if no input has the name.
std::string input_extension(std::filesystem::path name) {
    std::string last = lower_extension(name);
    const bool is_zip = last == ".zip";
    if (is_zip || last == ".gz" || last == ".zst") last = lower_extension(name.replace_extension());
    const bool is_one =
        last == ".har" || (!is_zip && (last == ".json" || last == ".ndjson" || last == ".jsonl"));
    return is_one ? last : "";
}

} // namespace

bool is_input_name(const std::string& file) {
    return !input_extension(file).empty();
}

std::vector<std::string> find_files(const std::string& argument, std::vector<std::string>* others) {
    namespace fs = std::filesystem;
    if (argument == "-") return {argument};
    std::error_code error;
    const fs::file_status status = fs::status(argument, error);
    if (status.type() == fs::file_type::not_found)
        throw std::system_error(std::make_error_code(std::errc::no_such_file_or_directory), argument);
    if (error) throw std::system_error(error, argument);
    if (!fs::is_directory(status)) return {argument};
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argument)) {
        if (!entry.is_regular_file()) continue;
        if (is_input_name(entry.path()))
            files.push_back(entry.path().string());
        else if (others != nullptr)
            others->push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    std::stable_partition(files.begin(), files.end(),
                          [](const std::string& file) { return input_extension(file) == ".har"; });
    if (others != nullptr) std::sort(others->begin(), others->end());
    return files;
}

std::optional<std::uint64_t> total_size(const std::vector<std::string>& files) {
    std::uint64_t sum = 0;
    for (const std::string& file : files) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
        const std::uintmax_t size = std::filesystem::file_size(file, error);
        if (error) return std::nullopt;
        sum += size;
    }
    return sum;
}

} // namespace understudy::intake
