#include "tests/validator/temporary_folder.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace understudy::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() : path_((fs::temp_directory_path() / "understudy-test-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::system_error(errno, std::generic_category(), path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(std::string_view name) const {
    return path_ + "/" + std::string(name);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view bytes) const {
    const std::string path = file(name);
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream stream(path, std::ios::binary);
    if (!(stream << bytes).flush()) throw std::system_error(errno, std::generic_category(), path);
    return path;
}

} // namespace understudy::test
