#include "validator/schema/dialect/uri.hpp"

#include <boost/url.hpp>
#include <filesystem>

#include "validator/text/percent.hpp"

namespace understudy::schema {
namespace {

namespace urls = boost::urls;

urls::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

std::string string(urls::string_view text) {
    return {text.data(), text.size()};
}

} // namespace

std::optional<UriParts> resolve_uri(std::string_view base, std::string_view reference) {
    UriParts parts;
    const std::size_t hash = reference.find('#');
    if (hash != std::string_view::npos) parts.fragment = text::percent_decode(reference.substr(hash + 1));
    if (hash == 0 || reference.empty()) {
        parts.uri = base.substr(0, base.find('#'));
        return parts;
    }
    const auto parsed_base = urls::parse_uri(view(base));
    const auto parsed = urls::parse_uri_reference(view(reference.substr(0, hash)));
    urls::url target;
    if (!parsed_base || !parsed || !urls::resolve(*parsed_base, *parsed, target)) return std::nullopt;
    target.remove_fragment();
    parts.uri = string(target.buffer());
    return parts;
}

std::string file_uri(const std::string& path) {
    urls::url uri("file:///");
    const std::string absolute = std::filesystem::absolute(path).lexically_normal().generic_string();
    uri.set_path(absolute);
    return string(uri.buffer());
}

std::optional<std::string> file_path(std::string_view uri) {
    const auto parsed = urls::parse_uri(view(uri));
    if (!parsed || parsed->scheme() != "file") return std::nullopt;
    return parsed->path();
}

} // namespace understudy::schema
