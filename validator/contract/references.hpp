#pragma once

#include <string>

#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

/// Decides which files the `$ref`s of a document may lead to: those in its own folder and below, unless
/// others are allowed. It never fetches anything over a network.
class References {
public:
    /// `file`: the file of the document. An embedded document has no file, so references out of it lead
    /// nowhere.
    References(std::string file, bool allow_outside)
        : file_(std::move(file)), allow_outside_(allow_outside) {}

    /// The base URI of references in the document.
    std::string base() const;
    /// Throws std::runtime_error for a file that may not or cannot be read, and json::LoadError for one that
    /// is not a document.
    schema::Registry::Load loader() const;

private:
    std::string file_;
    bool allow_outside_;
};

} // namespace understudy::contract
