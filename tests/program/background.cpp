#include "tests/program/background.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace understudy::test {

Background::Background(const std::vector<std::string>& command, int signal) : signal_(signal) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    ::pollfd waiting{output_, POLLIN, 0};
    for (char c = 0; c != '\n';) {
        if (::poll(&waiting, 1, 30'000) <= 0 || ::read(output_, &c, 1) != 1)
            throw std::runtime_error(command[0] + " " + command[1] + " is not ready");
        ready_ += c;
    }
}

Background::~Background() {
    end();
    ::close(output_);
}

int Background::end() {
    if (process_ == -1) return -1;
    int status = 0;
    ::kill(process_, signal_);
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string Background::url(const std::string& api) const {
    const std::string name = "\"" + api + "\":\"";
    const std::size_t start = ready_.find(name) + name.size();
    return ready_.substr(start, ready_.find('"', start) - start);
}

} // namespace understudy::test
