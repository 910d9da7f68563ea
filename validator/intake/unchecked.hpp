#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace understudy::intake {

/// Why a response in the input is not held against the contract, or not all of it.
///
/// An archive holds what a client saw, and that is more than what the API answered: a browser aborts
/// requests, asks its own conditional questions and drops long bodies, and tools write entries that nobody
/// can read. None of it is drift of the API. Each kind is counted under its own name.
enum class Unchecked {
    damaged,          ///< an entry or a line that cannot be read
    no_response,      ///< no response came: its status is 0 or below, or there is none
    aborted,          ///< the client gave the request up
    blocked,          ///< the client never sent the request
    mocked,           ///< the client's own test answered in the place of the API
    web_socket,       ///< the connection became a WebSocket, or another protocol (101)
    interim,          ///< another 1xx: the answer proper comes later
    not_modified,     ///< 304: the client asked whether its own copy is still good
    head,             ///< a response to HEAD: it has no body
    no_content,       ///< 204 or 205: it has no body
    body_not_stored,  ///< the input does not hold the body
    body_damaged,     ///< the body cannot be decoded
    other_media_type, ///< the body is documented, in a media type that is not JSON
    no_item,          ///< the body is a sequence, and none of its items can be checked
    item,             ///< an item of a sequence
    odd,              ///< read in spite of a mistake of whoever wrote the input
    no_operation,     ///< the contract has no operation for the request
    not_read,         ///< a file in a folder whose name no input format has
};

/// One row of the table of kinds.
struct UncheckedKind {
    Unchecked kind;
    std::string_view name; ///< stable: `not-modified`
    /// Says of one or of several why they are not checked: `304 answers a conditional request`.
    std::string_view reason;
    bool is_flaw = false;  ///< the input is not as it should be: --strict-input refuses it
    bool has_head = false; ///< the status and the header fields are checked all the same
    bool is_told = true;   ///< whether stderr names each one
};

/// All of them, in the order of the enumerators.
std::span<const UncheckedKind> unchecked_kinds();
const UncheckedKind& unchecked_kind(Unchecked kind);
/// Nothing if no kind has the name.
std::optional<Unchecked> parse_unchecked(std::string_view name);

} // namespace understudy::intake
