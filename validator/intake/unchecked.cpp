#include "validator/intake/unchecked.hpp"

#include <array>
#include <cstddef>

#include "validator/intake/observation.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::intake {

std::span<const UncheckedKind> unchecked_kinds() {
    using enum Unchecked;
    static constexpr auto kKinds = std::to_array<UncheckedKind>({
        {damaged, "damaged", "cannot be read", true},
        {no_response, "no-response", "no response came", true},
        {aborted, "aborted", "the client gave the request up"},
        {blocked, "blocked", "the client did not send the request"},
        {mocked, "mocked", "a test answered in the place of the API"},
        {web_socket, "web-socket", "the connection changed to another protocol"},
        {interim, "interim", "1xx is no final response"},
        {not_modified, "not-modified", "304 answers a conditional request of the client's own"},
        {head, "head", "a response to HEAD has no body", false, true},
        {no_content, "no-content", "204 and 205 have no body", false, true, false},
        {body_not_stored, "body-not-stored", "the input does not hold the body", true, true},
        {body_damaged, "body-damaged", "the body cannot be decoded", true, true},
        {other_media_type, "media-type", "the body is not JSON and was not checked", false, true},
        {no_item, "no-item", "the body has no item that can be checked and was not checked", false, true},
        {item, "item", "an item that is cut off, or is not JSON, was not checked", false, true, false},
        {odd, "odd", "checked, in spite of a mistake of the input", true, true},
        {no_operation, "no-operation", "the contract has no such operation", false, false, false},
        {not_read, "not-read", "no input has such a name", true, false, false},
    });
    return kKinds;
}

const UncheckedKind& unchecked_kind(Unchecked kind) {
    return unchecked_kinds()[static_cast<std::size_t>(kind)];
}

std::optional<Unchecked> parse_unchecked(std::string_view name) {
    for (const UncheckedKind& each : unchecked_kinds())
        if (each.name == name) return each.kind;
    return std::nullopt;
}

std::string place_of(const Observation& observation) {
    return observation.document +
           (observation.first_line == 1 ? "" : ":" + std::to_string(observation.first_line));
}

std::optional<Unchecked> without_body(std::string_view method, unsigned status) {
    if (text::equal_ignoring_case(method, "HEAD")) return Unchecked::head;
    if (status == 204 || status == 205) return Unchecked::no_content;
    if (status == 304) return Unchecked::not_modified;
    return std::nullopt;
}

} // namespace understudy::intake
