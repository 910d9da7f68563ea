#include "validator/schema/format/format.hpp"

#include <algorithm>
#include <array>

#include "validator/schema/format/email.hpp"
#include "validator/schema/format/host.hpp"
#include "validator/schema/format/idn.hpp"
#include "validator/schema/format/number.hpp"
#include "validator/schema/format/pointer.hpp"
#include "validator/schema/format/uri.hpp"
#include "validator/schema/pattern/pattern.hpp"
#include "validator/text/base64.hpp"

namespace understudy::schema {
namespace {

bool is_anything(std::string_view) {
    return true;
}

constexpr auto kFormats = std::to_array<Format>({
    {"binary", false, is_anything},
    {"byte", false, text::is_base64},
    {"date", false, is_date},
    {"date-time", false, is_date_time},
    {"double", true, is_double},
    {"duration", false, is_duration},
    {"email", false, is_email},
    {"float", true, is_float},
    {"hostname", false, is_hostname},
    {"idn-email", false, is_idn_email},
    {"idn-hostname", false, is_idn_hostname},
    {"int32", true, is_int32},
    {"int64", true, is_int64},
    {"ipv4", false, is_ipv4},
    {"ipv6", false, is_ipv6},
    {"iri", false, is_iri},
    {"iri-reference", false, is_iri_reference},
    {"json-pointer", false, is_json_pointer},
    {"password", false, is_anything},
    {"regex", false, is_pattern},
    {"relative-json-pointer", false, is_relative_json_pointer},
    {"time", false, is_time},
    {"uri", false, is_uri},
    {"uri-reference", false, is_uri_reference},
    {"uri-template", false, is_uri_template},
    {"uuid", false, is_uuid},
});

static_assert(std::ranges::is_sorted(kFormats, {}, &Format::name));

} // namespace

const Format* find_format(std::string_view name) {
    const auto found = std::ranges::lower_bound(kFormats, name, {}, &Format::name);
    return found != kFormats.end() && found->name == name ? &*found : nullptr;
}

std::span<const Format> formats() {
    return kFormats;
}

} // namespace understudy::schema
