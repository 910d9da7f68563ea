#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::test {

/// A path in the source tree.
std::string source(std::string_view path);

/// One row of a case file: an object with a `name`. Its members are read as they are asked for; one that is
/// missing or of the wrong kind throws, with the file and the row's name.
class Case {
public:
    Case(std::shared_ptr<const json::Document> file, const json::Value& row);

    const std::string& name() const { return name_; }
    bool has(std::string_view member) const { return row_->find(member) != nullptr; }
    std::string text(std::string_view member) const; ///< of a string, or of a list: joined, see below
    std::string text(std::string_view member, std::string_view otherwise) const;
    std::vector<std::string> texts(std::string_view member) const; ///< empty where there is none
    std::size_t number(std::string_view member) const;
    bool word(std::string_view member) const; ///< false where there is none
    const json::Value& value(std::string_view member) const;
    /// The member's value as it is written in the file.
    std::string literal(std::string_view member) const;

private:
    [[noreturn]] void fail(std::string_view member, const std::string& reason) const;

    std::shared_ptr<const json::Document> file_;
    const json::Value* row_;
    std::string name_;
};

/// `text` may be `["ab", ["c", 3]]`: pieces, and pieces repeated.
std::ostream& operator<<(std::ostream& stream, const Case& each);

/// The rows of tests/data/<path>, a list. Throws json::LoadError where the file is not one, and
/// std::runtime_error where it holds no row.
std::vector<Case> load_cases(std::string_view path);

/// Says on the test's output that something was not run, and why: a skip must be seen.
void say_skipped(const std::string& reason);

} // namespace understudy::test
