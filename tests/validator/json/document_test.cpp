#include "validator/json/document.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace data = boost::unit_test::data;

std::string slice(const Document& document, const Value& value) {
    return std::string(document.text().substr(value.offset, value.end - value.offset));
}

std::string what_is_wrong(const std::string& text, Limits limits = {}) {
    try {
        Document::parse("file.json", text, limits);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "nothing";
}

const std::vector<Case> texts = load_cases("json/reader.json");

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(every_value_knows_where_it_stands) {
    const std::string text =
        "\n { \"a\\u0062\" : [ 1.0 , \"x\\\"\\\\\" , {} , [] ] ,\r\n\"é\":\"é\",\"\":null, \"t\":true,\"f\" "
        ": false }  ";
    const Document document = Document::parse("x", text);
    BOOST_TEST(slice(document, document.root()) == text.substr(2, text.size() - 4));
    const auto at = [&](std::string_view pointer) {
        const Value* value = document.at(pointer);
        BOOST_TEST_REQUIRE(value != nullptr, pointer);
        return slice(document, *value);
    };
    BOOST_TEST(at("/ab") == "[ 1.0 , \"x\\\"\\\\\" , {} , [] ]");
    BOOST_TEST(at("/ab/0") == "1.0");
    BOOST_TEST(at("/ab/1") == "\"x\\\"\\\\\"");
    BOOST_TEST(at("/ab/2") == "{}");
    BOOST_TEST(at("/ab/3") == "[]");
    BOOST_TEST(at("/é") == "\"é\"");
    BOOST_TEST(at("/") == "null");
    BOOST_TEST(at("/t") == "true");
    BOOST_TEST(at("/f") == "false");
}

BOOST_AUTO_TEST_CASE(strings_are_decoded_and_numbers_kept) {
    const Document document =
        Document::parse("x", R"(["\"\\\/\b\f\n\r\t\u0041\u0000\ud83d\ude00é", 1.50, "", -0])");
    const auto& elements = document.root().elements;
    BOOST_TEST_REQUIRE(elements.size() == 4U);
    BOOST_TEST(elements[0].text == std::string_view("\"\\/\b\f\n\r\tA\0😀é", 16));
    BOOST_TEST(elements[1].text == "1.50");
    BOOST_TEST(elements[2].text == "");
    BOOST_TEST(elements[3].text == "-0");
}

BOOST_AUTO_TEST_CASE(members_keep_their_order) {
    const Document document = Document::parse("x", R"({"b":1,"a":2,"":3,"B":4})");
    std::string names;
    for (const Member& member : document.root().members)
        names += std::string(member.name) + "=" + std::string(member.value.text) + " ";
    BOOST_TEST(names == "b=1 a=2 =3 B=4 ");
    BOOST_TEST(document.root().find("a")->text == "2");
    BOOST_TEST(document.root().find("A") == nullptr);
    BOOST_TEST(document.root().find("a")->find("x") == nullptr);
}

BOOST_AUTO_TEST_CASE(views_survive_a_move) {
    Document document = Document::parse("x", R"({"a":["short"]})");
    const Value& value = *document.at("/a/0");
    const Document moved = std::move(document);
    BOOST_TEST(value.text == "short");
    BOOST_TEST(moved.at("/a/0") == &value);
    BOOST_TEST(moved.text() == R"({"a":["short"]})");
    BOOST_TEST(moved.file() == "x");
}

BOOST_AUTO_TEST_CASE(a_name_given_twice_is_an_error_at_its_second_place) {
    BOOST_TEST(what_is_wrong("{\"a\":1,\n \"b\":2,\n \"a\":3}") ==
               "file.json:3:2: not JSON: the name \"a\" is given twice in one object");
    BOOST_TEST(what_is_wrong("[{\"a\":1},{\"a\":1}]") == "nothing");
    BOOST_TEST(what_is_wrong("{\"a\":{\"a\":1}}") == "nothing");
    BOOST_TEST(what_is_wrong("[{\"\":1,\"\":1}]") ==
               "file.json:1:8: not JSON: the name \"\" is given twice in one object");
    BOOST_TEST(what_is_wrong("{\"a\":1,\"\\u0061\":1}") ==
               "file.json:1:8: not JSON: the name \"a\" is given twice in one object");
    std::string wide = "{";
    for (int i = 0; i < 100; ++i) wide += "\"n" + std::to_string(i) + "\":0,";
    BOOST_TEST(what_is_wrong(wide + "\"x\":0}") == "nothing");
    BOOST_TEST(what_is_wrong(wide + "\"n7\":0}").ends_with("the name \"n7\" is given twice in one object"));
}

BOOST_AUTO_TEST_CASE(errors_say_line_and_column) {
    BOOST_TEST(what_is_wrong("") == "file.json:1:1: not JSON: empty");
    BOOST_TEST(what_is_wrong("{\n  \"é\": [1,\n   x]}").starts_with("file.json:3:4: not JSON: "));
    BOOST_TEST(what_is_wrong("{\r\n\"é\": x}").starts_with("file.json:2:6: not JSON: "));
    BOOST_TEST(what_is_wrong("{}\n\n  {}") ==
               "file.json:3:3: not JSON: more bytes after the end of the document");
    BOOST_TEST(what_is_wrong("[\n1") == "file.json:2:2: not JSON: cut off before its end");
    BOOST_TEST(what_is_wrong("[\"\xff\"]") == "file.json:1:3: not JSON: not well-formed UTF-8");
    BOOST_TEST(what_is_wrong("[[[]]]", {.depth = 2}) ==
               "file.json:1:3: not JSON: nested deeper than the limit of 2");
    BOOST_TEST(what_is_wrong(repeated("[", 2'000'000)) ==
               "file.json:1:1001: not JSON: nested deeper than the limit of 1000");
}

BOOST_AUTO_TEST_CASE(an_error_can_be_made_for_any_value) {
    const Document document = Document::parse("file.json", "{\n \"a\": [1,\n  2]}");
    const LoadError error = document.error(*document.at("/a/1"), "/a/1", "too much");
    BOOST_TEST(error.what() == std::string("file.json:3:3: /a/1: too much"));
    BOOST_TEST(error.file() == "file.json");
    BOOST_TEST(error.pointer() == "/a/1");
    BOOST_TEST(error.reason() == "too much");
    BOOST_TEST(LoadError("f", "", "r").what() == std::string("f: r"));
    BOOST_TEST(LoadError("f", "/p", "r").what() == std::string("f: /p: r"));
}

BOOST_DATA_TEST_CASE(reads_what_the_reader_reads_and_nothing_else, data::make(texts), each) {
    const std::string wrong = what_is_wrong(each.text("text"));
    if (each.has("events") && each.name() != "a name twice is not a syntax error")
        BOOST_TEST(wrong == "nothing");
    else
        BOOST_TEST(wrong.starts_with("file.json:"));
}

BOOST_AUTO_TEST_CASE(a_large_document_with_values_of_all_kinds) {
    std::string text = "[";
    for (int i = 0; i < 5000; ++i) text += "{\"name\\u0020" + std::to_string(i) + "\":[\"é\\n\",1.0,{}]},";
    const Document document = Document::parse("x", text + "null]");
    BOOST_TEST(document.root().elements.size() == 5001U);
    BOOST_TEST(document.at("/4999/name 4999/0")->text == "é\n");
    BOOST_TEST(document.root().elements[5000].is(Kind::null));
}

BOOST_AUTO_TEST_CASE(files_are_read_as_they_are) {
    const TemporaryFolder folder;
    const std::string bytes("a\r\n\0\xff", 5);
    BOOST_TEST(read_file(folder.write("bytes", bytes)) == bytes);
    BOOST_TEST(read_file(folder.write("empty", "")) == "");
    BOOST_TEST(Document::load(folder.write("good file.json", "[1]")).root().elements.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_named_with_the_reason) {
    const TemporaryFolder folder;
    const auto reason = [](const std::string& file) {
        try {
            read_file(file);
        } catch (const LoadError& error) {
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    BOOST_TEST(reason(folder.file("none")) ==
               folder.file("none") + ": cannot be read: No such file or directory");
    BOOST_TEST(reason(folder.path()) == folder.path() + ": cannot be read: Is a directory");
    std::filesystem::create_symlink("loop", folder.file("loop"));
    BOOST_TEST(reason(folder.file("loop")) ==
               folder.file("loop") + ": cannot be read: Too many levels of symbolic links");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
