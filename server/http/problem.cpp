#include "server/http/problem.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <boost/beast/http/status.hpp>
#include <string>
#include <vector>

namespace understudy::http {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void member(Writer& writer, std::string_view name, std::string_view value) {
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

} // namespace

std::shared_ptr<const Reply> problem(unsigned status, std::string_view slug, std::string_view detail,
                                     std::span<const Field> more_fields) {
    rapidjson::StringBuffer text;
    Writer writer(text);
    const auto title = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    writer.StartObject();
    member(writer, "type", "urn:understudy:problem:" + std::string(slug));
    member(writer, "title", {title.data(), title.size()});
    writer.Key("status");
    writer.Uint(status);
    member(writer, "detail", detail);
    writer.EndObject();

    std::vector<Field> fields = {{"Content-Type", "application/problem+json"}};
    fields.insert(fields.end(), more_fields.begin(), more_fields.end());
    return Reply::make(status, fields, {text.GetString(), text.GetSize()});
}

std::shared_ptr<const Reply> problem(const Refusal& refusal) {
    return problem(refusal.status, refusal.slug, refusal.detail);
}

} // namespace understudy::http
