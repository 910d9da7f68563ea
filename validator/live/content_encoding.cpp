#include "validator/live/content_encoding.hpp"

#include <zlib.h>

#include <algorithm>

#include "validator/intake/content_coding.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::live {
namespace {

// Repetitive JSON stays below this ratio, and a decompression bomb exceeds it.
constexpr std::size_t kMostRatio = 200, kAlwaysAllowed = std::size_t{1} << 20;

constexpr int kGzip = 15 + 16, kZlib = 15, kRaw = -15; // zlib's windowBits

class Inflater {
public:
    explicit Inflater(int window_bits) : is_gzip_(window_bits == kGzip) {
        inflateInit2(&stream_, window_bits);
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Decoding run(std::string_view in, std::string& out, std::size_t most) {
        most = std::min(most, std::max(kAlwaysAllowed, in.size() * kMostRatio));
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data())); // zlib does not write there
        stream_.avail_in = static_cast<uInt>(in.size());
        char buffer[1 << 16];
        for (;;) {
            stream_.next_out = reinterpret_cast<Bytef*>(buffer);
            stream_.avail_out = sizeof buffer;
            const int result = inflate(&stream_, Z_NO_FLUSH);
            out.append(buffer, sizeof buffer - stream_.avail_out);
            if (out.size() > most) return Decoding::too_large;
            if (result == Z_STREAM_END) {
                // A gzip body is a series of members (RFC 1952 §2.2).
                const bool has_more = is_gzip_ && stream_.avail_in != 0;
                if (!has_more || inflateReset(&stream_) != Z_OK) break;
                continue;
            }
            if (result != Z_OK)
                return Decoding::damaged; // also Z_BUF_ERROR: the input ends before the content does
        }
        return stream_.avail_in == 0 ? Decoding::done : Decoding::damaged;
    }

private:
    const bool is_gzip_;
    z_stream stream_ = {};
};

Decoding undo_brotli(std::string_view in, std::string& out, std::size_t most) {
    const auto decoder = intake::brotli_decoder();
    if (decoder == nullptr) return Decoding::unknown;
    most = std::min(most, std::max(kAlwaysAllowed, in.size() * kMostRatio));
    try {
        char buffer[1 << 16];
        while (out.size() <= most) {
            const std::size_t count = decoder->decode(in, buffer, sizeof buffer);
            out.append(buffer, count);
            if (count == 0 && in.empty()) return decoder->is_at_end() ? Decoding::done : Decoding::damaged;
        }
    } catch (const intake::DecodingError&) {
        return Decoding::damaged;
    }
    return Decoding::too_large;
}

Decoding undo(std::string_view coding, std::string& body, std::size_t most) {
    std::string out;
    Decoding result = Decoding::unknown;
    if (coding == "identity" || coding.empty()) return Decoding::done;
    if (body.size() > std::size_t{1} << 31) return Decoding::too_large;
    if (coding == "gzip" || coding == "x-gzip") result = Inflater(kGzip).run(body, out, most);
    if (coding == "br") result = undo_brotli(body, out, most);
    if (coding == "deflate") {
        result = Inflater(kZlib).run(body, out, most);
        if (result == Decoding::damaged) {
            out.clear();
            result = Inflater(kRaw).run(body, out, most);
        }
    }
    if (result == Decoding::done) body = std::move(out);
    return result;
}

} // namespace

std::string_view accepted_codings() {
    static const bool has_brotli = intake::brotli_decoder() != nullptr;
    return has_brotli ? "gzip, deflate, br" : "gzip, deflate";
}

Decoding decode_content(std::string_view encoding, std::string& body, std::size_t most) {
    constexpr int kMostCodings = 3;
    for (int i = 0; !encoding.empty(); ++i) {
        if (i == kMostCodings) return Decoding::unknown;
        const std::size_t comma = encoding.rfind(',');
        const std::string coding =
            text::to_lower(text::trimmed(encoding.substr(comma == std::string_view::npos ? 0 : comma + 1)));
        encoding = comma == std::string_view::npos ? std::string_view() : encoding.substr(0, comma);
        if (const Decoding result = undo(coding, body, most); result != Decoding::done) return result;
    }
    return body.size() > most ? Decoding::too_large : Decoding::done;
}

} // namespace understudy::live
