#include "validator/json/canonical.hpp"

#include <algorithm>

#include "validator/json/number.hpp"

namespace understudy::json {
namespace {

// The length comes first, so no text can be mistaken for the beginning of another.
void append_text(char kind, std::string_view text, std::string& bytes) {
    bytes += kind;
    bytes += std::to_string(text.size());
    bytes += ':';
    bytes += text;
}

void append_number(std::string_view literal, std::string& bytes) {
    const Decimal number = Decimal::parse(literal);
    append_text(number.negative ? '-' : '+', number.digits, bytes);
    append_text('e', std::to_string(number.exponent), bytes);
}

void append_object(const Value& value, std::string& bytes) {
    std::vector<const Member*> members;
    for (const Member& member : value.members) members.push_back(&member);
    std::stable_sort(members.begin(), members.end(),
                     [](const Member* a, const Member* b) { return a->name < b->name; });
    bytes += '{';
    for (const Member* member : members) {
        append_text('k', member->name, bytes);
        append_canonical(member->value, bytes);
    }
    bytes += '}';
}

} // namespace

void append_canonical(const Value& value, std::string& bytes) {
    switch (value.kind) {
        case Kind::null:
            bytes += 'n';
            return;
        case Kind::boolean:
            bytes += value.boolean ? 't' : 'f';
            return;
        case Kind::number:
            return append_number(value.text, bytes);
        case Kind::string:
            return append_text('s', value.text, bytes);
        case Kind::array:
            bytes += '[';
            for (const Value& element : value.elements) append_canonical(element, bytes);
            bytes += ']';
            return;
        case Kind::object:
            return append_object(value, bytes);
    }
}

} // namespace understudy::json
