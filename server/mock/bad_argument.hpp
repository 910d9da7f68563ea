#pragma once

#include <stdexcept>
#include <string>

namespace understudy::mock {

/// A caller asked for something that the mock cannot do: a rule, an id or a state is wrong.
class BadArgument : public std::runtime_error {
public:
    /// `pointer`: the place in the caller's input (RFC 6901); empty for all of it. `reason`: expected …;
    /// found ….
    BadArgument(std::string pointer, const std::string& reason)
        : std::runtime_error((pointer.empty() ? "" : pointer + ": ") + reason),
          pointer_(std::move(pointer)) {}

    const std::string& pointer() const { return pointer_; }

private:
    std::string pointer_;
};

} // namespace understudy::mock
