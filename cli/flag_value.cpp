#include "cli/flag_value.hpp"

#include <algorithm>
#include <boost/any.hpp>
#include <charconv>
#include <limits>
#include <optional>

#include "cli/duration.hpp"

namespace understudy::cli {

namespace po = boost::program_options;
namespace {

[[noreturn]] void refuse(const Flag& flag, const std::string& expected, const std::string& found) {
    const bool is_number = !found.empty() && found.find_first_not_of("0123456789.-") == std::string::npos;
    const std::string shown = flag.is_secret ? "another value" : is_number ? found : "\"" + found + "\"";
    throw UsageError("--" + std::string(flag.name) + ": expected " + expected + "; found " + shown);
}

template <class Number>
std::optional<Number> parse(const std::string& text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return number;
}

std::uint64_t whole(const Flag& flag, const std::string& given) {
    const std::uint64_t most = flag.reads == Reads::whole
                                   ? std::min<std::uint64_t>(flag.most, std::numeric_limits<unsigned>::max())
                                   : flag.most;
    const auto number = parse<std::uint64_t>(given);
    if (number && *number >= flag.least && *number <= most) return *number;
    refuse(flag, std::to_string(flag.least) + " to " + std::to_string(most), given);
}

boost::any value_of(const Flag& flag, const std::string& given) {
    const std::vector<std::string> words = words_of(flag.words);
    if (!words.empty() && flag.reads == Reads::text &&
        std::find(words.begin(), words.end(), given) == words.end()) {
        std::string expected;
        for (const std::string& word : words) expected += (expected.empty() ? "one of " : ", ") + word;
        refuse(flag, expected, given);
    }
    switch (flag.reads) {
        case Reads::whole:
            return static_cast<unsigned>(whole(flag, given));
        case Reads::large:
            return whole(flag, given);
        case Reads::number:
            if (const auto number = parse<double>(given)) return *number;
            refuse(flag, "a number", given);
        case Reads::duration: {
            const auto time = parse_duration(std::string(flag.name), given,
                                             flag.takes_seconds ? Bare::seconds : Bare::refused);
            if (static_cast<std::uint64_t>(time.count()) >= flag.least) return time;
            refuse(flag, "a duration above 0, as in 250ms, 10s, 2m or 1h", given);
        }
        case Reads::text:
        case Reads::list:
            break;
    }
    return given;
}

void put(OptionValues& values, const Flag& flag, const boost::any& value, bool is_default) {
    values.insert_or_assign(std::string(flag.name), po::variable_value(value, is_default));
}

} // namespace

void set_value(OptionValues& values, const std::string& name, const std::vector<std::string>& all) {
    values.insert_or_assign(name, po::variable_value(boost::any(all), false));
}

void read_value(OptionValues& values, const Flag& flag, const std::string& given, bool is_default) {
    if (flag.reads != Reads::list) return put(values, flag, value_of(flag, given), is_default);
    std::vector<std::string> all = values.list(std::string(flag.name));
    all.push_back(given);
    set_value(values, std::string(flag.name), all);
}

void read_variable(OptionValues& values, const Flag& flag, const std::string& given) {
    if (takes_next_word(flag)) return read_value(values, flag, given);
    if (given == "1" || given == "true") return read_value(values, flag, std::string(flag.bare));
    if (given == "0" || given == "false") return;
    if (!flag.value.empty()) return read_value(values, flag, given);
    refuse(flag, "1, true, 0 or false", given);
}

} // namespace understudy::cli
