#include "validator/live/content_encoding.hpp"

#include <zlib.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace understudy;
using live::Decoding;

std::string packed(const std::string& text, int window_bits) {
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// Of hexadecimal digits.
std::string bytes(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    return out;
}

constexpr int kGzip = 31, kZlib = 15, kRaw = -15;
constexpr std::size_t kMost = std::size_t{64} << 20;

Decoding decode(std::string_view encoding, std::string body, const std::string& expected,
                std::size_t most = kMost) {
    const Decoding result = live::decode_content(encoding, body, most);
    if (result == Decoding::done) BOOST_TEST(body == expected);
    return result;
}

BOOST_AUTO_TEST_SUITE(content_encoding)

BOOST_AUTO_TEST_CASE(what_is_packed_is_unpacked) {
    const std::string text = "{\"status\": \"completed\"}";
    BOOST_TEST((decode("gzip", packed(text, kGzip), text) == Decoding::done));
    BOOST_TEST((decode(" X-GZIP ", packed(text, kGzip), text) == Decoding::done));
    BOOST_TEST((decode("deflate", packed(text, kZlib), text) == Decoding::done));
    BOOST_TEST((decode("deflate", packed(text, kRaw), text) == Decoding::done));
    BOOST_TEST((decode("deflate, gzip", packed(packed(text, kZlib), kGzip), text) == Decoding::done));
    BOOST_TEST((decode("identity", text, text) == Decoding::done));
    BOOST_TEST((decode("", text, text) == Decoding::done));
    BOOST_TEST((decode("gzip", packed("", kGzip), "") == Decoding::done));
    BOOST_TEST((decode("gzip", packed("a", kGzip) + packed("b", kGzip), "ab") == Decoding::done));
}

BOOST_AUTO_TEST_CASE(what_is_damaged_is_no_body) {
    const std::string whole = packed(std::string(1000, 'a') + "b", kGzip);
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST((decode("gzip", whole.substr(0, size), "") == Decoding::damaged), size);
    BOOST_TEST((decode("gzip", whole + "x", "") == Decoding::damaged));
    BOOST_TEST((decode("gzip", "{}", "") == Decoding::damaged));
    BOOST_TEST((decode("deflate", "{}", "") == Decoding::damaged));
    BOOST_TEST((decode("gzip,gzip,gzip,gzip", whole, "") != Decoding::done));
}

// What other encoders made: a text, and 50 MB of spaces.
BOOST_AUTO_TEST_CASE(brotli_is_unpacked_if_it_is_there) {
    const std::string text = "{\"status\": \"completed\"}";
    const std::string whole = bytes("1b1600f88dd462cd19ee9422207ba5d3979250724a55b04a333902");
    const std::string bomb = bytes(
        "cbffff3ff82540e2b14020f7fe8fffff7ff04b00c4611180eefd1fffffffe0970088c30200ddfb3f"
        "feffffc12f0110870500baf77ffcffff835f02200e0b0074effff20f5e0fbf04401c1600e8a0eb01");
    if (live::accepted_codings() == "gzip, deflate") { // this build is without it
        BOOST_TEST((decode("br", whole, "") == Decoding::unknown));
        return;
    }
    BOOST_TEST(live::accepted_codings() == "gzip, deflate, br");
    BOOST_TEST((decode("br", whole, text) == Decoding::done));
    BOOST_TEST((decode("br, gzip", packed(whole, kGzip), text) == Decoding::done));
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST((decode("br", whole.substr(0, size), "") == Decoding::damaged), size);
    BOOST_TEST((decode("br", whole + "x", "") == Decoding::damaged));
    BOOST_TEST((decode("br", "{}", "") == Decoding::damaged));
    BOOST_TEST((decode("br", whole, "", 10) == Decoding::too_large));
    BOOST_TEST((decode("br", bomb, "") == Decoding::too_large));
}

BOOST_AUTO_TEST_CASE(a_bomb_is_put_out) {
    const std::string bomb = packed(std::string(50'000'000, ' '), kGzip);
    BOOST_TEST(bomb.size() < 100'000U);
    BOOST_TEST((decode("gzip", bomb, "") == Decoding::too_large));
    const std::string text(900'000, 'x'); // under what is always allowed
    BOOST_TEST((decode("gzip", packed(text, kGzip), text) == Decoding::done));
    BOOST_TEST((decode("gzip", packed(text, kGzip), "", 1000) == Decoding::too_large));
    BOOST_TEST((decode("", text, "", 1000) == Decoding::too_large));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
