#include "validator/json/reader.hpp"

#include "validator/json/syntax_words.hpp"
#include "validator/json/text_stream.hpp"

namespace understudy::json {
namespace {

constexpr unsigned kFlags =
    rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag;

/// RapidJSON's handler concept, mapped to EventHandler. It stops the parser only if the nesting is too
/// deep.
struct Adapter {
    using Ch = char;
    using Size = rapidjson::SizeType;

    EventHandler* events;
    TextStream& stream;
    std::size_t depth_left;
    std::size_t longest; ///< string
    bool is_too_long = false;

    bool Null() { return events->null(stream.src_ - 4), true; }
    bool Bool(bool value) { return events->boolean(stream.src_ - (value ? 4 : 5), value), true; }
    bool RawNumber(const Ch* at, Size size, bool) { return events->number(at, {at, size}), true; }
    bool String(const Ch* at, Size size, bool) { return events->string(at - 1, {at, size}), true; }
    bool Key(const Ch* at, Size size, bool) { return events->key(at - 1, {at, size}), true; }
    bool StartObject() { return depth_left-- != 0 && (events->start_object(stream.src_ - 1), true); }
    bool StartArray() { return depth_left-- != 0 && (events->start_array(stream.src_ - 1), true); }
    bool EndObject(Size) { return ++depth_left, events->end_object(stream.src_ - 1), true; }
    bool EndArray(Size) { return ++depth_left, events->end_array(stream.src_ - 1), true; }
};

} // namespace
} // namespace understudy::json

// RapidJSON's reader, with its scanners of strings, numbers and members put in anew for our stream: its own
// string scanner copies, and lets the control characters 0x1A to 0x1F through; its number scanner refuses
// what a double cannot hold; and its member loop keeps the place in memory, where each step waits for the
// last one to be stored, which is a quarter of the time that it takes to check a document.
namespace rapidjson {

using understudy::json::Adapter;
using understudy::json::kFlags;
using understudy::json::TextStream;

inline char* skip_space(TextStream& stream, char* at) {
    if (static_cast<unsigned char>(*at) > ' ') return at;
    for (;;) {
        while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') ++at;
        if (*at != '\0' || !stream.load(at, at)) return at;
    }
}

template <>
inline void SkipWhitespace(TextStream& stream) {
    stream.src_ = skip_space(stream, stream.src_);
    stream.load_word();
}

template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ScanCopyUnescapedString(TextStream& stream,
                                                                                 TextStream&) {
    stream.scan();
}

template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseString<kFlags>(TextStream& stream,
                                                                             Adapter& adapter, bool is_key) {
    char* const begin = ++stream.src_;
    stream.load_string();
    std::size_t size = stream.plain_length(begin);
    if (begin[size] == '"') {
        stream.src_ = begin + size + 1;
    } else {
        stream.PutBegin();
        ParseStringToStream<kFlags, UTF8<>, UTF8<>>(stream, stream);
        if (HasParseError()) return;
        size = stream.PutEnd(begin) - 1;
    }
    if (size > adapter.longest) {
        adapter.is_too_long = true;
        stream.src_ = begin;
        return SetParseError(kParseErrorTermination, stream.Tell());
    }
    const auto length = static_cast<SizeType>(size);
    is_key ? adapter.Key(begin, length, false) : adapter.String(begin, length, false);
}

// Must stand before any use of them.
template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseArray<kFlags>(TextStream&, Adapter&);
template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseNumber<kFlags>(TextStream&, Adapter&);

// The value at `at`. A scalar without escapes that is here as a whole is delivered at once; RapidJSON parses
// the rest. The place after it; the error is the reader's.
template <class Parse>
char* value(TextStream& stream, Adapter& adapter, char* at, Parse&& parse) {
    const auto is_word = [at](const char* word) { return std::memcmp(at, word, 4) == 0; };
    if (*at == '"') {
        const std::size_t size = TextStream::plain_length(at + 1);
        if (at[size + 1] == '"' && size <= adapter.longest) {
            adapter.events->string(at, {at + 1, size});
            return at + size + 2;
        }
    } else if (is_word("null")) {
        adapter.events->null(at);
        return at + 4;
    } else if (is_word("true")) {
        adapter.events->boolean(at, true);
        return at + 4;
    } else if (*at != '{' && *at != '[') {
        const TextStream::Number number = TextStream::scan_number(at);
        if (number.error == kParseErrorNone && *number.end != '\0') {
            adapter.events->number(at, {at, static_cast<std::size_t>(number.end - at)});
            return at + (number.end - at);
        }
    }
    stream.src_ = at;
    stream.load_word();
    parse();
    return stream.src_;
}

// Reads the name at `at` in the same way.
template <class Parse>
char* name(TextStream& stream, Adapter& adapter, char* at, Parse&& parse) {
    const std::size_t size = TextStream::plain_length(at + 1);
    if (at[size + 1] == '"' && size <= adapter.longest) {
        adapter.events->key(at, {at + 1, size});
        return at + size + 2;
    }
    stream.src_ = at;
    parse();
    return stream.src_;
}

template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseObject<kFlags>(TextStream& stream,
                                                                             Adapter& adapter) {
    const auto fail = [&](char* at, ParseErrorCode code) {
        stream.src_ = at;
        SetParseError(code, stream.Tell());
    };
    char* at = ++stream.src_;
    if (!adapter.StartObject()) return fail(at, kParseErrorTermination);
    at = skip_space(stream, at);
    for (bool first = true;; first = false) {
        if (first && *at == '}') break;
        if (*at != '"') return fail(at, kParseErrorObjectMissName);
        const understudy::json::ExpectedName& expected = adapter.events->expected();
        if (expected.is_at(at + 1) && expected.size() <= adapter.longest) {
            adapter.events->expected_key(at);
            at += expected.size() + 3;
        } else {
            at = name(stream, adapter, at, [&] { ParseString<kFlags>(stream, adapter, true); });
            if (HasParseError()) return;
            at = skip_space(stream, at);
            if (*at != ':') return fail(at, kParseErrorObjectMissColon);
            ++at;
        }
        at = value(stream, adapter, skip_space(stream, at), [&] { ParseValue<kFlags>(stream, adapter); });
        if (HasParseError()) return;
        at = skip_space(stream, at);
        if (*at == '}') break;
        if (*at != ',') return fail(at, kParseErrorObjectMissCommaOrCurlyBracket);
        at = skip_space(stream, at + 1);
    }
    stream.src_ = at + 1;
    adapter.EndObject(0);
}

template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseArray<kFlags>(TextStream& stream,
                                                                            Adapter& adapter) {
    const auto fail = [&](char* at, ParseErrorCode code) {
        stream.src_ = at;
        SetParseError(code, stream.Tell());
    };
    char* at = ++stream.src_;
    if (!adapter.StartArray()) return fail(at, kParseErrorTermination);
    at = skip_space(stream, at);
    for (bool first = true;; first = false) {
        if (first && *at == ']') break;
        at = value(stream, adapter, at, [&] { ParseValue<kFlags>(stream, adapter); });
        if (HasParseError()) return;
        at = skip_space(stream, at);
        if (*at == ']') break;
        if (*at != ',') return fail(at, kParseErrorArrayMissCommaOrSquareBracket);
        at = skip_space(stream, at + 1);
    }
    stream.src_ = at + 1;
    adapter.EndArray(0);
}

// RFC 8259 §6.
template <>
template <>
inline void GenericReader<UTF8<>, UTF8<>, CrtAllocator>::ParseNumber<kFlags>(TextStream& stream,
                                                                             Adapter& adapter) {
    char* const begin = stream.src_;
    TextStream::Number number = TextStream::scan_number(begin);
    // The number may continue behind the end of this piece.
    while (*number.end == '\0' && stream.load(number.end, begin)) number = TextStream::scan_number(begin);
    stream.src_ += number.end - begin;
    if (number.error != kParseErrorNone) return SetParseError(number.error, stream.Tell());
    adapter.RawNumber(begin, static_cast<SizeType>(stream.src_ - begin), false);
}

} // namespace rapidjson

namespace understudy::json {
namespace {

Expected expected_by(rapidjson::ParseErrorCode code) {
    switch (code) {
        case rapidjson::kParseErrorObjectMissName:
            return Expected::name;
        case rapidjson::kParseErrorObjectMissColon:
            return Expected::colon;
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
            return Expected::comma;
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
            return Expected::digits;
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
            return Expected::pair;
        case rapidjson::kParseErrorStringEscapeInvalid:
            return Expected::escape;
        case rapidjson::kParseErrorStringMissQuotationMark:
        case rapidjson::kParseErrorStringInvalidEncoding:
            return Expected::string;
        case rapidjson::kParseErrorNumberMissFraction:
            return Expected::fraction;
        case rapidjson::kParseErrorNumberMissExponent:
            return Expected::exponent;
        default:
            return Expected::value;
    }
}

} // namespace

std::optional<SyntaxError> Reader::read(std::string_view text, EventHandler& events,
                                        std::function<void(std::size_t)> passed) {
    if (text.size() > limits_.size)
        return SyntaxError{limits_.size,
                           "longer than the limit of " + std::to_string(limits_.size) + " bytes"};
    char* const begin = window_.open(text, std::move(passed));
    const auto invalid = [&] {
        const std::string other = window_.invalid() <= 2 ? other_text_words(text) : "";
        return SyntaxError{window_.invalid(), other.empty() ? "not well-formed UTF-8" : other};
    };
    if (window_.invalid() != text.size()) return invalid();

    TextStream stream(begin, window_);
    Adapter adapter{&events, stream, limits_.depth, limits_.string};
    events_ = &adapter.events;
    rapidjson::Reader reader;
    const auto result = reader.Parse<kFlags>(stream, adapter);
    if (window_.invalid() != text.size()) return invalid();
    if (stream.lone_surrogate_ != TextStream::kNone)
        return SyntaxError{stream.lone_surrogate_, "an escaped surrogate without its pair"};
    if (result.IsError()) {
        if (adapter.is_too_long)
            return SyntaxError{offset_of(stream.src_) - 1, "a string longer than the limit of " +
                                                               std::to_string(limits_.string) + " bytes"};
        if (result.Code() == rapidjson::kParseErrorTermination)
            return SyntaxError{offset_of(stream.src_) - 1,
                               "nested deeper than the limit of " + std::to_string(limits_.depth)};
        if (result.Code() == rapidjson::kParseErrorDocumentEmpty) return SyntaxError{0, "empty"};
        if (result.Offset() >= text.size()) return SyntaxError{text.size(), "cut off before its end"};
        const std::string other = result.Offset() <= 1 ? other_text_words(text) : "";
        return SyntaxError{
            result.Offset(),
            !other.empty() ? other : syntax_words(text, result.Offset(), expected_by(result.Code()))};
    }
    const std::size_t rest = text.find_first_not_of(" \t\r\n", offset_of(stream.src_));
    if (rest != std::string_view::npos) return SyntaxError{rest, "more bytes after the end of the document"};
    return std::nullopt;
}

} // namespace understudy::json
