#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/mock/api_listing.hpp"
#include "server/mock/journal.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {

/// The id of an entry in the form that the admin API uses: clients of WireMock read ids as UUIDs.
std::string uuid_of(std::uint64_t id);

/// Writes a request as WireMock's LoggedRequest. `scheme` is that of the request's URL, `http` or `https`.
void write_request(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme);

/// Writes a request and its outcome as WireMock's ServeEvent. If no run answered it and `listing` is given,
/// also writes how it missed the nearest runs.
void write_event(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme,
                 const mock::ApiListing* listing = nullptr);

} // namespace understudy::admin
