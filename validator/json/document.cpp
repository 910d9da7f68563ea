#include "validator/json/document.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <mutex>
#include <sstream>

#include "validator/json/duplicate_keys.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/tree_builder.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::json {
namespace {

// The first name that an object gives twice, or nullptr.
const Member* find_duplicate(const Value& value) {
    DuplicateKeys keys;
    std::string_view found;
    for (const Member& member : value.members) keys.add(member.name);
    keys.close(0, [&](std::string_view name) {
        if (found.data() == nullptr) found = name;
    });
    for (const Member& member : value.members)
        if (found.data() != nullptr && member.name.data() == found.data()) return &member;
    for (const Value& element : value.elements)
        if (const Member* inside = find_duplicate(element)) return inside;
    for (const Member& member : value.members)
        if (const Member* inside = find_duplicate(member.value)) return inside;
    return nullptr;
}

// Strings move to memory that the document owns, and the text shows where each string ends.
class Adopt {
public:
    Adopt(std::string_view text, char* to) : text_(text), to_(to) {}

    void operator()(Value& value) {
        if (value.is(Kind::string)) value.end = string_end(value.offset);
        value.text = keep(value.text);
        for (Value& element : value.elements) (*this)(element);
        for (Member& member : value.members) {
            member.name = keep(member.name);
            (*this)(member.value);
        }
    }

private:
    std::string_view keep(std::string_view view) {
        char* const begin = to_;
        to_ = std::copy(view.begin(), view.end(), to_);
        return {begin, view.size()};
    }
    std::size_t string_end(std::size_t offset) const {
        for (++offset; text_[offset] != '"'; ++offset)
            if (text_[offset] == '\\') ++offset;
        return offset + 1;
    }

    std::string_view text_;
    char* to_;
};

std::string unescape(std::string_view token) {
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escaped = token[i] == '~' && i + 1 < token.size();
        if (escaped) ++i;
        name += escaped && token[i] == '1' ? '/' : escaped && token[i] == '0' ? '~' : token[i];
    }
    return name;
}

const Value* step(const Value& value, const std::string& token) {
    if (value.is(Kind::object)) return value.find(token);
    if (!value.is(Kind::array) || token.empty() || token.size() > 9) return nullptr;
    if (token.find_first_not_of("0123456789") != std::string::npos) return nullptr;
    if (token.front() == '0' && token.size() > 1) return nullptr; // RFC 6901 §4: no leading zero
    const std::size_t index = std::stoul(token);
    return index < value.elements.size() ? &value.elements[index] : nullptr;
}

} // namespace

const Value* Value::find(std::string_view name) const {
    for (const Member& member : members)
        if (member.name == name) return &member.value;
    return nullptr;
}

/// The lines of the text are counted once, for all errors: any thread may ask.
struct Document::Places {
    explicit Places(std::string_view text) : locator(text) {}

    std::mutex mutex;
    Locator locator;
};

Document::Document(std::string file, std::string text)
    : file_(std::move(file)),
      text_(std::make_unique<std::string>(std::move(text))),
      places_(std::make_unique<Places>(*text_)) {}

Document::Document(Document&&) noexcept = default;
Document::~Document() = default;

Document Document::parse(std::string file, std::string text, Limits limits) {
    Document document(std::move(file), std::move(text));
    limits.window = 0; // the tree keeps names and strings of the whole text
    Reader reader(limits);
    TreeBuilder builder(reader);
    const auto fail = [&](std::size_t offset, const std::string& reason) {
        const Position place = Locator(document.text()).locate(offset);
        return LoadError(document.file_, "", "not JSON: " + reason, place.line, place.column);
    };
    if (const auto error = reader.read(document.text(), builder)) throw fail(error->offset, error->reason);
    document.root_ = std::make_unique<Value>(builder.take_root());
    if (const Member* twice = find_duplicate(*document.root_))
        throw fail(twice->value.name_offset,
                   "the name \"" + std::string(twice->name) + "\" is given twice in one object");
    // Decoded strings are never longer than the text that they came from.
    document.strings_ = std::make_unique_for_overwrite<char[]>(document.text_->size() + 1);
    Adopt(document.text(), document.strings_.get())(*document.root_);
    return document;
}

Document Document::load(const std::string& file, Limits limits) {
    return parse(file, read_file(file), limits);
}

Document Document::of(std::string file, std::string text, std::unique_ptr<char[]> strings, Value root) {
    Document document(std::move(file), std::move(text));
    document.strings_ = std::move(strings);
    document.root_ = std::make_unique<Value>(std::move(root));
    return document;
}

const Value* find(const Value& from, std::string_view pointer) {
    const Value* value = &from;
    while (value != nullptr && !pointer.empty()) {
        if (pointer.front() != '/') return nullptr;
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        value = step(*value, unescape(pointer.substr(0, end)));
        pointer.remove_prefix(end);
    }
    return value;
}

const Value* Document::at(std::string_view pointer) const {
    return find(*root_, pointer);
}

LoadError Document::error(const Value& value, const std::string& pointer, const std::string& reason) const {
    const std::lock_guard lock(places_->mutex);
    const Position place = places_->locator.locate(value.offset);
    return LoadError(file_, pointer, reason, place.line, place.column);
}

std::string read_file(const std::string& file) {
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    // A directory opens; reading it is what fails.
    if (!stream || !(bytes << stream.rdbuf())) {
        const bool empty_file = stream.is_open() && errno == 0;
        if (!empty_file) throw LoadError(file, "", std::string("cannot be read: ") + std::strerror(errno));
    }
    return std::move(bytes).str();
}

} // namespace understudy::json
