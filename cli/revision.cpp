#include "cli/revision.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/options.hpp"

namespace understudy::cli {
namespace {

UsageError failure(const std::string& said, const std::string& reason) {
    return UsageError(said + ": expected a file, or REVISION:FILE that `git show` can read; " + reason);
}

// Starts `git show` with its standard output at `out`.
pid_t start(const std::string& said, int out) {
    std::string git = "git", show = "show", object = said;
    std::array<char*, 4> arguments = {git.data(), show.data(), object.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    pid_t id = -1;
    const int error = ::posix_spawnp(&id, "git", &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw failure(said, std::string("git cannot be run: ") + std::strerror(error));
    return id;
}

std::string read_all(int from) {
    std::string text;
    std::array<char, 65536> piece;
    for (;;) {
        const ssize_t size = ::read(from, piece.data(), piece.size());
        if (size > 0) text.append(piece.data(), static_cast<std::size_t>(size));
        if (size == 0 || (size < 0 && errno != EINTR)) return text;
    }
}

} // namespace

bool is_revision(const std::string& said) {
    const std::size_t sign = said.find(':');
    return sign != 0 && sign != std::string::npos && sign + 1 < said.size() && said.front() != '-' &&
           !std::filesystem::exists(said);
}

std::string file_of_revision(const std::string& said) {
    return std::filesystem::path(said.substr(said.find(':') + 1)).filename().string();
}

std::string read_revision(const std::string& said) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw failure(said, std::strerror(errno));
    pid_t id = -1;
    try {
        id = start(said, ends[1]);
    } catch (...) {
        ::close(ends[0]);
        ::close(ends[1]);
        throw;
    }
    ::close(ends[1]);
    std::string text = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw failure(said, "git does not have it");
    return text;
}

} // namespace understudy::cli
