#include "cli/child.hpp"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/options.hpp"

namespace understudy::cli {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

} // namespace

Child::Child(const std::vector<std::string>& command,
             const std::vector<std::pair<std::string, std::string>>& environment) {
    std::vector<std::string> arguments = command;
    std::vector<std::string> variables;
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view variable = *each;
        bool is_ours = false;
        for (const auto& [name, value] : environment) is_ours = is_ours || variable.starts_with(name + "=");
        if (!is_ours) variables.emplace_back(variable);
    }
    const int error = ::posix_spawnp(&id_, arguments.front().c_str(), nullptr, nullptr,
                                     pointers(arguments).data(), pointers(variables).data());
    if (error != 0) throw UsageError("--exec: cannot run " + command.front() + ": " + std::strerror(error));
}

int Child::wait() const {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0)
        if (errno != EINTR) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Child::ask_to_end() const {
    ::kill(id_, SIGTERM);
}

} // namespace understudy::cli
