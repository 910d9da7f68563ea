// Compressed files are read as what they hold, whatever they are called.

#include "validator/intake/decoder.hpp"

#include <zlib.h>
#include <zstd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <system_error>

#include "tests/validator/temporary_folder.hpp"
#include "validator/intake/files.hpp"
#include "validator/intake/text_reader.hpp"

namespace {

using namespace understudy;
using test::TemporaryFolder;
namespace data = boost::unit_test::data;

std::string gzip(const std::string& text) {
    z_stream stream{};
    BOOST_REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    BOOST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstd(const std::string& text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

struct Codec {
    const char* name;
    std::string (*encode)(const std::string&);
};
std::ostream& operator<<(std::ostream& stream, const Codec& codec) {
    return stream << codec.name;
}
const std::vector<Codec> codecs = {{"gzip", gzip}, {"zstd", zstd}};

struct Read {
    std::size_t texts = 0;
    std::size_t bytes = 0;
    std::string error;
};

Read read(const std::string& file) {
    Read result;
    try {
        std::size_t line = 1;
        intake::BlockReader reader(file, std::size_t{1} << 30);
        for (intake::Block block; reader.next(block);)
            line += intake::read_texts(block, line, [&](const intake::Text& text) {
                ++result.texts;
                result.bytes += text.bytes.size();
            });
    } catch (const std::system_error& error) {
        result.error = error.what();
    }
    return result;
}

std::string lines(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "{\"n\": " + std::to_string(i * 7919) + "}\n";
    return text;
}

BOOST_AUTO_TEST_SUITE(decoder)

BOOST_DATA_TEST_CASE(a_compressed_file_is_what_it_holds, data::make(codecs), codec) {
    const TemporaryFolder folder;
    for (const std::size_t count : {1U, 2U, 100'000U}) {
        const std::string text = lines(count);
        for (const char* name : {"a.ndjson", "a.ndjson.gz", "a.txt", "a"}) {
            const Read plain = read(folder.write("p-" + std::string(name), text));
            const Read decoded = read(folder.write(name, codec.encode(text)));
            BOOST_TEST(decoded.error == "");
            BOOST_TEST(decoded.texts == plain.texts);
            BOOST_TEST(decoded.bytes == plain.bytes);
        }
    }
    const std::string half = lines(500);
    BOOST_TEST(read(folder.write("two", codec.encode(half) + codec.encode(half))).texts == 1000U);
}

BOOST_DATA_TEST_CASE(what_was_whole_before_a_cut_is_read_and_the_cut_is_told, data::make(codecs), codec) {
    const TemporaryFolder folder;
    const std::string whole = codec.encode(lines(200'000));
    const std::string file = folder.write("cut.ndjson", std::string_view(whole).substr(0, whole.size() / 2));
    const Read cut = read(file);
    BOOST_TEST(cut.error == file + ": cut off before its end");
    BOOST_TEST(cut.texts > 1000U);
    BOOST_TEST(cut.texts < 200'000U);
}

BOOST_DATA_TEST_CASE(what_is_damaged_is_told, data::make(codecs), codec) {
    const TemporaryFolder folder;
    std::string bytes = codec.encode(lines(50'000));
    for (std::size_t i = 200; i < bytes.size(); i += 97) bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
    BOOST_TEST(read(folder.write("x.ndjson", bytes)).error.find("damaged ") != std::string::npos);
    BOOST_TEST(read(folder.write("y.ndjson", bytes.substr(0, 4))).error.find("cut off") != std::string::npos);
}

BOOST_DATA_TEST_CASE(a_bomb_is_not_read_to_its_end, data::make(codecs), codec) {
    std::string bomb = codec.encode(std::string(std::size_t{128} << 20, ' '));
    const TemporaryFolder folder;
    const Read result = read(folder.write("bomb.ndjson", bomb));
    const bool is_told = result.error.find("more than 1000 times") != std::string::npos;
    BOOST_TEST((is_told || bomb.size() * 1000 > (std::size_t{128} << 20)), result.error);
}

BOOST_AUTO_TEST_CASE(compressed_files_of_a_folder_are_found) {
    const TemporaryFolder folder;
    for (const char* name : {"a.json.gz", "b.ndjson.zst", "c.gz", "d.tar.gz", "e.jsonl"})
        folder.write(name, "x");
    BOOST_TEST(intake::find_files(folder.path()).size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
