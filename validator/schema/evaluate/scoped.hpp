#pragma once

#include <utility>

namespace understudy::schema {

/// Puts a value where it belongs again at the end of a scope.
template <class T>
class Restored {
public:
    Restored(T& variable, T value) : variable_(variable), old_(std::exchange(variable, std::move(value))) {}
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;
    ~Restored() { variable_ = std::move(old_); }

private:
    T& variable_;
    T old_;
};

/// Something on a stack until the end of a scope.
template <class Stack>
class Pushed {
public:
    Pushed(Stack& stack, typename Stack::value_type value) : stack_(stack) {
        stack_.push_back(std::move(value));
    }
    Pushed(const Pushed&) = delete;
    Pushed& operator=(const Pushed&) = delete;
    ~Pushed() { stack_.pop_back(); }

private:
    Stack& stack_;
};

} // namespace understudy::schema
