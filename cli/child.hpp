#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace understudy::cli {

/// A program that runs beside this one.
class Child {
public:
    /// Adds these variables to our environment. Throws UsageError if the program cannot be started.
    Child(const std::vector<std::string>& command,
          const std::vector<std::pair<std::string, std::string>>& environment);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Waits until it ends. Returns its exit status, or 128 plus the number of the signal that ended it.
    int wait() const;

    /// Asks it to end (SIGTERM), if wait() has not returned.
    void ask_to_end() const;

private:
    pid_t id_ = -1;
};

} // namespace understudy::cli
