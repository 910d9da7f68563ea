#include "validator/intake/content_coding.hpp"

#ifdef UNDERSTUDY_BROTLI
#include <brotli/decode.h>
#endif

#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::intake {
namespace {

#ifdef UNDERSTUDY_BROTLI
class Brotli final : public Decoder {
public:
    Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
        if (state_ == nullptr) throw DecodingError("not enough memory for Brotli");
    }
    Brotli(const Brotli&) = delete;
    Brotli& operator=(const Brotli&) = delete;
    ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

    bool is_at_end() const override { return BrotliDecoderIsFinished(state_) != 0; }

private:
    std::size_t step(std::string_view& input, char* to, std::size_t room) override {
        if (is_at_end() && !input.empty()) throw DecodingError("damaged Brotli: more behind its end");
        std::size_t left = input.size(), free = room;
        const auto* next = reinterpret_cast<const std::uint8_t*>(input.data());
        auto* out = reinterpret_cast<std::uint8_t*>(to);
        const auto result = BrotliDecoderDecompressStream(state_, &left, &next, &free, &out, nullptr);
        if (result == BROTLI_DECODER_RESULT_ERROR)
            throw DecodingError(std::string("damaged Brotli: ") +
                                BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state_)));
        input.remove_prefix(input.size() - left);
        return room - free;
    }

    BrotliDecoderState* state_;
};
#endif

bool is_json(const std::string& text) {
    try {
        json::Document::parse("", text);
        return true;
    } catch (const json::LoadError&) {
        return false;
    }
}

constexpr std::size_t kMostDecoded = std::size_t{1} << 30;

} // namespace

std::unique_ptr<Decoder> brotli_decoder() {
#ifdef UNDERSTUDY_BROTLI
    return std::make_unique<Brotli>();
#else
    return nullptr;
#endif
}

std::optional<std::string> decode_all(std::string_view bytes, Decoder& decoder, std::size_t most) {
    std::string text;
    std::string piece(std::size_t{1} << 16, '\0');
    try {
        while (text.size() <= most) {
            const std::size_t count = decoder.decode(bytes, piece.data(), piece.size());
            text.append(piece, 0, count);
            if (count == 0 && bytes.empty()) break;
        }
    } catch (const DecodingError&) {
        return std::nullopt;
    }
    return decoder.is_at_end() && text.size() <= most ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> undo_coding(std::string bytes, std::string_view content_encoding) {
    if (const auto decoder = Decoder::of(bytes)) return decode_all(bytes, *decoder, kMostDecoded);
    if (!text::equal_ignoring_case(content_encoding, "br") || is_json(bytes)) return bytes;
    const auto decoder = brotli_decoder();
    auto decoded = decoder == nullptr ? std::nullopt : decode_all(bytes, *decoder, kMostDecoded);
    if (!decoded && text::find_invalid_utf8(bytes) == bytes.size()) return bytes;
    return decoded;
}

std::string_view undecodable_words() {
#ifdef UNDERSTUDY_BROTLI
    return "damaged in its content coding";
#else
    return "damaged in its content coding, or in br, which this program was built without";
#endif
}

} // namespace understudy::intake
