#include "validator/schema/dialect/dialect.hpp"

#include <array>

namespace understudy::schema {
namespace {

struct Row {
    Draft draft;
    std::string_view name;
    std::string_view metaschema; ///< without its scheme
    std::string_view written;    ///< as `$schema` has it
};

// In the order of the enumerators.
constexpr auto kDrafts = std::to_array<Row>({
    {Draft::draft4, "draft4", "://json-schema.org/draft-04/schema",
     "http://json-schema.org/draft-04/schema#"},
    {Draft::openapi_3_0, "openapi-3.0", {}, {}},
    {Draft::draft6, "draft6", "://json-schema.org/draft-06/schema",
     "http://json-schema.org/draft-06/schema#"},
    {Draft::draft7, "draft7", "://json-schema.org/draft-07/schema",
     "http://json-schema.org/draft-07/schema#"},
    {Draft::draft2019_09, "2019-09", "://json-schema.org/draft/2019-09/schema",
     "https://json-schema.org/draft/2019-09/schema"},
    {Draft::draft2020_12, "2020-12", "://json-schema.org/draft/2020-12/schema",
     "https://json-schema.org/draft/2020-12/schema"},
});

const Row& row(Draft draft) {
    return kDrafts[static_cast<std::size_t>(draft)];
}

} // namespace

std::optional<Draft> parse_draft(std::string_view name) {
    for (const Row& row : kDrafts)
        if (row.name == name) return row.draft;
    return std::nullopt;
}

std::string_view draft_name(Draft draft) {
    return row(draft).name;
}

std::optional<Draft> draft_of_metaschema(std::string_view uri) {
    if (uri.ends_with('#')) uri.remove_suffix(1);
    // The dialect of OpenAPI 3.1 is 2020-12 and a few annotations (OpenAPI 3.1 §4.8.24.5). It has a date or
    // `base`.
    if (uri.starts_with("https://spec.openapis.org/oas/3.1/dialect/")) return Draft::draft2020_12;
    for (const Row& row : kDrafts)
        for (const std::string_view scheme : {"http", "https"})
            if (!row.metaschema.empty() && uri.starts_with(scheme) &&
                uri.substr(scheme.size()) == row.metaschema)
                return row.draft;
    return std::nullopt;
}

std::string_view metaschema_of(Draft draft) {
    const std::string_view written = row(draft).written;
    return written.substr(0, written.find('#'));
}

std::string metaschema_words() {
    std::string words;
    for (auto row = kDrafts.rbegin(); row != kDrafts.rend(); ++row)
        if (!row->written.empty())
            words.append(words.empty() ? "\"" : ", \"").append(row->written).append("\"");
    return words;
}

} // namespace understudy::schema
