#include "cli/options.hpp"

#include <algorithm>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>

#include "validator/text/nearest.hpp"

namespace understudy::cli {

namespace po = boost::program_options;

po::variables_map parse_options(const Arguments& arguments, const po::options_description& options,
                                const std::string& positional) {
    po::positional_options_description places;
    if (!positional.empty()) places.add(positional.c_str(), -1);
    constexpr int kStyle = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    try {
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(options).positional(places).style(kStyle).run(),
                  values);
        po::notify(values);
        return values;
    } catch (const po::unknown_option& error) {
        std::vector<std::string_view> known;
        for (const auto& option : options.options()) known.push_back(option->long_name());
        std::string given = error.get_option_name();
        given.erase(0, given.find_first_not_of('-'));
        given = given.substr(0, given.find('='));
        const std::string_view meant = text::nearest(given, known);
        throw UsageError("unknown option --" + given +
                         (meant.empty() ? "" : "; did you mean --" + std::string(meant) + "?"));
    } catch (const po::too_many_positional_options_error&) {
        throw UsageError("this command takes options only");
    } catch (const po::error& error) {
        throw UsageError(error.what());
    }
}

std::string one_of(const po::variables_map& values, const std::string& option,
                   const std::vector<std::string>& words) {
    const std::string word = values[option].as<std::string>();
    if (std::find(words.begin(), words.end(), word) != words.end()) return word;
    std::string expected;
    for (const std::string& each : words) expected += (expected.empty() ? "" : ", ") + each;
    throw UsageError("--" + option + ": expected one of " + expected + "; found \"" + word + "\"");
}

} // namespace understudy::cli
