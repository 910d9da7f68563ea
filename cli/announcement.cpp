#include "cli/announcement.hpp"

#include <cstdint>
#include <ostream>

#include "cli/output_file.hpp"
#include "validator/json/writer.hpp"

namespace understudy::cli {

void announce(const Announcement& announcement, std::ostream& out) {
    std::string line;
    json::Writer writer(line, 0);
    writer.begin_object().member("event", "listening").member("address", announcement.endpoint.address);
    writer.member("port", std::uint64_t{announcement.endpoint.port}).key("apis").begin_object();
    for (const auto& [name, url] : announcement.apis) writer.member(name, url);
    writer.end_object();
    if (!announcement.admin.empty()) writer.member("admin", announcement.admin);
    writer.end_object();
    out << line << '\n';
    flush(out, "standard output");
}

std::string client_authority(http::Endpoint endpoint) {
    if (endpoint.address == "0.0.0.0") endpoint.address = "127.0.0.1";
    if (endpoint.address == "::") endpoint.address = "::1";
    return endpoint.to_string();
}

} // namespace understudy::cli
