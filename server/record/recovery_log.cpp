#include "server/record/recovery_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>
#include <tuple>

#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/json/write.hpp"
#include "validator/text/sha256.hpp"

namespace understudy::record {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPrefix = ".understudy-journal-";

void add_member(std::string& line, std::string_view name, std::string_view value) {
    line += line.empty() ? "{" : ",";
    json::write_string(name, line);
    line += ':';
    json::write_string(value, line);
}

/// By run, and by when its recording began: a run that starts again has several.
using Recordings = std::map<std::tuple<std::string, contract::RunAddress, std::string>, Recording>;

constexpr std::size_t kDigestSize = 16;

std::string digest(std::string_view json) {
    return text::sha256(json).substr(0, kDigestSize);
}

// Throws json::LoadError.
void read_record(std::string_view json, Recordings& recordings) {
    const auto document = json::Document::parse("", std::string(json));
    const auto member = [&](std::string_view name) {
        const json::Value* value = document.root().find(name);
        return value == nullptr ? std::string() : std::string(value->text);
    };
    RunInfo run{
        member("api"), {member("run_id"), {}}, member("from"), member("recorded_at"), member("contract")};
    if (const json::Value* path = document.root().find("path"))
        for (const json::Member& each : path->members) run.address.path.emplace(each.name, each.value.text);
    const Recordings::key_type key{run.api, run.address, run.recorded_at};
    if (member("rest").empty()) { // settled
        recordings.erase(key);
        return;
    }
    Recording& recording = recordings.try_emplace(key, run).first->second;
    recording.restore({json::to_unsigned(member("at_ms")).value_or(0), member("rest")});
}

// Returns what is damaged.
std::vector<std::string> read_records(const std::string& path, std::string_view text,
                                      Recordings& recordings) {
    std::vector<std::string> losses;
    std::size_t number = 0;
    for (std::size_t at = 0, end; at < text.size(); at = end + 1) {
        end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        if (line.empty()) continue;
        ++number;
        const std::string record = path + ": record " + std::to_string(number);
        const std::string_view json = line.substr(std::min(kDigestSize + 1, line.size()));
        try {
            if (line.substr(0, kDigestSize + 1) == digest(json) + ' ')
                read_record(json, recordings);
            else if (end == text.size())
                losses.push_back(record + " is cut off: the exchange that was being written is lost");
            else
                losses.push_back(record + " is damaged: the exchange in it is lost, and no other");
        } catch (const json::LoadError& error) {
            losses.push_back(record + ": " + error.reason());
        }
    }
    return losses;
}

} // namespace

RecoveryLog::RecoveryLog(const std::string& folder) : path_(folder + "/" + std::string(kPrefix) + "XXXXXX") {
    descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC | O_APPEND);
    // The lock shows that a process is writing to the file; it ends with the process, however that ends.
    if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
        throw std::system_error(errno, std::generic_category(), path_);
}

RecoveryLog::~RecoveryLog() {
    if (!is_kept_) ::unlink(path_.c_str());
    ::close(descriptor_);
}

void RecoveryLog::append(const RunInfo& run, const RecordedExchange& exchange) {
    std::string line;
    add_member(line, "api", run.api);
    add_member(line, "run_id", run.address.run_id);
    std::string path;
    for (const auto& [name, value] : run.address.path) add_member(path, name, value);
    line += ",\"path\":" + (path.empty() ? "{" : path) + "}";
    add_member(line, "from", run.from);
    add_member(line, "recorded_at", run.recorded_at);
    add_member(line, "contract", run.contract);
    add_member(line, "at_ms", std::to_string(exchange.at_ms));
    add_member(line, "rest", exchange.rest);
    line += '}';
    const std::string record = "\n" + digest(line) + " " + line + "\n";
    for (std::string_view rest = record; !rest.empty();) {
        const ::ssize_t count = ::write(descriptor_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw std::system_error(errno, std::generic_category(), path_);
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
}

RecoveryLog::Found RecoveryLog::recover(const std::string& folder) {
    Found found;
    Recordings recordings;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string path = entry.path().string();
        if (!entry.path().filename().string().starts_with(kPrefix)) continue;
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool is_free = descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (is_free) {
            for (std::string& loss : read_records(path, json::read_file(path), recordings))
                found.losses.push_back(std::move(loss));
            found.files.push_back(path);
        }
        if (descriptor >= 0) ::close(descriptor);
    }
    for (auto& [key, recording] : recordings) found.recordings.push_back(std::move(recording));
    return found;
}

} // namespace understudy::record
