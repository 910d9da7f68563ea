#include "validator/json/writer.hpp"

#include "validator/json/write.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::json {

void Writer::new_line() {
    if (indent_ == 0) return;
    out_ += '\n';
    out_.append(has_members_.size() * indent_, ' ');
}

void Writer::before_value() {
    if (follows_key_) {
        follows_key_ = false;
        return;
    }
    if (has_members_.empty()) return;
    if (has_members_.back()) out_ += ',';
    has_members_.back() = true;
    new_line();
}

Writer& Writer::begin(char bracket) {
    before_value();
    out_ += bracket;
    has_members_.push_back(false);
    return *this;
}

Writer& Writer::end(char bracket) {
    const bool has_members = has_members_.back();
    has_members_.pop_back();
    if (has_members) new_line();
    out_ += bracket;
    return *this;
}

Writer& Writer::key(std::string_view name) {
    string(name);
    out_ += indent_ == 0 ? ":" : ": ";
    follows_key_ = true;
    return *this;
}

Writer& Writer::string(std::string_view text) {
    before_value();
    if (text::find_invalid_utf8(text) == text.size())
        write_string(text, out_);
    else
        write_string(text::well_formed(text), out_);
    return *this;
}

Writer& Writer::number(std::uint64_t value) {
    before_value();
    out_ += std::to_string(value);
    return *this;
}

Writer& Writer::integer(std::int64_t value) {
    before_value();
    out_ += std::to_string(value);
    return *this;
}

Writer& Writer::boolean(bool value) {
    before_value();
    out_ += value ? "true" : "false";
    return *this;
}

Writer& Writer::null() {
    before_value();
    out_ += "null";
    return *this;
}

Writer& Writer::value(const Value& value) {
    switch (value.kind) {
        case Kind::null:
            return null();
        case Kind::boolean:
            return boolean(value.boolean);
        case Kind::number:
            before_value();
            out_ += value.text;
            return *this;
        case Kind::string:
            return string(value.text);
        case Kind::array:
            begin_array();
            for (const Value& element : value.elements) this->value(element);
            return end_array();
        case Kind::object:
            begin_object();
            for (const Member& member : value.members) key(member.name).value(member.value);
            return end_object();
    }
    return *this;
}

} // namespace understudy::json
