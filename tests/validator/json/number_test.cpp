#include "validator/json/number.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace data = boost::unit_test::data;

const std::vector<Case> cases = load_cases("json/numbers.json");

std::string shown(const Decimal& number) {
    return (number.negative ? "-" : "") + (number.digits.empty() ? "0" : number.digits) + "e" +
           std::to_string(number.exponent);
}

// From the least to the greatest; those in one row are equal.
const std::vector<std::vector<std::string>> ascending = {
    {"-1e400", "-10e399"},
    {"-9007199254740993"},
    {"-9007199254740992"},
    {"-10", "-1e1"},
    {"-9.99"},
    {"-1", "-1.0", "-10e-1"},
    {"-0.2"},
    {"-0.1"},
    {"-1e-400"},
    {"0", "-0", "0.0", "0e7", "-0.00e-7"},
    {"1e-400"},
    {"0.1", "0.10", "1e-1"},
    {"0.12"},
    {"0.2"},
    {"0.30000000000000003"},
    {"0.30000000000000004"},
    {"1", "1.0", "100e-2", "0.01e2"},
    {"1.5"},
    {"9"},
    {"9.99"},
    {"10", "1e1"},
    {"11"},
    {"99"},
    {"100", "1e2"},
    {"9007199254740992", "9007199254740992.0"},
    {"9007199254740992.5"},
    {"9007199254740993"},
    {"18446744073709551615"},
    {"18446744073709551616"},
    {"1e399"},
    {"1e400", "10e399"},
    {"1e99999999999999999999"},
};

BOOST_AUTO_TEST_SUITE(number)

BOOST_DATA_TEST_CASE(is_read_exactly, data::make(cases), each) {
    BOOST_TEST(shown(Decimal::parse(each.name())) == each.text("decimal"));
    BOOST_TEST(is_integer(each.name()) == each.word("integer"));
    const auto whole = to_unsigned(each.name());
    BOOST_TEST((whole ? std::to_string(*whole) : "none") == each.text("unsigned", "none"));
}

BOOST_AUTO_TEST_CASE(any_two_compare_as_their_values_do) {
    for (std::size_t i = 0; i < ascending.size(); ++i)
        for (std::size_t j = 0; j < ascending.size(); ++j)
            for (const std::string& a : ascending[i])
                for (const std::string& b : ascending[j]) {
                    const auto order = Decimal::parse(a) <=> Decimal::parse(b);
                    BOOST_TEST((order == 0) == (i == j), a << " and " << b);
                    BOOST_TEST((order < 0) == (i < j), a << " and " << b);
                    BOOST_TEST((Decimal::parse(a) == Decimal::parse(b)) == (i == j), a << " and " << b);
                }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
