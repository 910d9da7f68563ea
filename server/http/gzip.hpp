#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http/message.hpp"

namespace understudy::http {

/// Whether a client accepts `Content-Encoding: gzip` (RFC 9110 §12.5.3).
bool accepts_gzip(const Request& request);

/// Compresses the bytes to gzip's format (RFC 1952). Throws std::bad_alloc.
std::string gzip(std::string_view bytes);

/// The reply with its body compressed. Null if compression is not worth it, or if the reply already has a
/// content coding or a delivery.
std::shared_ptr<const Reply> gzipped(const Reply& reply);

/// Reply::make() for a reply that may be passed to gzipped(). If the reply can be compressed, its Vary field
/// says so to caches, whoever gets it (RFC 9110 §12.5.5).
std::shared_ptr<const Reply> negotiable(unsigned status, std::vector<Field> fields, std::string body,
                                        const std::optional<Delivery>& delivery = std::nullopt);

/// Caches the results of gzipped() for replies that are sent again and again. Threads may share it.
class GzipCache {
public:
    /// gzipped(), computed once per reply for as long as the reply lives.
    std::shared_ptr<const Reply> of(const std::shared_ptr<const Reply>& reply);

private:
    static constexpr std::size_t kMost = 512;

    struct Made {
        std::weak_ptr<const Reply> from; ///< shows whether the address still belongs to that reply
        std::shared_ptr<const Reply> reply;
    };
    std::mutex mutex_; ///< guards made_
    std::unordered_map<const Reply*, Made> made_;
};

} // namespace understudy::http
