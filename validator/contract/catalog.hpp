#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// The contracts that a command works with, by name.
///
/// The catalog starts with the contracts that are embedded in the program. A user may add more from files. A
/// contract that the user adds replaces an embedded one of the same name.
///
/// An embedded contract is read when a command first asks for it, so a command pays only for the contracts
/// that it uses. A user's file is read at once, so that its errors appear early.
class Catalog {
public:
    Catalog();

    /// Adds `NAME=FILE`, or `FILE`, whose name is then the file name up to its first dot. Reads the file at
    /// once and throws json::LoadError if it cannot be used. Returns the name.
    std::string add(const std::string& name_and_file, const ContractOptions& options = {});

    /// The name that add() gives to `NAME=FILE` or `FILE`.
    static std::string name_of(const std::string& name_and_file);

    std::vector<std::string> names() const; ///< sorted

    /// Throws json::LoadError for an unknown name (the error names the nearest one) and for a contract that
    /// cannot be used.
    std::shared_ptr<const Contract> get(std::string_view name);

    /// What the contracts and operations read so far say and this program does not check.
    schema::Notes notes() const;

private:
    struct Entry {
        std::string name;
        std::string file;
        std::string_view embedded;
        std::shared_ptr<const Contract> contract;
    };

    std::vector<Entry> entries_;
};

} // namespace understudy::contract
