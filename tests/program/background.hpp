#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>
#include <vector>

namespace understudy::test {

/// A program that serves: started, and ready when the constructor returns, which is when it has printed its
/// first line. It is ended with its owner.
class Background {
public:
    /// `signal`: what ends it. Throws std::runtime_error where no line comes within half a minute.
    explicit Background(const std::vector<std::string>& command, int signal = SIGTERM);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// The base URL of an API, from the line that it has printed.
    std::string url(const std::string& api) const;

    ::pid_t pid() const { return process_; }

    /// Ends it now, and not at the end of its owner: its exit status; -1 where a signal ended it.
    int end();

private:
    ::pid_t process_ = -1;
    int signal_;
    int output_ = -1; ///< kept open, or what it prints later would end it
    std::string ready_;
};

} // namespace understudy::test
