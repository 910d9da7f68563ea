#include "server/mock/fixture_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "server/mock/embedded.hpp"

namespace understudy::mock {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> fixture_files(const std::string& folder) {
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".json")
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::vector<intake::Fixture> read_embedded_fixtures() {
    std::vector<intake::Fixture> fixtures;
    for (const EmbeddedFile& file : embedded_fixtures())
        fixtures.push_back(
            intake::Fixture::parse("fixtures/" + std::string(file.name), std::string(file.text)));
    return fixtures;
}

std::vector<intake::Fixture> read_fixtures(const std::string& folder) {
    std::vector<intake::Fixture> fixtures;
    if (!fs::is_directory(folder))
        throw json::LoadError(folder, "", "expected a folder of fixtures; there is no folder with this name");
    for (const std::string& file : fixture_files(folder))
        fixtures.push_back(intake::Fixture::parse(file, json::read_file(file)));
    if (fixtures.empty())
        throw json::LoadError(folder, "", "expected at least one fixture (.json); found none");
    return fixtures;
}

} // namespace understudy::mock
