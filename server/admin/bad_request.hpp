#pragma once

#include <stdexcept>
#include <string>

namespace understudy::admin {

/// A body that was sent to the admin API and is not what it takes.
class BadRequest : public std::runtime_error {
public:
    /// `pointer`: where in the body; empty for all of it. `reason`: expected …; found ….
    BadRequest(std::string pointer, const std::string& reason)
        : std::runtime_error((pointer.empty() ? "" : pointer + ": ") + reason),
          pointer_(std::move(pointer)) {}

    const std::string& pointer() const { return pointer_; }

private:
    std::string pointer_;
};

} // namespace understudy::admin
