#include "validator/contract/schema_index.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "validator/json/error.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace understudy::contract {
namespace {

namespace fs = std::filesystem;

bool is_schema_file(const fs::directory_entry& entry) {
    const std::string extension = entry.path().extension().string();
    std::error_code error;
    return (extension == ".json" || extension == ".yaml" || extension == ".yml") &&
           entry.is_regular_file(error) && entry.file_size(error) <= SchemaIndex::kLongest && !error;
}

template <class Iterator>
void add_files(const std::string& folder, std::vector<std::string>& files) {
    std::error_code error;
    for (const fs::directory_entry& entry :
         Iterator(folder, fs::directory_options::skip_permission_denied, error))
        if (is_schema_file(entry)) files.push_back(entry.path().string());
}

} // namespace

SchemaIndex::SchemaIndex(std::string beside, const std::vector<std::string>& folders)
    : beside_(std::move(beside)), folders_(folders) {
    for (const std::string& folder : folders)
        if (!fs::is_directory(folder)) throw std::runtime_error(folder + ": expected a folder of schemas");
}

std::string SchemaIndex::find(const std::string& uri) {
    if (!is_read_) read();
    is_read_ = true;
    const auto found = files_.find(uri);
    if (found == files_.end()) return {};
    if (found->second.size() > 1)
        throw std::runtime_error(found->second[0] + " and " + found->second[1] + " both have the $id \"" +
                                 uri + "\", to which this leads");
    return found->second.front();
}

void SchemaIndex::read() {
    std::vector<std::string> files;
    if (!beside_.empty()) add_files<fs::directory_iterator>(beside_, files);
    for (const std::string& folder : folders_) add_files<fs::recursive_directory_iterator>(folder, files);
    for (std::string& file : files) file = fs::path(file).lexically_normal().string();
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    for (const std::string& file : files) add(file);
}

void SchemaIndex::add(const std::string& file) {
    try {
        std::string text = json::read_file(file);
        if (text.find("id") == std::string::npos) return;
        const json::Document document = json::parse_document(file, std::move(text));
        for (const char* word : {"$id", "id"}) {
            const json::Value* id = document.root().find(word);
            if (id == nullptr || !id->is(json::Kind::string) || id->text.find(':') == std::string_view::npos)
                continue;
            files_[std::string(id->text.substr(0, id->text.find('#')))].push_back(file);
            return;
        }
    } catch (const json::LoadError&) { // data, or of another kind
    }
}

} // namespace understudy::contract
