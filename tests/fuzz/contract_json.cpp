#include "tests/fuzz/contract.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    understudy::fuzz::read_contract("/no/such/folder/contract.json", understudy::fuzz::text_of(data, size));
    return 0;
}
