#include "server/record/recovery_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <system_error>

#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/json/write.hpp"

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

using Recordings = std::map<std::pair<std::string, contract::RunAddress>, Recording>; // by API and run

// The complete lines: the last line may be cut off.
void read_lines(const std::string& text, Recordings& runs) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string::npos) return;
        try {
            const auto document = json::Document::parse("", text.substr(at, end - at));
            const auto member = [&](std::string_view name) {
                const json::Value* value = document.root().find(name);
                return value == nullptr ? std::string() : std::string(value->text);
            };
            RunInfo run{member("api"),
                        {member("run_id"), {}},
                        member("from"),
                        member("recorded_at"),
                        member("contract")};
            if (const json::Value* path = document.root().find("path"))
                for (const json::Member& each : path->members)
                    run.address.path.emplace(each.name, each.value.text);
            if (member("rest").empty()) { // settled
                runs.erase({run.api, run.address});
                at = end + 1;
                continue;
            }
            Recording& recording = runs.try_emplace({run.api, run.address}, run).first->second;
            recording.restore({json::to_unsigned(member("at_ms")).value_or(0), member("rest")});
        } catch (const json::LoadError&) {
            // Not one of our lines.
        }
        at = end + 1;
    }
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
    line += "}\n";
    for (std::string_view rest = line; !rest.empty();) {
        const ::ssize_t count = ::write(descriptor_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw std::system_error(errno, std::generic_category(), path_);
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
}

RecoveryLog::Found RecoveryLog::recover(const std::string& folder) {
    Found found;
    Recordings runs;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string path = entry.path().string();
        if (!entry.path().filename().string().starts_with(kPrefix)) continue;
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool is_free = descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (is_free) {
            read_lines(json::read_file(path), runs);
            found.files.push_back(path);
        }
        if (descriptor >= 0) ::close(descriptor);
    }
    for (auto& [key, recording] : runs) found.recordings.push_back(std::move(recording));
    return found;
}

} // namespace understudy::record
