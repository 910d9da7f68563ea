// The reader beside RapidJSON's plain one, and a document beside what is written of it.

#include <set>
#include <string>
#include <vector>

#include "tests/fuzz/plain_json.hpp"
#include "tests/fuzz/target.hpp"
#include "validator/json/document.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;

/// Writes events down as plain_json() does, and checks their places on the way.
class Notebook final : public json::EventHandler {
public:
    Notebook(const json::Reader& reader, std::string_view text) : reader_(reader), text_(text) {}

    void null(const char* at) override { note(at, "null"), events_ += 'n'; }
    void boolean(const char* at, bool value) override {
        note(at, value ? "true" : "false"), events_ += value ? 't' : 'f';
    }
    void number(const char* at, std::string_view literal) override {
        note(at, literal), append_event(events_, '#', literal);
    }
    void string(const char* at, std::string_view value) override {
        note(at, "\""), append_event(events_, '"', value);
    }
    void key(const char* at, std::string_view name) override {
        note(at, "\""), append_event(events_, ':', name);
        is_name_twice_ = !names_.back().emplace(name).second || is_name_twice_;
    }
    void start_object(const char* at) override { note(at, "{"), events_ += '{', names_.emplace_back(); }
    void end_object(const char* at) override { note(at, "}"), events_ += '}', names_.pop_back(); }
    void start_array(const char* at) override { note(at, "["), events_ += '['; }
    void end_array(const char* at) override { note(at, "]"), events_ += ']'; }

    const std::string& events() const { return events_; }
    bool is_name_twice() const { return is_name_twice_; }

private:
    // In the text itself, not the reader's buffer, in which strings are decoded.
    void note(const char* at, std::string_view begin) {
        require(text_.substr(std::min(reader_.offset_of(at), text_.size())).starts_with(begin),
                "an event's place is where the text has it");
    }

    const json::Reader& reader_;
    std::string_view text_;
    std::string events_;
    std::vector<std::set<std::string, std::less<>>> names_; // of each open object
    bool is_name_twice_ = false;
};

json::Document parse(std::string_view text) {
    return json::Document::parse("input", std::string(text));
}

std::string compact(const json::Value& value) {
    std::string text;
    json::write_compact(value, text);
    return text;
}

// A scalar's place is its text: what is read from there alone is the same.
void check_places(const json::Document& document, const json::Value& value) {
    require(value.offset < value.end && value.end <= document.text().size(), "a value has a place");
    for (const json::Value& element : value.elements) check_places(document, element);
    for (const json::Member& member : value.members) check_places(document, member.value);
    if (value.is(json::Kind::array) || value.is(json::Kind::object)) return;
    const auto alone = parse(document.text().substr(value.offset, value.end - value.offset));
    require(compact(alone.root()) == compact(value), "a scalar ends where its text ends");
}

void check_document(std::string_view text, bool is_readable) {
    try {
        const json::Document document = parse(text);
        require(is_readable, "a document is what the reader accepts, without a name given twice");
        check_places(document, document.root());
        const std::string once = compact(document.root());
        require(once == compact(parse(once).root()), "a document that is written and read is the same");
    } catch (const json::LoadError&) {
        require(!is_readable, "what the reader accepts is a document, but for a name given twice");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const TimeLimit limit(5);
    const std::string_view text = text_of(data, size);
    json::Reader reader;
    Notebook notebook(reader, text);
    const auto error = reader.read(text, notebook);
    if (error) require(error->offset <= size && !error->reason.empty(), "an error has a place and a reason");
    const PlainJson plain = plain_json(text, json::Limits().depth);
    require(plain.is_json == !error, "RapidJSON's plain reader accepts and refuses the same");
    if (!error && !plain.has_huge_number)
        require(plain.events == notebook.events(), "RapidJSON's plain reader reads the same");
    check_document(text, !error && !notebook.is_name_twice());
    return 0;
}
