#include "tests/fuzz/plain_json.hpp"

#include <rapidjson/reader.h>

#include <regex>

#include "validator/text/utf8.hpp"

namespace understudy::fuzz {
namespace {

// An escaped surrogate that has no other half comes out encoded by itself.
bool has_surrogate(std::string_view text) {
    for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
        if (static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
    return false;
}

struct Handler {
    using Ch = char;
    using Size = rapidjson::SizeType;

    std::size_t depth_left;
    std::string events = {};

    bool text(char kind, const Ch* text, Size size) {
        append_event(events, kind, {text, size});
        return !has_surrogate({text, size});
    }
    bool open(char kind) { return events += kind, depth_left-- != 0; }
    bool close(char kind) { return events += kind, ++depth_left, true; }

    bool Null() { return events += 'n', true; }
    bool Bool(bool value) { return events += value ? 't' : 'f', true; }
    bool RawNumber(const Ch* at, Size size, bool) { return text('#', at, size); }
    bool String(const Ch* at, Size size, bool) { return text('"', at, size); }
    bool Key(const Ch* at, Size size, bool) { return text(':', at, size); }
    bool StartObject() { return open('{'); }
    bool StartArray() { return open('['); }
    bool EndObject(Size) { return close('}'); }
    bool EndArray(Size) { return close(']'); }
    // Not called: numbers are handed over as they are written.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
};

rapidjson::ParseResult read(const std::string& text, Handler& handler) {
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                                rapidjson::kParseNumbersAsStringsFlag;
    const std::string padded = text + std::string(text::kPadding, '\0'); // its SIMD code reads on
    rapidjson::StringStream stream(padded.c_str());
    return rapidjson::Reader().Parse<kFlags>(stream, handler);
}

// A string takes the number's place, as nothing that follows can make it longer.
bool replace_number(std::string& text, std::size_t at) {
    static const std::regex kNumber(R"(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)");
    std::smatch match;
    const auto begin = text.cbegin() + static_cast<std::ptrdiff_t>(at);
    if (!std::regex_search(begin, text.cend(), match, kNumber, std::regex_constants::match_continuous))
        return false;
    text.replace(at, static_cast<std::size_t>(match.length()), "\"\"");
    return true;
}

bool has_refused_byte(std::string_view text) {
    for (const char byte : text)
        if (byte == '\0' || (byte >= 0x1A && byte <= 0x1F)) return true;
    return text::find_invalid_utf8(text) != text.size();
}

} // namespace

void append_event(std::string& events, char kind, std::string_view text) {
    events.append(1, kind).append(std::to_string(text.size())).append(1, ' ').append(text);
}

PlainJson plain_json(std::string_view given, std::size_t depth) {
    PlainJson plain;
    if (has_refused_byte(given)) return plain;
    for (std::string text(given);;) {
        Handler handler{depth};
        const auto result = read(text, handler);
        plain.is_json = !result.IsError();
        plain.events = handler.events;
        if (result.Code() != rapidjson::kParseErrorNumberTooBig || !replace_number(text, result.Offset()))
            return plain;
        plain.has_huge_number = true;
    }
}

} // namespace understudy::fuzz
