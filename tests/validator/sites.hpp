#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/validator/tree.hpp"
#include "validator/json/document.hpp"

namespace understudy::test {

/// One place in a response that a schema speaks of. Read off the contract's JSON with nothing of the product
/// but its JSON document: what is found here is what the engine must hold.
struct Site {
    const json::Value* schema = nullptr;
    std::vector<std::string> steps; ///< into sample(): names, and the index of the element that is there last
    std::string path;               ///< `sessions[].status`
};

/// Whoever contains `$ref`, followed to its end.
const json::Value& follow(const json::Document& document, const json::Value& schema);

/// Every place that the schema speaks of, outermost first. Throws std::runtime_error for a keyword that is
/// not known here: a contract that says more needs a test that breaks more.
std::vector<Site> sites(const json::Document& document, const json::Value& schema);

/// An instance that conforms and contains every site: all properties, two elements in each array, nothing
/// null.
Tree sample(const json::Document& document, const json::Value& schema);

/// The schema's types: a word or several.
std::vector<std::string> types(const json::Value& schema);

/// A whole number that a schema gives for a keyword.
long long whole(const json::Value& schema, std::string_view keyword);

} // namespace understudy::test
