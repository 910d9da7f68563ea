#include "validator/json/write.hpp"

#include <rapidjson/writer.h>

namespace understudy::json {
namespace {

// RapidJSON's output stream concept over a std::string that the caller owns.
struct Appender {
    using Ch = char;
    std::string& out;
    void Put(char c) { out += c; }
    void Flush() {}
};

template <class Range, class Each>
void write_list(char open, char close, const Range& range, std::string& out, Each&& each) {
    out += open;
    bool first = true;
    for (const auto& item : range) {
        if (!first) out += ',';
        first = false;
        each(item);
    }
    out += close;
}

// Without a branch for each character: the compiler makes vectors of it.
bool needs_escape(std::string_view text) {
    bool needs = false;
    for (const char c : text) needs |= static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
    return needs;
}

} // namespace

void write_string(std::string_view text, std::string& out) {
    if (!needs_escape(text)) {
        out += '"';
        out += text;
        out += '"';
        return;
    }
    Appender appender{out};
    rapidjson::Writer<Appender> writer(appender);
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

std::string quoted(std::string_view text) {
    std::string written;
    write_string(text, written);
    return written;
}

void write_compact(const Value& value, std::string& out) {
    switch (value.kind) {
        case Kind::null:
            out += "null";
            return;
        case Kind::boolean:
            out += value.boolean ? "true" : "false";
            return;
        case Kind::number:
            out += value.text;
            return;
        case Kind::string:
            write_string(value.text, out);
            return;
        case Kind::array:
            write_list('[', ']', value.elements, out, [&](const Value& item) { write_compact(item, out); });
            return;
        case Kind::object:
            write_list('{', '}', value.members, out, [&](const Member& member) {
                write_string(member.name, out);
                out += ':';
                write_compact(member.value, out);
            });
            return;
    }
}

} // namespace understudy::json
