#pragma once

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "validator/json/limits.hpp"
#include "validator/json/text_stream.hpp"
#include "validator/json/utf8.hpp"

/// JSON bytes -> events. Included by what consumes events (schema/evaluator.cpp, json/document.cpp), not by
/// other headers: RapidJSON is slow to compile.
namespace understudy::json {

/// Why a text is not JSON (RFC 8259), and where.
struct SyntaxError {
    std::size_t offset = 0;
    std::string reason;
};

/// Reads JSON texts, one after the other, into a handler's events:
///
///     void null(const char* at);                              void start_object(const char* at);
///     void boolean(const char* at, bool value);               void key(const char* at, std::string_view
///     name); void number(const char* at, std::string_view literal);  void end_object(const char* at); void
///     string(const char* at, std::string_view value);    void start_array(const char* at);
///                                                             void end_array(const char* at);
///
/// Strings are decoded, numbers are the literal as written. `at` is the event's first byte; offset_of(at)
/// counts from the start of the text. All pointers stay valid until the next read().
///
/// The parser is RapidJSON's recursive one, which is a quarter faster than its iterative one; the depth
/// limit is checked on the way down, so that no text can exhaust the stack. It parses in place, in a copy:
/// the text itself stays whole for whoever reports a place in it.
class Reader {
public:
    explicit Reader(Limits limits = {}) : limits_(limits) {}

    std::size_t offset_of(const char* at) const { return static_cast<std::size_t>(at - buffer_.get()); }

    /// Nothing when `text` is one JSON value with white space around it. Events seen before the place of an
    /// error have been delivered, and after a lone surrogate (RFC 8259 §8.2) those behind it as well.
    template <class Handler>
    std::optional<SyntaxError> read(std::string_view text, Handler& handler);

private:
    template <class Handler>
    struct Events;

    void reserve(std::size_t size) {
        if (size <= capacity_) return;
        capacity_ = size + size / 2;
        buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
    }

    Limits limits_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
};

/// RapidJSON's handler concept, mapped to ours. Its answer to every event is "go on", but for nesting that
/// is too deep.
template <class Handler>
struct Reader::Events {
    using Ch = char;
    using Size = rapidjson::SizeType;

    Handler& handler;
    TextStream& stream;
    std::size_t depth_left;

    bool Null() { return handler.null(stream.src_ - 4), true; }
    bool Bool(bool value) { return handler.boolean(stream.src_ - (value ? 4 : 5), value), true; }
    bool RawNumber(const Ch* at, Size size, bool) { return handler.number(at, {at, size}), true; }
    bool String(const Ch* at, Size size, bool) { return handler.string(at - 1, {at, size}), true; }
    bool Key(const Ch* at, Size size, bool) { return handler.key(at - 1, {at, size}), true; }
    bool StartObject() { return depth_left-- != 0 && (handler.start_object(stream.src_ - 1), true); }
    bool StartArray() { return depth_left-- != 0 && (handler.start_array(stream.src_ - 1), true); }
    bool EndObject(Size) { return ++depth_left, handler.end_object(stream.src_ - 1), true; }
    bool EndArray(Size) { return ++depth_left, handler.end_array(stream.src_ - 1), true; }
    // Never called: numbers come as text.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }
};

template <class Handler>
std::optional<SyntaxError> Reader::read(std::string_view text, Handler& handler) {
    if (text.size() > limits_.size)
        return SyntaxError{limits_.size,
                           "longer than the limit of " + std::to_string(limits_.size) + " bytes"};
    reserve(text.size() + kPadding);
    if (const std::size_t invalid = copy_utf8(text, buffer_.get()); invalid != text.size())
        return SyntaxError{invalid, "not well-formed UTF-8"};

    TextStream stream(buffer_.get());
    Events<Handler> events{handler, stream, limits_.depth};
    rapidjson::Reader reader;
    constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag |
                                rapidjson::kParseStopWhenDoneFlag;
    const auto result = reader.Parse<kFlags>(stream, events);
    if (stream.lone_surrogate_ != TextStream::kNone)
        return SyntaxError{stream.lone_surrogate_, "an escaped surrogate without its pair"};
    if (result.IsError()) {
        if (result.Code() == rapidjson::kParseErrorTermination)
            return SyntaxError{offset_of(stream.src_) - 1,
                               "nested deeper than the limit of " + std::to_string(limits_.depth)};
        if (result.Code() == rapidjson::kParseErrorDocumentEmpty) return SyntaxError{0, "empty"};
        if (result.Offset() >= text.size()) return SyntaxError{text.size(), "cut off before its end"};
        return SyntaxError{result.Offset(), rapidjson::GetParseError_En(result.Code())};
    }
    const std::size_t rest = text.find_first_not_of(" \t\r\n", offset_of(stream.src_));
    if (rest != std::string_view::npos) return SyntaxError{rest, "more bytes after the end of the document"};
    return std::nullopt;
}

} // namespace understudy::json
