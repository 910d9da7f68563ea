// `check --threads` as a process: standard input, pipes, and threads that cannot be had.

#include <boost/test/unit_test.hpp>

#include "tests/program/process.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::test;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true; // takes terabytes of addresses for itself
#else
constexpr bool kIsSanitized = false;
#endif

// More than a block can hold, with something wrong in each of many blocks.
std::string lines() {
    const std::string good = R"({"detail": "Run not found"})";
    return repeated(repeated(good + "\n", 500) + "\r\n7\nnot JSON\n{\"detail\": \"x\", \"y\": 1}\r\n", 100) +
           good;
}

Ended check(const std::string& jobs, const std::string& format, const std::string& file,
            const std::string& input = {}) {
    return run({.command = {understudy_program(), "check", "--api", "noxus", "--status", "404",
                            "--max-findings", "250", "--format", format, "--threads", jobs, file},
                .input = input,
                .folder = {},
                .environment = {}});
}

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_AUTO_TEST_CASE(the_report_is_the_same_for_any_number) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.ndjson", lines());
    for (const char* format : {"text", "json"}) {
        const Ended file_alone = check("1", format, file);
        const Ended input_alone = check("1", format, "-", lines());
        BOOST_TEST(file_alone.code == 1, file_alone.err);
        BOOST_TEST(file_alone.out.find("50301") != std::string::npos, file_alone.out.substr(0, 500));
        for (const char* jobs : {"0", "2", "3", "8"}) {
            const Ended of_file = check(jobs, format, file);
            BOOST_TEST(of_file.code == 1, of_file.err);
            BOOST_TEST((of_file.out == file_alone.out), "--threads " << jobs);
            const Ended of_input = check(jobs, format, "-", lines());
            BOOST_TEST(of_input.code == 1, of_input.err);
            BOOST_TEST((of_input.out == input_alone.out), "--threads " << jobs << " -");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_pipe_is_read_to_its_end) {
    const TemporaryFolder folder;
    folder.write("a.ndjson", lines());
    const Ended ended =
        run({.command = {"/bin/sh", "-c",
                         "(cat a.ndjson; echo; cat a.ndjson) | \"$1\" check --api noxus --status 404 "
                         "--fail-on never --threads 3 - | tail -n 1",
                         "sh", understudy_program()},
             .input = {},
             .folder = folder.path(),
             .environment = {}});
    BOOST_TEST(ended.out == "200 errors, 400 warnings in 600 of 100602 documents\n", ended.err);
}

BOOST_AUTO_TEST_CASE(threads_that_cannot_be_had_are_said) {
    if (kIsSanitized) return say_skipped("1 case: a sanitizer needs the memory that it takes away");
    const TemporaryFolder folder;
    folder.write("a.ndjson", lines());
    const Ended ended =
        run({.command = {"/bin/sh", "-c",
                         "ulimit -v 300000; exec \"$1\" check --api noxus --threads 256 a.ndjson", "sh",
                         understudy_program()},
             .input = {},
             .folder = folder.path(),
             .environment = {}});
    BOOST_TEST(ended.code == 3);
    BOOST_TEST(ended.out == "");
    BOOST_TEST(ended.err.starts_with("understudy check: --threads 256: cannot start a thread: "), ended.err);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
