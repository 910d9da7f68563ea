#pragma once

#include <cstddef>
#include <string_view>
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
    void end_object(const char* at) override;
    void end_array(const char* at) override;

    /// Ready for another value, even if the last one was not completed.
    void clear() { open_.clear(), values_.clear(); }
    /// Whether an array or object is open: more of the value is to come.
    bool is_open() const { return !open_.empty(); }
    Value take_root();

private:
    Value& add(Kind kind, const char* at, std::size_t size);
    void open(Kind kind, const char* at) {
        add(kind, at, 0);
        open_.push_back(values_.size() - 1);
    }
    void close(const char* at);

    const Reader& reader_;
    // What is open, each followed by those of its children that are complete: these move into it when it is
    // closed, when their number is known. The child of an object has its name before it has its value.
    std::vector<Member> values_;
    std::vector<std::size_t> open_; // places in values_
};

} // namespace understudy::json
