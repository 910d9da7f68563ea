#pragma once

#include <cstddef>
#include <random>

namespace understudy::test {

/// Chance, repeatable.
class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }
    bool once_in(std::size_t count) { return below(count) == 0; }
    template <class List>
    auto& any(List& list) {
        return list[below(list.size())];
    }

private:
    std::mt19937 random_;
};

} // namespace understudy::test
