#include "server/record/fixture_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/json/write.hpp"

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

/// Whether the file is the fixture of another run: one with other parents, or whose id makes the same name.
bool has_other_run(const std::string& file, const std::string& fixture) {
    const auto text_of = [](const json::Document& document, std::string_view name) {
        std::string text;
        if (const json::Value* value = document.root().find(name)) json::write_compact(*value, text);
        return text;
    };
    try {
        const json::Document old = json::Document::load(file), made = json::Document::parse("", fixture);
        return text_of(old, "run_id") != text_of(made, "run_id") ||
               text_of(old, "path") != text_of(made, "path");
    } catch (const std::exception&) { // there is none yet, or it is damaged
        return false;
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

std::string FixtureWriter::write(std::string_view api, std::string_view run_id,
                                 std::string_view fixture) const {
    const std::string folder = folder_ + "/" + file_name(api);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw std::system_error(error, folder);
    std::string name = folder + "/.recording-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    {
        const File file(name, descriptor);
        const Temporary unfinished{name};
        file.write(fixture);
        file.permit(0644);
        file.sync();
        const std::string base = folder + "/" + file_name(run_id);
        for (unsigned number = 1;; ++number) {
            const std::string target = base + (number == 1 ? "" : "-" + std::to_string(number)) + ".json";
            if (replaces_ && has_other_run(target, std::string(fixture))) continue;
            const bool is_done = replaces_ ? ::rename(name.c_str(), target.c_str()) == 0
                                           : ::link(name.c_str(), target.c_str()) == 0;
            if (!is_done && (errno != EEXIST || replaces_)) fail(target);
            if (!is_done) continue;
            sync_folder(folder);
            return target;
        }
    }
}

} // namespace understudy::record
