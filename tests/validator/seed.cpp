#include "tests/validator/seed.hpp"

#include <cstdlib>
#include <iostream>
#include <random>

namespace understudy::test {

unsigned seed() {
    static const unsigned kSeed = [] {
        const char* given = std::getenv("UNDERSTUDY_SEED");
        const unsigned value =
            given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device{}();
        std::cout << "UNDERSTUDY_SEED=" << value << std::endl;
        return value;
    }();
    return kSeed;
}

} // namespace understudy::test
