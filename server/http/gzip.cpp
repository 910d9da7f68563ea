#include "server/http/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::http {
namespace {

/// Compression does not speed up a reply that fits into one packet.
constexpr std::size_t kWorthIt = 860;

bool has(std::span<const Field> fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(),
                       [name](const Field& field) { return text::equal_ignoring_case(field.name, name); });
}

/// Whether Vary names Accept-Encoding, or everything.
bool varies(std::span<const Field> fields) {
    for (const Field& field : fields) {
        if (!text::equal_ignoring_case(field.name, "vary")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view part = text::take_until(rest, ',');
            if (text::equal_ignoring_case(text::trimmed(part), "accept-encoding") ||
                text::trimmed(part) == "*")
                return true;
        }
    }
    return false;
}

/// `;q=0`, `;q=0.000`.
bool is_refused(std::string_view parameters) {
    const std::size_t equals = parameters.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view weight = text::trimmed(parameters.substr(equals + 1));
    return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

} // namespace

bool accepts_gzip(const Request& request) {
    bool any = false;
    for (std::string_view rest = request.field("accept-encoding"); !rest.empty();) {
        const std::string_view part = text::take_until(rest, ',');
        const std::size_t parameters = std::min(part.find(';'), part.size());
        const std::string_view coding = text::trimmed(part.substr(0, parameters));
        const bool refused = is_refused(part.substr(parameters));
        if (text::equal_ignoring_case(coding, "gzip") || text::equal_ignoring_case(coding, "x-gzip"))
            return !refused;
        if (coding == "*") any = !refused;
    }
    return any;
}

std::string gzip(std::string_view bytes) {
    constexpr int kWindow = 15 + 16; // the largest window, with gzip's header
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::shared_ptr<const Reply> GzipCache::of(const std::shared_ptr<const Reply>& reply) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = made_.find(reply.get());
        if (found != made_.end() && found->second.from.lock() == reply) return found->second.reply;
    }
    auto made = gzipped(*reply);
    if (made == nullptr) return nullptr;
    const std::lock_guard lock(mutex_);
    if (made_.size() >= kMost) made_.clear();
    made_[reply.get()] = {reply, made};
    return made;
}

std::shared_ptr<const Reply> gzipped(const Reply& reply) {
    if (reply.body().size() < kWorthIt || reply.delivery() != nullptr) return nullptr; // see negotiable()
    std::vector<Field> fields = reply.fields();
    if (has(fields, "content-encoding")) return nullptr;
    fields.push_back({"content-encoding", "gzip"});
    if (!varies(fields)) fields.push_back({"vary", "accept-encoding"});
    return Reply::make(reply.status(), fields, gzip(reply.body()));
}

std::shared_ptr<const Reply> negotiable(unsigned status, std::vector<Field> fields, std::string body,
                                        const std::optional<Delivery>& delivery) {
    if (body.size() >= kWorthIt && !delivery && !has(fields, "content-encoding") && !varies(fields))
        fields.push_back({"vary", "accept-encoding"});
    return Reply::make(status, fields, std::move(body), delivery);
}

} // namespace understudy::http
