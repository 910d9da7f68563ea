#pragma once

#include <string>

#include "validator/schema/dialect/registry.hpp"

namespace understudy::contract {

/// Which files the `$ref`s of a document may lead to: those in its own folder and below, unless others are
/// allowed. Nothing is fetched over a network.
class References {
public:
    /// `file`: of the document; of an embedded one, which is no file, all references leave it nowhere to go.
    References(std::string file, bool allow_outside)
        : file_(std::move(file)), allow_outside_(allow_outside) {}

    /// The base URI of references in the document.
    std::string base() const;
    /// Throws std::runtime_error for a file that may not be read or cannot be, json::LoadError for one that
    /// is no document.
    schema::Registry::Load loader() const;

private:
    std::string file_;
    bool allow_outside_;
};

} // namespace understudy::contract
