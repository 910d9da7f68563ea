#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "validator/json/limits.hpp"

namespace understudy::json {

/// Why a text is not JSON (RFC 8259), and where.
struct SyntaxError {
    std::size_t offset = 0;
    std::string reason;
};

/// What a JSON text is made of, in its order. Strings are decoded, numbers are the literal as written. `at`
/// is the event's first byte, of which Reader::offset_of() knows the place. All pointers stay valid until the
/// reader's next text; kPadding bytes (utf8.hpp) can be read from each, however short it is.
class Events {
public:
    virtual void null(const char* at) = 0;
    virtual void boolean(const char* at, bool value) = 0;
    virtual void number(const char* at, std::string_view literal) = 0;
    virtual void string(const char* at, std::string_view value) = 0;
    virtual void start_object(const char* at) = 0;
    virtual void key(const char* at, std::string_view name) = 0;
    virtual void end_object(const char* at) = 0;
    virtual void start_array(const char* at) = 0;
    virtual void end_array(const char* at) = 0;

protected:
    ~Events() = default;
};

/// Reads JSON texts, one after the other, into events.
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
    std::optional<SyntaxError> read(std::string_view text, Events& events);

    /// From the next event on, events go to another. For use while read() is at work.
    void redirect(Events& events) { *events_ = &events; }

    /// The start of the text that is read, kPadding zeros after it.
    const char* text() const { return buffer_.get(); }

private:
    void reserve(std::size_t size);

    Limits limits_;
    Events** events_ = nullptr;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
};

} // namespace understudy::json
