#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/header_field.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// One exchange of an HTTP Archive. Views are into the archive.
struct HarEntry {
    std::size_t index = 0; ///< among `log.entries`
    std::string_view method;
    std::string_view url; ///< may hold secrets
    unsigned status = 0;
    std::vector<contract::HeaderField>
        headers; ///< without Content-Encoding and the like: the body is decoded
    std::string body;
    std::int64_t at_ms = 0; ///< since 1970, as `startedDateTime` and `time` tell when the response was whole
};

/// An HTTP Archive 1.2 (www.softwareishard.com/blog/har-12-spec).
class Har {
public:
    /// Throws json::LoadError (file, place, pointer, reason) for anything that is not one.
    static Har parse(std::string file, std::string text);

    /// Whether a JSON text says that it is one: it begins as an object with a `log`.
    static bool looks_like(std::string_view text);

    const std::string& file() const { return document_->file(); }
    const std::vector<HarEntry>& entries() const { return entries_; }

private:
    Har() = default;

    std::shared_ptr<const json::Document> document_;
    std::vector<HarEntry> entries_;
};

} // namespace understudy::intake
