#include "cli/contract_options.hpp"

#include <filesystem>

#include "cli/options.hpp"

namespace understudy::cli {

contract::ContractOptions read_contract_options(const OptionValues& values) {
    contract::ContractOptions options;
    options.allow_ref_outside = values.has("allow-ref-outside");
    options.is_strict = values.has("strict-contract");
    options.schema_folders = values.list("schema-dir");
    for (const std::string& folder : options.schema_folders)
        if (!std::filesystem::is_directory(folder))
            throw UsageError("--schema-dir: expected a folder; found \"" + folder + "\"");
    return options;
}

} // namespace understudy::cli
