#include "validator/contract/references.hpp"

#include <filesystem>
#include <stdexcept>

#include "validator/contract/schema_index.hpp"
#include "validator/json/yaml/yaml.hpp"
#include "validator/schema/dialect/uri.hpp"

namespace understudy::contract {
namespace {

namespace fs = std::filesystem;

// Resolves all links, so that none leads outside.
bool is_inside(const fs::path& file, const fs::path& folder) {
    std::error_code ignored;
    const fs::path real = fs::weakly_canonical(file, ignored);
    const fs::path root = fs::weakly_canonical(folder, ignored);
    const fs::path relative = real.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
}

// Reports a failure to load a file at the place of the reference.
std::string read(const std::string& file) {
    try {
        return json::read_file(file);
    } catch (const json::LoadError& error) {
        throw std::runtime_error("this leads to " + file + ", which " + error.reason());
    }
}

} // namespace

std::string References::base() const {
    return schema::file_uri(file_);
}

schema::Registry::Load References::loader() const {
    const std::string beside = file_.empty() ? "" : fs::absolute(file_).parent_path().string();
    const auto index = std::make_shared<SchemaIndex>(beside, schema_folders_);
    return [file = file_, outside = allow_outside_,
            index](const std::string& uri) -> std::shared_ptr<const json::Document> {
        const auto path = schema::file_path(uri);
        if (!path) {
            const std::string known = index->find(uri);
            if (known.empty()) return nullptr;
            const std::string shown = fs::path(known).lexically_proximate(fs::current_path()).string();
            return std::make_shared<const json::Document>(json::parse_document(shown, read(shown)));
        }
        const fs::path folder = fs::absolute(file).parent_path();
        if (!outside && !is_inside(*path, folder))
            throw std::runtime_error("this leads to " + *path + ", outside the contract's folder (" +
                                     "--allow-ref-outside allows it)");
        // Names the file as a person would, relative to the folder in which the command runs.
        const std::string shown = fs::path(*path).lexically_proximate(fs::current_path()).string();
        return std::make_shared<const json::Document>(json::parse_document(shown, read(shown)));
    };
}

} // namespace understudy::contract
