#include "validator/contract/media_type.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

namespace {

using namespace understudy;

struct Sample {
    const char* content_type;
    const char* range;
    bool fits;
};
std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.content_type << " of " << sample.range;
}

const Sample samples[] = {
    {"application/json", "application/json", true},
    {"Application/JSON", "application/json", true},
    {"application/json; charset=utf-8", "application/json", true},
    {"application/json", "application/json; charset=utf-8", true},
    {"application/json; charset=iso-8859-1", "application/json; charset=utf-8", true},
    {"application/json", "application/json; version=2", false},
    {"application/json; version=2; charset=utf-8", "application/json; version=\"2\"", true},
    {"application/json", "*/*", true},
    {"application/json", "application/*", true},
    {"text/plain", "application/*", false},
    {"application/problem+json", "application/*+json", true},
    {"application/json", "application/*+json", false},
    {"text/vnd.x+json", "application/*+json", false},
};

BOOST_AUTO_TEST_SUITE(media_type)

BOOST_DATA_TEST_CASE(a_content_type_is_of_a_range, samples, sample) {
    BOOST_TEST(contract::is_of(sample.content_type, sample.range) == sample.fits);
}

BOOST_AUTO_TEST_CASE(the_closest_range_is_the_most_specific) {
    const char* ranges[] = {"*/*", "application/*", "application/*+json", "application/json",
                            "application/json; version=1"};
    for (std::size_t i = 1; i < std::size(ranges); ++i)
        BOOST_TEST(contract::closeness(ranges[i]) > contract::closeness(ranges[i - 1]), ranges[i]);
    BOOST_TEST(contract::closeness("application/json; charset=utf-8") ==
               contract::closeness("application/json"));
}

BOOST_AUTO_TEST_CASE(sequences_of_json_are_known) {
    using contract::Sequence;
    BOOST_TEST((contract::sequence_of("application/x-ndjson; charset=utf-8") == Sequence::lines));
    BOOST_TEST((contract::sequence_of("application/jsonl") == Sequence::lines));
    BOOST_TEST((contract::sequence_of("application/json-seq") == Sequence::records));
    BOOST_TEST((contract::sequence_of("text/event-stream") == Sequence::events));
    BOOST_TEST((contract::sequence_of("application/json") == Sequence::none));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
