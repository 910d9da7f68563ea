#pragma once

#include <string>
#include <utility>
#include <vector>

#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

/// Decides which files the `$ref`s of a document may lead to: those in its own folder and below, unless
/// others are allowed. A URI on the web may be the `$id` of a file beside the document, or in a folder of
/// schemas. It never fetches anything over a network.
class References {
public:
    /// `file`: the file of the document. An embedded document has no file, so references out of it lead
    /// nowhere.
    /// `schema_folders`: where files are found by their `$id`, beside those next to the document.
    References(std::string file, bool allow_outside, std::vector<std::string> schema_folders = {})
        : file_(std::move(file)), allow_outside_(allow_outside), schema_folders_(std::move(schema_folders)) {}

    /// The base URI of references in the document.
    std::string base() const;
    /// Throws std::runtime_error if a folder of schemas is none. What it returns throws the same for a file
    /// that may not or cannot be read, and json::LoadError for one that is not a document.
    schema::Registry::Load loader() const;

private:
    std::string file_;
    bool allow_outside_;
    std::vector<std::string> schema_folders_;
};

} // namespace understudy::contract
