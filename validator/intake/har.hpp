#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/intake/exchange.hpp"

namespace understudy::intake {

/// An HTTP Archive 1.2 (www.softwareishard.com/blog/har-12-spec).
class Har {
public:
    /// Throws json::LoadError (file, place, pointer, reason) for anything that is not one.
    static Har parse(std::string file, std::string text);

    /// Whether a JSON text says that it is one: it begins as an object with a `log`.
    static bool looks_like(std::string_view text);

    const std::string& file() const { return document_->file(); }
    const std::vector<Exchange>& entries() const { return entries_; }

private:
    Har() = default;

    std::shared_ptr<const json::Document> document_;
    std::vector<Exchange> entries_;
};

} // namespace understudy::intake
