#include <zlib.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "server/http/gzip.hpp"

namespace {

using namespace understudy::http;
namespace data = boost::unit_test::data;

struct Accepted {
    const char* value;
    bool accepted;
};
std::ostream& operator<<(std::ostream& stream, const Accepted& each) {
    return stream << each.value;
}
const std::vector<Accepted> values = {
    {"gzip", true},
    {"GZIP", true},
    {"br, gzip", true},
    {"deflate ,\tx-gzip;q=0.5", true},
    {"*", true},
    {"identity, *;q=0.1", true},
    {"gzip;q=0.001", true},
    {"gzip;q=0", false},
    {"gzip; q=0.000", false},
    {"*, gzip;q=0", false},
    {"*;q=0", false},
    {"br", false},
    {"gzipped", false},
    {"", false},
    {",", false},
    {"gzip;q=1, gzip;q=0", true},
};

BOOST_AUTO_TEST_SUITE(gzip_coding)

BOOST_DATA_TEST_CASE(it_is_used_where_it_is_accepted, data::make(values), each) {
    const Field fields[] = {{"Accept-Encoding", each.value}};
    BOOST_TEST(accepts_gzip({"GET", "/", "", fields, {}}) == each.accepted);
}

BOOST_AUTO_TEST_CASE(a_body_comes_out_as_it_went_in) {
    const std::string body(10'000, 'a');
    const Field fields[] = {{"content-type", "text/plain"}};
    const auto reply = gzipped(*Reply::make(200, fields, body));
    BOOST_TEST_REQUIRE(reply != nullptr);
    BOOST_TEST(reply->head().find("content-encoding: gzip\r\n") != std::string_view::npos);
    BOOST_TEST(reply->head().find("vary: accept-encoding\r\n") != std::string_view::npos);
    BOOST_TEST(reply->body().size() < 100U);
    std::string back(20'000, '\0');
    z_stream stream{};
    BOOST_TEST(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string packed(reply->body());
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(back.data());
    stream.avail_out = static_cast<uInt>(back.size());
    BOOST_TEST(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    back.resize(stream.total_out);
    inflateEnd(&stream);
    BOOST_TEST((back == body));
}

BOOST_AUTO_TEST_CASE(a_reply_is_compressed_once_for_as_long_as_it_lives) {
    GzipCache cache;
    auto reply = Reply::make(200, {}, std::string(9'000, 'a'));
    const auto first = cache.of(reply);
    BOOST_TEST(cache.of(reply) == first);
    for (int i = 0; i < 100; ++i) { // another at the same address, sooner or later
        reply = nullptr;
        reply = Reply::make(200, {}, std::string(9'000, 'b'));
        BOOST_TEST(cache.of(reply) != first);
    }
}

BOOST_AUTO_TEST_CASE(what_is_small_coded_or_ordered_is_left_as_it_is) {
    const Field coded[] = {{"Content-Encoding", "br"}};
    BOOST_TEST(gzipped(*Reply::make(200, {}, "small")) == nullptr);
    BOOST_TEST(gzipped(*Reply::make(200, coded, std::string(9'000, 'a'))) == nullptr);
    BOOST_TEST(gzipped(*Reply::make(200, {}, std::string(9'000, 'a'), Delivery{})) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
