#include "validator/check/parallel_checker.hpp"

#include <array>
#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <charconv>
#include <chrono>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <thread>

namespace {

using namespace understudy;
using check::BlockResult;
using check::CheckBlock;
using check::Lines;
using check::ParallelChecker;
namespace data = boost::unit_test::data;

constexpr std::size_t kSize = intake::Source::kChunk;

intake::Block block_of(std::size_t number, intake::Buffer buffer = intake::Buffer(kSize)) {
    if (buffer.capacity < kSize) buffer = intake::Buffer(kSize);
    intake::Block block;
    block.bytes.buffer = std::move(buffer);
    *std::to_chars(block.bytes.buffer.bytes.get(), block.bytes.buffer.bytes.get() + kSize, number).ptr = '\n';
    block.bytes.text = {block.bytes.buffer.bytes.get(), kSize};
    return block;
}

Lines numbered(std::size_t number, bool starts_file = false) {
    return {std::to_string(number), starts_file, block_of(number)};
}

std::size_t number_of(const Lines& lines) {
    return std::stoul(std::string(lines.block.bytes.text.substr(0, 20)));
}

// One document with one finding, in the first of two lines.
void one_finding(const Lines& lines, std::size_t room, BlockResult& result) {
    result.tally = check::Tally(room);
    result.lines = 2;
    check::Finding finding;
    finding.document = std::to_string(number_of(lines));
    finding.place.line = 1;
    result.tally.begin_document(200);
    result.tally.add(finding);
    result.tally.end_document();
}

std::string message(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing";
}

const auto complete_nothing = [](check::BlockResult&, bool) {};

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_DATA_TEST_CASE(parts_are_summed_in_the_order_of_the_blocks, data::make({1U, 2U, 3U, 8U}), count) {
    check::Tally sum(1000);
    std::atomic<unsigned> made = 0;
    ParallelChecker jobs(
        count,
        [&]() -> CheckBlock {
            ++made;
            return [](const Lines& lines, std::size_t room, BlockResult& result) {
                for (std::size_t left = 37 * number_of(lines) % 11; left != 0; --left)
                    std::this_thread::yield();
                one_finding(lines, room, result);
            };
        },
        complete_nothing, sum);
    for (std::size_t i = 0; i < 300; ++i) jobs.add(numbered(i, i % 100 == 0));
    jobs.finish();
    BOOST_TEST(made >= 1U);
    BOOST_TEST(made <= count);
    BOOST_TEST_REQUIRE(sum.findings().size() == 300U);
    for (std::size_t i = 0; i < 300; ++i) {
        BOOST_TEST(sum.findings()[i].document == std::to_string(i));
        BOOST_TEST(sum.findings()[i].place.line == 1 + i % 100 * 2);
    }
    sum.begin_document(200); // between finish() and add() it is the caller's
    sum.end_document();
    jobs.add(numbered(300));
    jobs.finish();
    BOOST_TEST(sum.documents() == 302U);
    BOOST_TEST(sum.findings().back().place.line == 201U);
}

BOOST_AUTO_TEST_CASE(the_first_error_in_the_order_of_the_blocks_is_thrown) {
    for (int round = 0; round < 20; ++round) {
        check::Tally sum(1000);
        std::atomic<bool> later_threw = false;
        const CheckBlock check_block = [&](const Lines& lines, std::size_t room, BlockResult& result) {
            if (number_of(lines) == 5) {
                while (!later_threw) std::this_thread::yield();
                throw std::runtime_error("the fifth");
            }
            if (number_of(lines) == 6) {
                later_threw = true;
                throw std::runtime_error("the sixth");
            }
            one_finding(lines, room, result);
        };
        ParallelChecker jobs(
            3, [&] { return check_block; }, complete_nothing, sum);
        const auto add_all = [&] {
            for (std::size_t i = 0; i < 200; ++i) jobs.add(numbered(i));
            jobs.finish();
        };
        BOOST_TEST(message(add_all) == "the fifth");
        BOOST_TEST(message([&] { jobs.add(numbered(0)); }) == "the fifth");
        BOOST_TEST(message([&] { jobs.finish(); }) == "the fifth");
        BOOST_TEST(sum.documents() == 5U);
    }
}

BOOST_AUTO_TEST_CASE(while_one_sums_up_the_others_check_on) {
    std::atomic<bool> checks_on = false;
    const CheckBlock check_block = [&](const Lines& lines, std::size_t room, BlockResult& result) {
        if (number_of(lines) == 3) checks_on = true;
        one_finding(lines, room, result);
    };
    std::vector<std::size_t> order;
    const auto complete = [&](BlockResult& result, bool) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!checks_on && std::chrono::steady_clock::now() < end) std::this_thread::yield();
        order.push_back(std::stoul(result.tally.findings().at(0).document));
    };
    check::Tally findings(100);
    ParallelChecker jobs(
        2, [&] { return check_block; }, complete, findings);
    for (std::size_t i = 0; i < 6; ++i) jobs.add(numbered(i));
    jobs.finish();
    BOOST_TEST(checks_on);
    BOOST_TEST(order == (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}), boost::test_tools::per_element());
    BOOST_TEST(jobs.documents() == 6U);
}

BOOST_AUTO_TEST_CASE(what_completing_throws_is_thrown_here) {
    check::Tally sum(0);
    const auto complete = [left = 3](BlockResult&, bool) mutable {
        if (left-- == 0) throw std::runtime_error("no fourth");
    };
    ParallelChecker jobs(
        2, [] { return one_finding; }, complete, sum);
    const auto add_all = [&] {
        for (std::size_t i = 0; i < 20; ++i) jobs.add(numbered(i));
        jobs.finish();
    };
    BOOST_TEST(message(add_all) == "no fourth");
    BOOST_TEST(sum.documents() == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_added_ahead_is_bounded) {
    check::Tally sum(0);
    std::atomic<std::size_t> added = 0;
    std::size_t ahead = 0;
    const CheckBlock check_block = [&](const Lines& lines, std::size_t room, BlockResult& result) {
        if (number_of(lines) == 0) { // all others wait for this one
            const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
            while (added < 900 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
            ahead = added;
        }
        one_finding(lines, room, result);
    };
    ParallelChecker jobs(
        2, [&] { return check_block; }, complete_nothing, sum);
    for (std::size_t i = 0; i < 1000; ++i) {
        jobs.add(numbered(i));
        ++added;
    }
    jobs.finish();
    BOOST_TEST(ahead <= 16U);
    BOOST_TEST(sum.documents() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_block_larger_than_all_that_may_be_ahead_goes_through) {
    check::Tally sum(0);
    ParallelChecker jobs(
        1, [] { return one_finding; }, complete_nothing, sum);
    for (int i = 0; i < 3; ++i) {
        Lines lines = numbered(0);
        lines.block.bytes.buffer = intake::Buffer(100 * kSize);
        std::memcpy(lines.block.bytes.buffer.bytes.get(), "0\n", 2);
        lines.block.bytes.text = {lines.block.bytes.buffer.bytes.get(), 100 * kSize};
        jobs.add(std::move(lines));
    }
    jobs.finish();
    BOOST_TEST(sum.documents() == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_not_finished_is_abandoned) {
    for (std::size_t count = 0; count < 20; ++count) {
        check::Tally sum(0);
        ParallelChecker jobs(
            2, [] { return one_finding; }, complete_nothing, sum);
        for (std::size_t i = 0; i < count; ++i) jobs.add(numbered(i));
    }
    check::Tally sum(0);
    ParallelChecker jobs(
        3, []() -> CheckBlock { throw std::runtime_error("no Hold"); }, complete_nothing, sum);
    jobs.add(numbered(0));
    BOOST_TEST(message([&] { jobs.finish(); }) == "no Hold");
}

// Reads the blocks from `first` up to `end`, which it may throw at. Remembers who reads what, into which
// memory.
class Reader {
public:
    Reader(std::size_t first, std::size_t end, std::string error = {})
        : next_(first), end_(end), error_(std::move(error)) {}

    bool operator()(intake::Block& block) {
        if (is_in_use_.exchange(true)) two_at_once_ = true;
        std::this_thread::yield();
        if (next_ == end_ && !error_.empty()) {
            is_in_use_ = false;
            throw std::runtime_error(error_);
        }
        const bool is_more = next_ != end_;
        if (is_more) {
            const std::thread::id own = std::this_thread::get_id();
            const bool is_given_back = block.bytes.buffer.capacity != 0;
            block = block_of(next_, std::move(block.bytes.buffer));
            char* const owner = block.bytes.buffer.bytes.get() + kSize - sizeof own;
            if (is_given_back) {
                ++given_back_;
                if (std::memcmp(owner, &own, sizeof own) != 0) others_memory_ = true;
            }
            std::memcpy(owner, &own, sizeof own);
            readers_[next_++] = own;
        }
        is_in_use_ = false;
        return is_more;
    }

    bool two_at_once() const { return two_at_once_; }
    bool others_memory() const { return others_memory_; }
    std::size_t given_back() const { return given_back_; }
    std::thread::id reader_of(std::size_t number) { return readers_[number]; }

private:
    std::size_t next_, end_;
    std::string error_;
    std::atomic<bool> is_in_use_ = false;
    std::atomic<bool> two_at_once_ = false;
    bool others_memory_ = false;
    std::array<std::thread::id, 1000> readers_;
    std::size_t given_back_ = 0;
};

BOOST_DATA_TEST_CASE(each_thread_reads_what_it_checks, data::make({1U, 2U, 3U, 8U}), count) {
    check::Tally sum(1000);
    Reader reader(0, 500);
    std::atomic<bool> is_checked_elsewhere = false;
    const CheckBlock check_block = [&](const Lines& lines, std::size_t room, BlockResult& result) {
        const std::size_t number = number_of(lines);
        if (reader.reader_of(number) != std::this_thread::get_id()) is_checked_elsewhere = true;
        for (std::size_t left = 37 * number % 11; left != 0; --left) std::this_thread::yield();
        one_finding(lines, room, result);
    };
    ParallelChecker jobs(
        count, [&] { return check_block; }, complete_nothing, sum);
    std::size_t told = 0;
    jobs.add_rest("a", std::ref(reader), [&] { ++told; });
    jobs.finish();
    BOOST_TEST(!reader.two_at_once());
    BOOST_TEST(!reader.others_memory());
    BOOST_TEST(!is_checked_elsewhere);
    BOOST_TEST(reader.given_back() >= 100U);
    BOOST_TEST(told >= 1U);
    BOOST_TEST_REQUIRE(sum.findings().size() == 500U);
    for (std::size_t i = 0; i < 500; ++i) {
        BOOST_TEST(sum.findings()[i].document == std::to_string(i));
        BOOST_TEST(sum.findings()[i].place.line == 1 + i * 2);
    }
}

BOOST_AUTO_TEST_CASE(what_reading_throws_is_thrown_here_and_ends_one_file_alone) {
    for (int round = 0; round < 20; ++round) {
        check::Tally sum(1000);
        ParallelChecker jobs(
            3, [] { return one_finding; }, complete_nothing, sum);
        Reader broken(1, 30, "a cut file");
        jobs.add(numbered(0, true));
        BOOST_TEST(message([&] { jobs.add_rest("a", std::ref(broken), [] {}); }) == "a cut file");
        Reader good(31, 40);
        jobs.add(numbered(30, true));
        jobs.add_rest("b", std::ref(good), [] {});
        jobs.finish();
        BOOST_TEST(sum.documents() == 40U);
        BOOST_TEST(sum.findings().at(39).place.line == 19U);
    }
}

BOOST_AUTO_TEST_CASE(the_first_error_ends_the_reading) {
    for (int round = 0; round < 20; ++round) {
        check::Tally sum(1000);
        const CheckBlock check_block = [&](const Lines& lines, std::size_t room, BlockResult& result) {
            if (number_of(lines) == 7) throw std::runtime_error("the seventh");
            one_finding(lines, room, result);
        };
        ParallelChecker jobs(
            3, [&] { return check_block; }, complete_nothing, sum);
        Reader reader(0, 900);
        BOOST_TEST(message([&] { jobs.add_rest("a", std::ref(reader), [] {}); }) == "the seventh");
        BOOST_TEST(sum.documents() == 7U);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
