#include "validator/contract/media_type.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::contract {
namespace {

std::string essence(std::string_view media_type) {
    return text::to_lower(text::trimmed(media_type.substr(0, media_type.find(';'))));
}

// `charset=utf-8`, without quotes.
std::set<std::string> parameters(std::string_view media_type) {
    std::set<std::string> found;
    std::size_t at = media_type.find(';');
    while (at != std::string_view::npos) {
        const std::size_t next = media_type.find(';', at + 1);
        std::string parameter = text::to_lower(
            text::trimmed(media_type.substr(at + 1, next == std::string_view::npos ? next : next - at - 1)));
        std::erase(parameter, '"');
        if (!parameter.empty() && !parameter.starts_with("charset=")) found.insert(parameter);
        at = next;
    }
    return found;
}

} // namespace

bool is_json(std::string_view media_type) {
    const std::string name = essence(media_type);
    return name == "application/json" || name == "text/json" || name.ends_with("+json");
}

bool is_range(std::string_view media_type) {
    return essence(media_type).find('*') != std::string::npos;
}

bool includes_json(std::string_view range) {
    return is_json(range) || is_of("application/json", range);
}

Sequence sequence_of(std::string_view media_type) {
    const std::string name = essence(media_type);
    if (name == "text/event-stream") return Sequence::events;
    if (name == "application/json-seq" || name.ends_with("+json-seq")) return Sequence::records;
    for (const std::string_view lines :
         {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl",
          "application/jsonlines", "application/x-jsonlines", "application/json-lines", "text/x-ndjson"})
        if (name == lines) return Sequence::lines;
    return Sequence::none;
}

bool is_same_field(std::string_view a, std::string_view b) {
    return text::equal_ignoring_case(a, b);
}

bool is_of(std::string_view content_type, std::string_view range) {
    const std::string found = essence(content_type);
    const std::string wanted = essence(range);
    const std::size_t star = wanted.rfind('*');
    const bool is_named =
        wanted == "*/*" || wanted == found ||
        (star != std::string::npos && found.size() >= wanted.size() &&
         found.starts_with(wanted.substr(0, star)) && found.ends_with(wanted.substr(star + 1)));
    const std::set<std::string> has = parameters(content_type);
    const std::set<std::string> needs = parameters(range);
    return is_named && std::includes(has.begin(), has.end(), needs.begin(), needs.end());
}

int closeness(std::string_view range) {
    const std::string name = essence(range);
    if (name == "*/*" || name == "*") return 0;
    if (name.ends_with("/*")) return 1;
    if (is_range(range)) return 2; // application/*+json
    return 3 + static_cast<int>(parameters(range).size());
}

} // namespace understudy::contract
