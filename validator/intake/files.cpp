#include "validator/intake/files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace understudy::intake {

std::vector<std::string> find_files(const std::string& argument) {
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
        fs::path name = entry.path();
        if (name.extension() == ".gz" || name.extension() == ".zst") name.replace_extension();
        const std::string extension = name.extension().string();
        const bool wanted =
            extension == ".json" || extension == ".ndjson" || extension == ".jsonl" || extension == ".har";
        if (wanted && entry.is_regular_file()) files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
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
