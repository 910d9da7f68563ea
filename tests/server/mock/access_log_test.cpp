#include <boost/test/unit_test.hpp>

#include "server/mock/access_log.hpp"

namespace {

using namespace understudy;
using namespace understudy::mock;

BOOST_AUTO_TEST_SUITE(access_log)

RequestOutcome outcome() {
    RequestOutcome outcome;
    outcome.status = 404;
    outcome.api = "noxus";
    outcome.run_id = "r\"1";
    outcome.note = "run: there is none";
    outcome.at_ms = 1'795'327'322'747;
    outcome.took_us = 12;
    return outcome;
}

const http::Request asked{"GET", "/noxus/v1/runs/r%221?api_key=hush", "host", {}, {}};

BOOST_AUTO_TEST_CASE(a_line_of_text) {
    BOOST_TEST(access_line(LogFormat::text, asked, outcome(), "s1", CredentialMask()) ==
               "2026-11-22T06:02:02Z GET /noxus/v1/runs/r%221?api_key=*** 404 12us session=s1 (run: there is "
               "none)\n");
}

BOOST_AUTO_TEST_CASE(a_line_of_json) {
    BOOST_TEST(access_line(LogFormat::json, asked, outcome(), "", CredentialMask()) ==
               R"({"time":"2026-11-22T06:02:02Z","method":"GET","target":"/noxus/v1/runs/r%221?api_key=***",)"
               R"("status":404,"microseconds":12,"api":"noxus","run":"r\"1","matched":false,)"
               R"("note":"run: there is none"})"
               "\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
