#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/server/mock/scenario.hpp"

namespace {

using namespace understudy::test;

BOOST_DATA_TEST_CASE(scenario_is_played_as_written, boost::unit_test::data::make(load_scenarios()),
                     scenario) {
    scenario.play();
}

} // namespace
