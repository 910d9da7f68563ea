#include "server/record/recording.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <map>

#include "validator/contract/media_type.hpp"
#include "validator/json/error.hpp"
#include "validator/json/write.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::record {
namespace {

bool is_utf8(std::string_view text) {
    return text::find_invalid_utf8(text) == text.size();
}

std::string json_text(std::string_view text) {
    return json::quoted(is_utf8(text) ? text : "(not UTF-8)");
}

bool is_sequence(const Captured& captured) {
    return std::any_of(captured.fields.begin(), captured.fields.end(), [](const auto& field) {
        return contract::is_same_field(field.first, "content-type") &&
               contract::sequence_of(field.second) != contract::Sequence::none;
    });
}

// Redacts each line by itself, because the JSON is in the lines and not around them.
std::string redacted_lines(std::string_view body, Redactor& redactor) {
    constexpr std::string_view kData = "data:", kEnds = "\n\r\x1e";
    std::string text;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = std::min(body.find_first_of(kEnds, at), body.size());
        std::size_t start = body.substr(at, end - at).starts_with(kData) ? at + kData.size() : at;
        if (start != at && start < end && body[start] == ' ') ++start;
        text += body.substr(at, start - at);
        text += redactor.text(body.substr(start, end - start));
        text += body.substr(end, 1);
        at = end + 1;
    }
    return text;
}

std::string text_member(const std::string& body) {
    return is_utf8(body) ? "\"text\": " + json::quoted(body)
                         : "\"base64\": " + json::quoted(text::to_base64(body));
}

// `"body": …`, or `"text": …` if the body is not one JSON text, or `"base64": …` if it is not even text.
std::string content(const Captured& captured, Redactor& redactor) {
    if (is_sequence(captured)) return text_member(redacted_lines(captured.body, redactor));
    try {
        const auto document = json::Document::parse("", captured.body);
        return "\"body\": " + redactor.body(document.root());
    } catch (const json::LoadError&) {
        return text_member(redactor.text(captured.body));
    }
}

std::string digest(const Captured& captured, const std::set<std::string>& kept) {
    std::string head = std::to_string(captured.status);
    for (const auto& [name, value] : captured.fields)
        if (kept.contains(text::to_lower(name))) head += "\n" + name + ":" + value;
    head += "\n\n";
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    const std::string all = head + captured.body;
    SHA256(reinterpret_cast<const unsigned char*>(all.data()), all.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

/// The member `path` of a fixture; nothing if the run's id is the only one.
std::string path_member(const std::map<std::string, std::string>& path) {
    std::string members;
    for (const auto& [name, value] : path)
        members += (members.empty() ? "" : ", ") + json_text(name) + ": " + json_text(value);
    return members.empty() ? "" : ",\n  \"path\": {" + members + "}";
}

} // namespace

std::set<std::string> kept_fields(const contract::Operation& operation) {
    std::set<std::string> kept = {"content-type", "retry-after"};
    for (const contract::Response& response : operation.responses)
        for (const contract::Header& header : response.headers) kept.insert(text::to_lower(header.name));
    for (const char* secret :
         {"set-cookie", "cookie", "authorization", "proxy-authorization", "www-authenticate"})
        kept.erase(secret);
    return kept;
}

Recording::Recording(const contract::Contract& contract, contract::RunAddress address, std::string from,
                     std::string recorded_at)
    : run_{contract.name(), std::move(address), std::move(from), std::move(recorded_at),
           "sha256:" + contract.sha256()} {}

const RecordedExchange* Recording::add(const Captured& captured, const std::set<std::string>& kept,
                                       Redactor& redactor) {
    std::string came = digest(captured, kept);
    if (came == last_) return nullptr;
    last_ = std::move(came);
    std::map<std::string, std::string> fields; // sorted by name; fields of one name become one list
    for (const auto& [name, value] : captured.fields) {
        const std::string key = text::to_lower(name);
        if (!kept.contains(key) || !is_utf8(value)) continue; // JSON has no other bytes
        std::string& list = fields[key];
        list += (list.empty() ? "" : ", ") + redactor.text(value);
    }
    std::string rest = "\"status\": " + std::to_string(captured.status) + ", \"headers\": {";
    for (const auto& [name, value] : fields) {
        if (name != fields.begin()->first) rest += ", ";
        rest += json_text(name) + ": " + json_text(value);
    }
    rest += "}, " + content(captured, redactor);
    if (!responses_.empty() && responses_.back().rest == rest) return nullptr;
    if (responses_.empty()) first_ = captured.at;
    const auto since = std::max(captured.at - first_, std::chrono::milliseconds(0)).count();
    const std::uint64_t at_ms =
        std::max(static_cast<std::uint64_t>(since), responses_.empty() ? 0 : responses_.back().at_ms);
    responses_.push_back({at_ms, std::move(rest)});
    return &responses_.back();
}

bool Recording::repeats(const Captured& captured, const std::set<std::string>& kept) const {
    return last_ == digest(captured, kept);
}

std::string Recording::fixture() const {
    std::string json = "{\n  \"understudy_fixture\": 1,\n  \"api\": " + json_text(run_.api) +
                       ",\n  \"run_id\": " + json_text(run_.address.run_id) + path_member(run_.address.path) +
                       ",\n  \"recorded\": {\"at\": " + json_text(run_.recorded_at) +
                       ", \"from\": " + json_text(run_.from) + ", \"contract\": " + json_text(run_.contract) +
                       "},\n  \"responses\": [";
    for (const RecordedExchange& response : responses_)
        json += (&response == &responses_.front() ? "\n    {" : ",\n    {") +
                ("\"at_ms\": " + std::to_string(response.at_ms) + ", " + response.rest + "}");
    return json + "\n  ]\n}\n";
}

} // namespace understudy::record
