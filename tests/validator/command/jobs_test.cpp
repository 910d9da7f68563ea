#include "validator/command/jobs.hpp"

#include <atomic>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>

namespace {

using namespace understudy;
using command::Hold;
using command::Jobs;
using command::Lines;
using command::Part;
namespace data = boost::unit_test::data;

constexpr std::size_t kSize = intake::Source::kChunk;

Lines numbered(std::size_t number, bool starts_file = false) {
    intake::Block block;
    block.bytes.buffer = intake::Buffer(kSize);
    block.bytes.text = {block.bytes.buffer.bytes.get(), kSize};
    return {std::to_string(number), starts_file, std::move(block)};
}

std::size_t number_of(const Lines& lines) {
    return std::stoul(lines.file);
}

// One document with one finding, in the first of two lines.
Part one_finding(const Lines& lines, std::size_t room) {
    Part part{drift::Tally(room), 2};
    drift::Finding finding;
    finding.document = lines.file;
    finding.place.line = 1;
    part.tally.begin_document(200);
    part.tally.add(finding);
    part.tally.end_document();
    return part;
}

std::string message(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing";
}

const auto complete_nothing = [](command::Part&, bool) {};

BOOST_AUTO_TEST_SUITE(jobs)

BOOST_DATA_TEST_CASE(parts_are_summed_in_the_order_of_the_blocks, data::make({1U, 2U, 3U, 8U}), count) {
    drift::Tally sum(1000);
    std::atomic<unsigned> made = 0;
    Jobs jobs(
        count,
        [&]() -> Hold {
            ++made;
            return [](const Lines& lines, std::size_t room) {
                for (std::size_t left = 37 * number_of(lines) % 11; left != 0; --left)
                    std::this_thread::yield();
                return one_finding(lines, room);
            };
        },
        complete_nothing, sum);
    for (std::size_t i = 0; i < 300; ++i) jobs.add(numbered(i, i % 100 == 0));
    jobs.finish();
    BOOST_TEST(made == count);
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
        drift::Tally sum(1000);
        std::atomic<bool> later_threw = false;
        const Hold hold = [&](const Lines& lines, std::size_t room) {
            if (number_of(lines) == 5) {
                while (!later_threw) std::this_thread::yield();
                throw std::runtime_error("the fifth");
            }
            if (number_of(lines) == 6) {
                later_threw = true;
                throw std::runtime_error("the sixth");
            }
            return one_finding(lines, room);
        };
        Jobs jobs(
            3, [&] { return hold; }, complete_nothing, sum);
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
    const Hold hold = [&](const Lines& lines, std::size_t room) {
        if (number_of(lines) == 3) checks_on = true;
        return one_finding(lines, room);
    };
    std::vector<std::size_t> order;
    const auto complete = [&](Part& part, bool) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!checks_on && std::chrono::steady_clock::now() < end) std::this_thread::yield();
        order.push_back(std::stoul(part.tally.findings().at(0).document));
    };
    drift::Tally findings(100);
    Jobs jobs(
        2, [&] { return hold; }, complete, findings);
    for (std::size_t i = 0; i < 6; ++i) jobs.add(numbered(i));
    jobs.finish();
    BOOST_TEST(checks_on);
    BOOST_TEST(order == (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}), boost::test_tools::per_element());
    BOOST_TEST(jobs.documents() == 6U);
}

BOOST_AUTO_TEST_CASE(what_completing_throws_is_thrown_here) {
    drift::Tally sum(0);
    const auto complete = [left = 3](Part&, bool) mutable {
        if (left-- == 0) throw std::runtime_error("no fourth");
    };
    Jobs jobs(
        2, [] { return one_finding; }, complete, sum);
    const auto add_all = [&] {
        for (std::size_t i = 0; i < 20; ++i) jobs.add(numbered(i));
        jobs.finish();
    };
    BOOST_TEST(message(add_all) == "no fourth");
    BOOST_TEST(sum.documents() == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_added_ahead_is_bounded) {
    drift::Tally sum(0);
    std::atomic<std::size_t> added = 0;
    std::size_t ahead = 0;
    const Hold hold = [&](const Lines& lines, std::size_t room) {
        if (number_of(lines) == 0) { // all others wait for this one
            const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
            while (added < 900 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
            ahead = added;
        }
        return one_finding(lines, room);
    };
    Jobs jobs(
        2, [&] { return hold; }, complete_nothing, sum);
    for (std::size_t i = 0; i < 1000; ++i) {
        jobs.add(numbered(i));
        ++added;
    }
    jobs.finish();
    BOOST_TEST(ahead <= 16U);
    BOOST_TEST(sum.documents() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_block_larger_than_all_that_may_be_ahead_goes_through) {
    drift::Tally sum(0);
    Jobs jobs(
        1, [] { return one_finding; }, complete_nothing, sum);
    for (int i = 0; i < 3; ++i) {
        Lines lines = numbered(0);
        lines.block.bytes.buffer = intake::Buffer(100 * kSize);
        lines.block.bytes.text = {lines.block.bytes.buffer.bytes.get(), 100 * kSize};
        BOOST_TEST(jobs.add(std::move(lines)).capacity == 0U); // too large to be kept
    }
    jobs.finish();
    BOOST_TEST(sum.documents() == 3U);
}

BOOST_AUTO_TEST_CASE(memory_of_a_block_that_is_done_is_given_back) {
    drift::Tally sum(0);
    Jobs jobs(
        2, [] { return one_finding; }, complete_nothing, sum);
    BOOST_TEST(jobs.add(numbered(0)).capacity == 0U);
    jobs.finish();
    BOOST_TEST(jobs.add(numbered(1)).capacity == kSize);
    jobs.finish();
}

BOOST_AUTO_TEST_CASE(what_is_not_finished_is_abandoned) {
    for (std::size_t count = 0; count < 20; ++count) {
        drift::Tally sum(0);
        Jobs jobs(
            2, [] { return one_finding; }, complete_nothing, sum);
        for (std::size_t i = 0; i < count; ++i) jobs.add(numbered(i));
    }
    drift::Tally sum(0);
    int left = 2;
    const auto make_hold = [&]() -> Hold {
        if (left-- == 0) throw std::runtime_error("no third");
        return one_finding;
    };
    BOOST_TEST(message([&] { Jobs(3, make_hold, complete_nothing, sum); }) == "no third");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
