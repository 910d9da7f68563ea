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

/// What a JSON text is made of, in its order. Strings are decoded, numbers are the literal as written. `at`
/// is the event's first byte, of which Reader::offset_of() knows the place. All pointers stay valid until the
/// reader's next text; text::kPadding bytes (utf8.hpp) can be read from each, however short it is.
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

    /// What whoever receives the events expects the next member to be named, where it expects any: then
    /// expected_key() stands for key().
    const ExpectedName& expected() const { return *expected_; }
    virtual void expected_key(const char* /*at*/) {}

protected:
    ~EventHandler() = default;

    /// From the next event on; a name of the receiver's, which lasts.
    void expect(const ExpectedName& name) { expected_ = &name; }

private:
    static inline const ExpectedName kNone{};
    const ExpectedName* expected_ = &kNone;
};

/// Reads JSON texts, one after the other, into events.
///
/// The parser is RapidJSON's recursive one, which is a quarter faster than its iterative one; the depth
/// limit is checked on the way down, so that no text can exhaust the stack. It parses in place, in a copy:
/// the text itself stays whole for whoever reports a place in it.
class Reader {
public:
    explicit Reader(Limits limits = {}) : limits_(limits), window_(limits.window) {}

    std::size_t offset_of(const char* at) const { return window_.offset_of(at); }

    /// Nothing when `text` is one JSON value with white space around it. EventHandler seen before the place
    /// of an error have been delivered, and after a lone surrogate (RFC 8259 §8.2) those behind it as well.
    ///
    /// Of a text longer than Limits::window only a part is copied at a time: then pointers stay valid only
    /// until the next event, but for what is pinned or kept. `passed` is told up to which offset it is done
    /// with the text.
    std::optional<SyntaxError> read(std::string_view text, EventHandler& events,
                                    std::function<void(std::size_t)> passed = {});

    /// From the next event on, events go to another. For use while read() is at work.
    void redirect(EventHandler& events) { *events_ = &events; }

    /// The start of the text that is read, text::kPadding zeros after it.
    const char* text() const { return window_.begin(); }

    /// From `at` on, pointers stay valid; nullptr: no more.
    void pin(const char* at) { window_.pin(at); }
    /// A name that was read, valid until the next text.
    std::string_view keep(std::string_view name) { return window_.keep(name); }

private:
    Limits limits_;
    EventHandler** events_ = nullptr;
    Window window_;
};

} // namespace understudy::json
