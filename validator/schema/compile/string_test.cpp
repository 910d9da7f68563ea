#include "validator/schema/compile/string_test.hpp"

namespace understudy::schema {
namespace {

bool passes_always(const Node&, std::string_view) {
    return true;
}
bool passes_never(const Node&, std::string_view) {
    return false;
}
bool passes_format(const Node& node, std::string_view value) {
    return node.format(value);
}
bool passes_uuid(const Node&, std::string_view value) {
    return is_uuid(value);
}
bool passes_date_time(const Node&, std::string_view value) {
    return is_date_time(value);
}
bool passes_words(const Node& node, std::string_view value) {
    return node.words->contains(ShortText::load(value.data(), value.size()), value.size());
}

} // namespace

StringTest string_test(const Node& node) {
    const bool other = node.known_values.count != 0 || node.constant.count != 0 || node.min_length != 0 ||
                       node.pattern != nullptr;
    if (other || (node.values.count != 0 && node.format != nullptr)) return passes_never;
    if (node.values.count != 0) return node.words != nullptr ? passes_words : passes_never;
    if (node.format == is_uuid) return passes_uuid;
    if (node.format == is_date_time) return passes_date_time;
    return node.format != nullptr ? passes_format : passes_always;
}

} // namespace understudy::schema
