#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http/message.hpp"

namespace understudy::http {

/// Whether a client takes `Content-Encoding: gzip` (RFC 9110 §12.5.3).
bool accepts_gzip(const Request& request);

/// The bytes in gzip's format (RFC 1952). Throws std::bad_alloc.
std::string gzip(std::string_view bytes);

/// The reply with its body compressed; null where that is not worth it, or it has a coding or a delivery
/// already.
std::shared_ptr<const Reply> gzipped(const Reply& reply);

/// Reply::make() of a reply that gzipped() may be asked for: where it would be compressed for some, it tells
/// caches so in Vary, to whomever it is sent (RFC 9110 §12.5.5).
std::shared_ptr<const Reply> negotiable(unsigned status, std::vector<Field> fields, std::string body,
                                        const std::optional<Delivery>& delivery = std::nullopt);

/// What gzipped() has made of replies that are sent again and again. Threads may share it.
class GzipCache {
public:
    /// gzipped(), made once for a reply that lives on.
    std::shared_ptr<const Reply> of(const std::shared_ptr<const Reply>& reply);

private:
    static constexpr std::size_t kMost = 512;

    struct Made {
        std::weak_ptr<const Reply> from; ///< whether the address is still that reply's
        std::shared_ptr<const Reply> reply;
    };
    std::mutex mutex_; ///< of made_
    std::unordered_map<const Reply*, Made> made_;
};

} // namespace understudy::http
