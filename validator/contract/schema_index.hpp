#pragma once

#include <map>
#include <string>
#include <vector>

namespace understudy::contract {

/// The schema files of some folders, by the URI that each says is its own (`$id`; JSON Schema Core §8.2.1,
/// §9.1.2). So schemas that were published on the web refer to each other here as they do there, and nothing
/// is fetched.
///
/// The folders are read when somebody first asks. A file that cannot be read, or is longer than kLongest, is
/// no schema; so is one whose root has no absolute `$id`. One thread at a time.
class SchemaIndex {
public:
    static constexpr std::size_t kLongest = std::size_t{16} << 20;

    /// `beside`: a folder whose own files are read. `folders`: folders that are read with those below them;
    /// one that is none throws std::runtime_error.
    SchemaIndex(std::string beside, const std::vector<std::string>& folders);

    /// The file with that URI, which has no fragment; empty if there is none. Throws std::runtime_error if
    /// two files have it.
    std::string find(const std::string& uri);

private:
    void read();
    void add(const std::string& file);

    std::string beside_;
    std::vector<std::string> folders_;
    bool is_read_ = false;
    std::map<std::string, std::vector<std::string>> files_;
};

} // namespace understudy::contract
