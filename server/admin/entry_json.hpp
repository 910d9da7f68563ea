#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/mock/api_listing.hpp"
#include "server/mock/journal.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {

/// The id of an entry as the admin API has it: clients of WireMock read ids as UUIDs.
std::string uuid_of(std::uint64_t id);

/// A request as WireMock's LoggedRequest. `scheme`: of the URL that it was sent to, `http` or `https`.
void write_request(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme);

/// A request and what became of it, as WireMock's ServeEvent. Where no run answered it and `listing` is
/// given, also what it missed by.
void write_event(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme,
                 const mock::ApiListing* listing = nullptr);

} // namespace understudy::admin
