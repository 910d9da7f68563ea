#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// The contracts that a command works with: those embedded in the program, and the user's, which take the
/// place of an embedded one of the same name. A contract is read when it is first asked for.
class Catalog {
public:
    Catalog();

    /// `NAME=FILE`, or `FILE`: then the name is the file's, up to its first dot. Reads the file now; throws
    /// json::LoadError. Returns the name.
    std::string add(const std::string& name_and_file, const ContractOptions& options = {});

    std::vector<std::string> names() const; ///< sorted

    /// Throws json::LoadError for a name that is not there (naming the nearest one) and for a contract that
    /// cannot be used.
    std::shared_ptr<const Contract> get(std::string_view name);

    /// What the contracts read so far say and this program does not check.
    const schema::Notes& notes() const { return notes_; }

private:
    struct Entry {
        std::string name;
        std::string file;
        std::string_view embedded;
        std::shared_ptr<const Contract> contract;
    };

    std::vector<Entry> entries_;
    schema::Notes notes_;
};

} // namespace understudy::contract
