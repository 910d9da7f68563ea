#include "tests/program/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace understudy::test {
namespace {

constexpr unsigned kNobody = 65534;

void put(const std::string& file, int descriptor, int flags) {
    const int opened = ::open(file.c_str(), flags, 0600);
    if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(126);
    ::close(opened);
}

[[noreturn]] void become(const Start& start, const std::string& in, const std::string& out,
                         const std::string& err) {
    ::setpgid(0, 0);
    put(in, STDIN_FILENO, O_RDONLY);
    put(out, STDOUT_FILENO, O_WRONLY);
    put(err, STDERR_FILENO, O_WRONLY);
    if (!start.folder.empty() && ::chdir(start.folder.c_str()) != 0) ::_exit(126);
    for (const std::string& entry : start.environment) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos)
            ::unsetenv(entry.c_str());
        else
            ::setenv(entry.substr(0, equals).c_str(), entry.substr(equals + 1).c_str(), 1);
    }
    std::vector<char*> arguments;
    for (const std::string& argument : start.command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    if (start.as_nobody && ::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
        ::_exit(126);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

// The status of the child, which is killed with all that it started where it takes too long.
int wait_for(pid_t child, std::chrono::minutes most) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + most;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (steady_clock::now() > end) {
            ::kill(-child, SIGKILL);
            ::waitpid(child, &status, 0);
            break;
        }
        std::this_thread::sleep_for(milliseconds(1));
    }
    ::kill(-child, SIGKILL); // what it left behind
    return status;
}

} // namespace

Ended run(const Start& start) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in", start.input);
    const std::string out = folder.write("out", "");
    const std::string err = folder.write("err", "");
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork");
    if (child == 0) become(start, in, out, err);
    const int status = wait_for(child, start.most);
    Ended ended;
    if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
    ended.out = json::read_file(out);
    ended.err = json::read_file(err);
    return ended;
}

std::string understudy_program() {
    return UNDERSTUDY_PROGRAM;
}

std::string understudy_program_for_nobody(const std::string& folder) {
    namespace fs = std::filesystem;
    fs::permissions(folder, fs::perms::all);
    const std::string copy = folder + "/understudy";
    fs::copy_file(understudy_program(), copy);
    fs::permissions(copy, fs::perms::all);
    return copy;
}

} // namespace understudy::test
