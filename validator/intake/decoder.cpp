#include "validator/intake/decoder.hpp"

#include <zlib.h>
#include <zstd.h>

#include <system_error>

namespace understudy::intake {
namespace {

class Gzip final : public Decoder {
public:
    Gzip() {
        constexpr int kGzipOnly = 16;
        if (inflateInit2(&stream_, kGzipOnly + MAX_WBITS) != Z_OK)
            throw DecodingError("not enough memory for gzip");
    }
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    ~Gzip() override { inflateEnd(&stream_); }

    bool is_at_end() const override { return is_at_end_; }

private:
    std::size_t step(std::string_view& input, char* to, std::size_t room) override {
        if (input.empty()) return 0;
        if (is_at_end_) inflateReset(&stream_); // another member follows
        // zlib declares its input non-const but does not write to it.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        stream_.avail_in = static_cast<uInt>(input.size());
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(room);
        const int result = inflate(&stream_, Z_NO_FLUSH);
        input.remove_prefix(input.size() - stream_.avail_in);
        is_at_end_ = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            throw DecodingError(std::string("damaged gzip: ") +
                                (stream_.msg != nullptr ? stream_.msg : "unknown reason"));
        return room - stream_.avail_out;
    }

    z_stream stream_{};
    bool is_at_end_ = false;
};

class Zstandard final : public Decoder {
public:
    Zstandard() : stream_(ZSTD_createDStream()) {
        if (stream_ == nullptr) throw DecodingError("not enough memory for Zstandard");
    }
    Zstandard(const Zstandard&) = delete;
    Zstandard& operator=(const Zstandard&) = delete;
    ~Zstandard() override { ZSTD_freeDStream(stream_); }

    bool is_at_end() const override { return is_at_end_; }

private:
    std::size_t step(std::string_view& input, char* to, std::size_t room) override {
        ZSTD_inBuffer in{input.data(), input.size(), 0};
        ZSTD_outBuffer out{to, room, 0};
        if (input.empty() && is_at_end_) return 0;
        const std::size_t result = ZSTD_decompressStream(stream_, &out, &in);
        if (ZSTD_isError(result) != 0)
            throw DecodingError(std::string("damaged Zstandard: ") + ZSTD_getErrorName(result));
        input.remove_prefix(in.pos);
        is_at_end_ = result == 0;
        return out.pos;
    }

    ZSTD_DStream* stream_;
    bool is_at_end_ = false;
};

} // namespace

std::unique_ptr<Decoder> Decoder::of(std::string_view start) {
    if (start.starts_with("\x1f\x8b")) return std::make_unique<Gzip>();
    if (start.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Zstandard>();
    return nullptr;
}

std::size_t Decoder::decode(std::string_view& input, char* to, std::size_t room) {
    const std::size_t before = input.size();
    const std::size_t count = step(input, to, room);
    in_ += before - input.size();
    out_ += count;
    if (out_ > kFree && out_ / kMostRatio > in_)
        throw DecodingError("decompresses to more than " + std::to_string(kMostRatio) + " times its size");
    return count;
}

} // namespace understudy::intake
