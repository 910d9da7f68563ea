#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/error.hpp"
#include "validator/json/limits.hpp"
#include "validator/json/position.hpp"

namespace understudy::json {

enum class Kind { null, boolean, number, string, array, object };

struct Member;

/// One value of a Document, which owns the bytes behind its views.
struct Value {
    Kind kind = Kind::null;
    bool boolean = false;        ///< of a boolean
    std::size_t offset = 0;      ///< its first byte in the text
    std::size_t end = 0;         ///< one past its last byte
    std::size_t name_offset = 0; ///< of a member: where its name begins
    std::string_view text;       ///< a string, decoded; a number, as it is written
    std::vector<Value> elements; ///< of an array
    std::vector<Member> members; ///< of an object, in the order of the text, no name twice

    /// The member's value; nullptr if the object has no such member, or this is not an object.
    const Value* find(std::string_view name) const;

    bool is(Kind other) const { return kind == other; }
};

struct Member {
    std::string_view name;
    Value value;
};

/// The value that a JSON Pointer names (RFC 6901) from `value` on, or nullptr.
const Value* find(const Value& value, std::string_view pointer);

/// A JSON text that is kept whole: a contract, a fixture, a schema. For responses, which are only passed
/// through, see Reader.
class Document {
public:
    /// Throws LoadError (with the place) for anything that is not one JSON value, or that gives a name twice.
    static Document parse(std::string file, std::string text, Limits limits = {});
    /// Also throws LoadError if the file cannot be read.
    static Document load(const std::string& file, Limits limits = {});
    /// Takes the tree that the parser of another notation has made of `text`. The views in `root` are into
    /// `strings`, its offsets into `text`.
    static Document of(std::string file, std::string text, std::unique_ptr<char[]> strings, Value root);

    Document(Document&&) noexcept;
    ~Document();

    const std::string& file() const { return file_; }
    std::string_view text() const { return *text_; }
    const Value& root() const { return *root_; }

    /// The value that a JSON Pointer names (RFC 6901), or nullptr.
    const Value* at(std::string_view pointer) const;

    /// A LoadError that names this value's place. `value` must belong to this document.
    LoadError error(const Value& value, const std::string& pointer, const std::string& reason) const;

private:
    struct Places;

    Document(std::string file, std::string text);

    std::string file_;
    // Behind pointers, so that views and references survive a move.
    std::unique_ptr<std::string> text_;
    std::unique_ptr<char[]> strings_;
    std::unique_ptr<Value> root_;
    std::unique_ptr<Places> places_;
};

/// The bytes of a file. Throws LoadError with the system's reason.
std::string read_file(const std::string& file);

} // namespace understudy::json
