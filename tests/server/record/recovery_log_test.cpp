// A log that is cut or overwritten anywhere: everything but the record that was hit is read back.

#include "server/record/recovery_log.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "server/record/recorder.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using record::RecoveryLog;
namespace fs = std::filesystem;

/// A log as a killed recorder has left it: three runs, one of them settled.
struct Log {
    struct Record {
        std::size_t begin, end;
        bool is_settled; ///< or settles
    };
    std::string text;
    std::vector<Record> records;

    Log() {
        const TemporaryFolder folder;
        RecoveryLog log(folder.path());
        const std::string file = fs::directory_iterator(folder.path())->path();
        const auto take = [&](bool is_settled) {
            const std::size_t begin = text.size();
            text = json::read_file(file);
            records.push_back({begin, text.size(), is_settled});
        };
        for (const auto& [id, at] : std::vector<std::pair<std::string, std::string>>{
                 {"r1", "a"}, {"r2", "a"}, {"r1", "a"}, {"r3\n", "a"}, {"r2", "b"}}) {
            const std::string body = "\"e" + std::to_string(records.size()) + " \\n\"";
            log.append({"duckie", {id, {{"thread", "t\"1"}}}, "https://a.test", at, "sha256:0"},
                       {records.size(), "\"status\": 200, \"body\": " + body});
            take(id == "r2" && at == "a");
        }
        log.settle({"duckie", {"r2", {{"thread", "t\"1"}}}, "", "a", ""});
        take(true);
    }
};

/// How often each exchange of `log` is in what is read of a damaged one.
struct Read {
    std::vector<int> counts;
    std::vector<std::string> losses;

    Read(const TemporaryFolder& folder, const Log& log) {
        const RecoveryLog::Found found = RecoveryLog::recover(folder.path());
        losses = found.losses;
        for (std::size_t i = 0; i < log.records.size(); ++i) {
            counts.push_back(0);
            for (const record::Recording& recording : found.recordings)
                if (recording.fixture().find("\"e" + std::to_string(i) + " ") != std::string::npos)
                    ++counts.back();
        }
    }
};

constexpr const char* kName = ".understudy-journal-1";

BOOST_AUTO_TEST_SUITE(recovery_log)

BOOST_AUTO_TEST_CASE(cut_anywhere_it_loses_the_record_that_was_being_written) {
    const Log log;
    const TemporaryFolder folder;
    const std::string file = folder.write(kName, log.text);
    for (std::size_t size = log.text.size() + 1; size-- > 0;) {
        fs::resize_file(file, size);
        const Read read(folder, log);
        const bool is_settled = size + 1 >= log.records.back().end;
        bool is_torn = false;
        for (std::size_t i = 0; i < log.records.size(); ++i) {
            const Log::Record& record = log.records[i];
            const bool is_whole = size + 1 >= record.end; // the last line needs no end
            is_torn = is_torn || (!is_whole && size > record.begin + 1);
            const bool is_last = i + 1 == log.records.size();
            const int expected = is_whole && !is_last && !(record.is_settled && is_settled) ? 1 : 0;
            BOOST_TEST_REQUIRE(read.counts[i] == expected, "cut at " << size << ", exchange " << i);
        }
        BOOST_TEST_REQUIRE(read.losses.size() == (is_torn ? 1U : 0U), "cut at " << size);
        if (is_torn)
            BOOST_TEST_REQUIRE(
                read.losses[0].ends_with(" is cut off: the exchange that was being written is lost"));
    }
}

BOOST_AUTO_TEST_CASE(overwritten_anywhere_it_loses_the_record_that_was_hit) {
    const Log log;
    const TemporaryFolder folder;
    std::fstream file(folder.write(kName, log.text), std::ios::in | std::ios::out | std::ios::binary);
    const auto put = [&](std::size_t at, char byte) {
        file.seekp(static_cast<std::streamoff>(at));
        file.put(byte).flush();
    };
    for (std::size_t at = 0; at < log.text.size(); put(at, log.text[at]), ++at) {
        for (const int byte :
             {int{'\n'}, int{' '}, int{'"'}, int{'}'}, int{'0'}, 0, 0xff, log.text[at] ^ 1}) {
            const char other = static_cast<char>(byte);
            put(at, other);
            const Read read(folder, log);
            for (std::size_t i = 0; i < log.records.size(); ++i) {
                const Log::Record& record = log.records[i];
                const bool is_hit = at >= record.begin && at < record.end;
                const bool may_miss = record.is_settled || is_hit;
                BOOST_TEST_REQUIRE((read.counts[i] == 1 || (may_miss && read.counts[i] == 0)),
                                   "byte " << byte << " at " << at << ", exchange " << i);
            }
            const bool is_separator = log.text[at] == '\n';
            BOOST_TEST_REQUIRE((!read.losses.empty() || is_separator || other == log.text[at]));
        }
    }
}

// A write that failed halfway, as on a disk that is full, and those after it.
BOOST_AUTO_TEST_CASE(a_torn_record_does_not_reach_the_next) {
    const Log log;
    const TemporaryFolder folder;
    const Log::Record& hit = log.records[2];
    for (std::size_t size = hit.begin; size < hit.end; ++size) {
        folder.write(kName, log.text.substr(0, size) + log.text.substr(hit.end));
        const Read read(folder, log);
        BOOST_TEST_REQUIRE(read.counts[0] == 1);
        BOOST_TEST_REQUIRE(read.counts[3] == 1, "torn at " << size);
        BOOST_TEST_REQUIRE(read.counts[4] == 1);
    }
}

// A recorder that was killed before it could settle, or while it recovered.
BOOST_AUTO_TEST_CASE(what_a_fixture_has_is_not_written_again) {
    const Log log;
    for (const bool replaces : {false, true}) {
        const TemporaryFolder folder;
        for (int time = 0; time < 3; ++time) {
            folder.write(kName, log.text.substr(0, log.records[3].end));
            std::ostringstream out, err;
            const record::Recorder recorder(folder.path(), replaces, out, err);
            BOOST_TEST(recorder.written() == (time == 0 ? 3U : 0U), err.str());
        }
        std::size_t fixtures = 0, others = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
            if (entry.is_regular_file()) ++(entry.path().extension() == ".json" ? fixtures : others);
        BOOST_TEST(fixtures == 3U);
        BOOST_TEST(others == 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
