#include "validator/check/sequence.hpp"

#include <algorithm>

#include "validator/text/character_class.hpp"

namespace understudy::check {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool is_blank(std::string_view text) {
    return text.find_first_not_of(kSpace) == std::string_view::npos;
}

// A text that ends with a bracket or a quotation mark is whole. Another must have white space behind it.
bool may_be_part(std::string_view record) {
    const char last = record.back();
    return kSpace.find(last) == std::string_view::npos &&
           std::string_view("}]\"").find(last) == std::string_view::npos;
}

} // namespace

void read_json_lines(std::string_view body, const EachSequenceItem& each) {
    std::size_t number = 1;
    for (std::size_t at = 0; at < body.size(); ++number) {
        const std::size_t end = std::min(body.find('\n', at), body.size());
        const std::string_view line = body.substr(at, end - at);
        if (!is_blank(line)) each({"line " + std::to_string(number), at, line});
        at = end + 1;
    }
}

void read_json_records(std::string_view body, const EachSequenceItem& each) {
    constexpr char kSeparator = '\x1e';
    std::size_t number = 1;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = std::min(body.find(kSeparator, at), body.size());
        const std::string_view record = body.substr(at, end - at);
        if (!is_blank(record)) each({"record " + std::to_string(number++), at, record, may_be_part(record)});
        at = end + 1;
    }
}

} // namespace understudy::check
