#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/reader.hpp"

namespace understudy::json {

/// Builds a Value from a reader's events. Its strings are views into the reader's buffer; a string's `end` is
/// not known to events and left at its offset.
class TreeBuilder final : public EventHandler {
public:
    explicit TreeBuilder(const Reader& reader) : reader_(reader) {}

    void null(const char* at) override { add(Kind::null, at, 4); }
    void boolean(const char* at, bool value) override {
        add(Kind::boolean, at, value ? 4 : 5).boolean = value;
    }
    void number(const char* at, std::string_view literal) override {
        add(Kind::number, at, literal.size()).text = literal;
    }
    void string(const char* at, std::string_view value) override { add(Kind::string, at, 0).text = value; }
    void start_object(const char* at) override { open(Kind::object, at); }
    void start_array(const char* at) override { open(Kind::array, at); }
    void key(const char* at, std::string_view name) override;
    void end_object(const char* at) override { close(at); }
    void end_array(const char* at) override { close(at); }

    /// Ready for another value, even if the last one was not completed.
    void clear() { open_.clear(), root_ = Value(); }
    /// Whether an array or object is open: more of the value is to come.
    bool is_open() const { return !open_.empty(); }
    Value take_root() { return std::exchange(root_, {}); }

private:
    Value& add(Kind kind, const char* at, std::size_t size);
    // A parent grows only after its last child is closed, so pointers to open values stay good.
    void open(Kind kind, const char* at) { open_.push_back(&add(kind, at, 0)); }
    void close(const char* at) {
        open_.back()->end = reader_.offset_of(at) + 1;
        open_.pop_back();
    }

    const Reader& reader_;
    Value root_;
    std::vector<Value*> open_;
};

} // namespace understudy::json
