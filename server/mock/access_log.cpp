#include "server/mock/access_log.hpp"

#include <ctime>

#include "validator/json/writer.hpp"

namespace understudy::mock {

std::string date_of(std::int64_t unix_ms) {
    const std::time_t seconds = unix_ms / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string access_line(LogFormat format, const http::Request& request, const RequestOutcome& outcome,
                        std::string_view session, const CredentialMask& mask) {
    std::string target;
    mask.append_target(request.target, target);
    std::string line;
    if (format == LogFormat::text) {
        line.append(date_of(outcome.at_ms)).append(" ").append(request.method).append(" ").append(target);
        line.append(" ").append(std::to_string(outcome.status));
        line.append(" ").append(std::to_string(outcome.took_us)).append("us");
        if (!session.empty()) line.append(" session=").append(session);
        if (!outcome.note.empty()) line.append(" (").append(outcome.note).append(")");
        return line += '\n';
    }
    json::Writer writer(line, 0);
    writer.begin_object().member("time", date_of(outcome.at_ms)).member("method", request.method);
    writer.member("target", target).member("status", std::uint64_t{outcome.status});
    writer.member("microseconds", outcome.took_us);
    if (!outcome.api.empty()) writer.member("api", outcome.api).member("run", outcome.run_id);
    if (!session.empty()) writer.member("session", session);
    writer.key("matched").boolean(outcome.matched);
    if (!outcome.note.empty()) writer.member("note", outcome.note);
    writer.end_object();
    return line += '\n';
}

} // namespace understudy::mock
