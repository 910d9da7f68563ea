#include "server/record/fixture_writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/json/write.hpp"
#include "validator/text/time.hpp"

namespace understudy::record {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path) {
    throw std::system_error(errno, std::generic_category(), path);
}

/// A descriptor that closes itself.
class File {
public:
    File(const std::string& path, int descriptor) : path_(path), descriptor_(descriptor) {
        if (descriptor_ < 0) fail(path_);
    }
    ~File() { ::close(descriptor_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view text) const {
        while (!text.empty()) {
            const ::ssize_t count = ::write(descriptor_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail(path_);
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void sync() const {
        if (::fsync(descriptor_) != 0) fail(path_);
    }
    void permit(::mode_t mode) const { ::fchmod(descriptor_, mode); }

private:
    const std::string& path_;
    int descriptor_;
};

void sync_folder(const std::string& folder) {
    File(folder, ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)).sync();
}

/// A file that is removed unless it is kept.
struct Temporary {
    std::string path;
    ~Temporary() { ::unlink(path.c_str()); }
};

constexpr std::string_view kUnfinished = ".recording-";

/// Makes a file beside the fixture. Its lock shows that it is being written, and ends with the process,
/// however that ends.
int open_unfinished(const std::string& folder, std::string& name) {
    for (;;) {
        name = folder + "/" + std::string(kUnfinished) + "XXXXXX";
        const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (descriptor < 0) fail(name);
        struct ::stat status = {};
        const bool is_taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!is_taken && ::fstat(descriptor, &status) == 0 && status.st_nlink != 0) return descriptor;
        ::close(descriptor); // somebody who tidies up had it first
    }
}

/// Of the fixture that is to be written, what a file with its name holds.
enum class Held { nothing, this_recording, older_recording, newer_recording, other_run };

Held held(const std::string& file, const std::string& fixture) {
    const auto text_of = [](const json::Document& document, std::string_view name) {
        std::string text;
        if (const json::Value* value = document.root().find(name)) json::write_compact(*value, text);
        return text;
    };
    const auto time_of = [](const json::Document& document) {
        const json::Value* at = document.at("/recorded/at");
        return at == nullptr ? std::nullopt : text::parse_time(at->text);
    };
    try {
        const std::string text = json::read_file(file);
        // The responses come last. A recording that a killed recorder has left may have fewer.
        if (text.starts_with(fixture.substr(0, fixture.rfind("\n  ]")))) return Held::this_recording;
        const json::Document old = json::Document::parse(file, text),
                             made = json::Document::parse("", fixture);
        if (text_of(old, "run_id") != text_of(made, "run_id") ||
            text_of(old, "path") != text_of(made, "path"))
            return Held::other_run;
        return time_of(old) > time_of(made) ? Held::newer_recording : Held::older_recording;
    } catch (const json::LoadError&) { // there is none yet, or it is damaged
        return Held::nothing;
    }
}

} // namespace

std::string file_name(std::string_view run_id) {
    constexpr std::size_t kLongest = 200;
    std::string name;
    for (const char c : run_id.substr(0, kLongest)) {
        const bool is_good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             c == '-' || c == '_' || (c == '.' && !name.empty());
        name += is_good ? c : '_';
    }
    return name.empty() ? "_" : name;
}

FixtureWriter::FixtureWriter(std::string folder, bool replaces)
    : folder_(std::move(folder)), replaces_(replaces) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw std::system_error(error, folder_);
    if (::access(folder_.c_str(), W_OK | X_OK) != 0) fail(folder_);
}

FixtureWriter::Written FixtureWriter::write(std::string_view api, std::string_view run_id,
                                            const std::string& fixture) const {
    const std::string folder = folder_ + "/" + file_name(api);
    std::error_code error;
    const bool is_new = fs::create_directories(folder, error);
    if (error) throw std::system_error(error, folder);
    if (is_new) sync_folder(folder_);
    std::string name;
    const File file(name, open_unfinished(folder, name));
    const Temporary unfinished{name};
    file.write(fixture);
    file.permit(0644);
    file.sync();
    Written written;
    const std::string base = folder + "/" + file_name(run_id);
    for (unsigned number = 1;; ++number) {
        const std::string target = base + (number == 1 ? "" : "-" + std::to_string(number)) + ".json";
        const Held there = held(target, fixture);
        if (there == Held::this_recording) return {target, true};
        const bool is_same_run = there == Held::older_recording || there == Held::newer_recording;
        const bool replaces = replaces_ && (there == Held::older_recording || there == Held::nothing);
        if (is_same_run && !replaces && written.same_run.empty()) written.same_run = target;
        if (replaces ? ::rename(name.c_str(), target.c_str()) == 0
                     : ::link(name.c_str(), target.c_str()) == 0) {
            sync_folder(folder);
            written.file = target;
            return written;
        }
        if (errno != EEXIST || replaces) fail(target);
    }
}

void FixtureWriter::remove_unfinished() const {
    std::error_code error;
    for (const auto& api : fs::directory_iterator(folder_, error)) {
        for (const auto& entry : fs::directory_iterator(api.path(), error)) {
            if (!entry.path().filename().string().starts_with(kUnfinished)) continue;
            const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
            if (descriptor < 0) continue;
            if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(entry.path().c_str());
            ::close(descriptor);
        }
    }
}

} // namespace understudy::record
