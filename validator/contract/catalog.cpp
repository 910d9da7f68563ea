#include "validator/contract/catalog.hpp"

#include <algorithm>

#include "validator/contract/embedded.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::contract {
namespace {

std::string stem(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return std::string(name.substr(0, name.find('.')));
}

} // namespace

Catalog::Catalog() {
    for (const EmbeddedFile& file : embedded_schemas()) {
        if (!file.name.ends_with(".openapi.json")) continue;
        const std::string name = stem(file.name);
        entries_.push_back({name, name + ".openapi.json (embedded)", file.text, nullptr});
    }
}

std::string Catalog::add(const std::string& name_and_file, const ContractOptions& options) {
    const std::size_t equals = name_and_file.find('=');
    const std::string file = equals == std::string::npos ? name_and_file : name_and_file.substr(equals + 1);
    const std::string name = name_of(name_and_file);
    auto contract =
        std::make_shared<const Contract>(Contract::parse(name, file, json::read_file(file), options));
    std::erase_if(entries_, [&](const Entry& entry) { return entry.name == name; });
    entries_.push_back({name, file, {}, std::move(contract)});
    return name;
}

std::string Catalog::name_of(const std::string& name_and_file) {
    const std::size_t equals = name_and_file.find('=');
    return equals == std::string::npos ? stem(name_and_file) : name_and_file.substr(0, equals);
}

std::vector<std::string> Catalog::names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.name);
    std::sort(names.begin(), names.end());
    return names;
}

schema::Notes Catalog::notes() const {
    schema::Notes notes;
    for (const Entry& entry : entries_) {
        if (entry.contract == nullptr) continue;
        const schema::Notes more = entry.contract->notes();
        notes.insert(notes.end(), more.begin(), more.end());
    }
    return notes;
}

std::shared_ptr<const Contract> Catalog::get(std::string_view name) {
    for (Entry& entry : entries_) {
        if (entry.name != name) continue;
        if (entry.contract == nullptr)
            entry.contract = std::make_shared<const Contract>(
                Contract::parse(entry.name, entry.file, std::string(entry.embedded)));
        return entry.contract;
    }
    std::string reason = "there is no contract with this name; the contracts are";
    std::vector<std::string_view> known;
    for (const Entry& entry : entries_) known.push_back(entry.name);
    std::sort(known.begin(), known.end());
    for (std::size_t i = 0; i < known.size(); ++i) reason += (i == 0 ? " " : ", ") + std::string(known[i]);
    if (const std::string_view meant = text::nearest(name, known); !meant.empty())
        reason += " (did you mean \"" + std::string(meant) + "\"?)";
    throw json::LoadError(std::string(name), "", reason);
}

} // namespace understudy::contract
