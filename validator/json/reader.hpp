#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "validator/json/expected_name.hpp"
#include "validator/json/limits.hpp"
#include "validator/json/window.hpp"

namespace understudy::json {

/// Why a text is not JSON (RFC 8259), and where.
struct SyntaxError {
    std::size_t offset = 0;
    std::string reason;
};

/// Receives the values and names of a JSON text in their order.
///
/// Strings come decoded, and numbers as they are written. `at` is the event's first byte; Reader::offset_of()
/// gives its offset. All pointers stay valid until the reader's next text. text::kPadding bytes (utf8.hpp)
/// can be read from each, even if the string is shorter.
class EventHandler {
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

    /// The name that the receiver expects of the next member, if it expects one. If that name comes,
    /// expected_key() is called in place of key().
    const ExpectedName& expected() const { return *expected_; }
    virtual void expected_key(const char* /*at*/) {}

protected:
    ~EventHandler() = default;

    /// Expects `name` from the next event on. It must last.
    void expect(const ExpectedName& name) { expected_ = &name; }

private:
    static inline const ExpectedName kNone{};
    const ExpectedName* expected_ = &kNone;
};

/// Reads JSON texts, one after the other, into events.
///
/// The parser is RapidJSON's recursive one, which is a quarter faster than its iterative one. The depth limit
/// is checked on the way down, so no text can exhaust the stack. It parses in place, in a copy (Window),
/// which is also checked to be UTF-8 and has zeros after its end, so the scans read blocks without a test for
/// the end.
///
/// RapidJSON keeps the grammar. The source of bytes (TextStream) and the scanners of strings, numbers and
/// members are ours, because RapidJSON's let some control characters through and refuse a number that a
/// double cannot hold. A receiver that says which name it expects next (EventHandler::expect()) saves the
/// search for that name's end, and its decoding.
class Reader {
public:
    explicit Reader(Limits limits = {}) : limits_(limits), window_(limits.window) {}

    std::size_t offset_of(const char* at) const { return window_.offset_of(at); }

    /// Nothing if `text` is one JSON value with white space around it. The events before an error have been
    /// delivered, and after a lone surrogate (RFC 8259 §8.2) also those behind it.
    ///
    /// A text longer than Limits::window is copied piece by piece. Then pointers stay valid only until the
    /// next event, unless they are pinned or kept. `passed` is called with the offset up to which the text is
    /// no longer needed.
    std::optional<SyntaxError> read(std::string_view text, EventHandler& events,
                                    std::function<void(std::size_t)> passed = {});

    /// Sends the events to another handler from the next one on. For use during read().
    void redirect(EventHandler& events) { *events_ = &events; }

    /// The start of the text at hand, which has text::kPadding zeros after it.
    const char* text() const { return window_.begin(); }

    /// Keeps pointers from `at` on valid; nullptr ends that.
    void pin(const char* at) { window_.pin(at); }
    /// The same name, in memory that lasts until the next text.
    std::string_view keep(std::string_view name) { return window_.keep(name); }

private:
    Limits limits_;
    EventHandler** events_ = nullptr;
    Window window_;
};

} // namespace understudy::json
