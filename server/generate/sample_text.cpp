#include "server/generate/sample_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace understudy::generate {
namespace {

constexpr auto kWords = std::to_array<std::string_view>(
    {"amber",  "brook",   "cedar",  "delta",   "ember",  "fjord",  "grove",  "harbor",
     "island", "juniper", "kelp",   "lantern", "meadow", "north",  "orchid", "prairie",
     "quartz", "river",   "spruce", "tundra",  "umber",  "valley", "willow", "zenith"});

std::string word(Chance& chance) {
    return std::string(chance.any(kWords));
}

std::string digits(std::size_t value, int width) {
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%0*zu", width, value);
    return text.data();
}

std::string date(Chance& chance) {
    return digits(2020 + chance.below(10), 4) + "-" + digits(1 + chance.below(12), 2) + "-" +
           digits(1 + chance.below(28), 2);
}

std::string time_of_day(Chance& chance) {
    constexpr auto kEnds = std::to_array<std::string_view>({"Z", ".000Z", ".123456Z", "+00:00", "-08:00"});
    return digits(chance.below(24), 2) + ":" + digits(chance.below(60), 2) + ":" +
           digits(chance.below(60), 2) + std::string(chance.any(kEnds));
}

std::string uuid(Chance& chance) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"; // version 4, variant 1
    for (char& c : text)
        if (c == 'x') c = kDigits[chance.below(16)];
    return text;
}

std::string host(Chance& chance) {
    return word(chance) + ".example";
}

struct FormatSample {
    std::string_view name;
    std::string (*make)(Chance&);
};

constexpr auto kSamples = std::to_array<FormatSample>({
    {"byte", [](Chance&) { return std::string("YnJvb2s="); }},
    {"date", date},
    {"date-time", [](Chance& chance) { return date(chance) + "T" + time_of_day(chance); }},
    {"duration", [](Chance& chance) { return "PT" + digits(1 + chance.below(59), 1) + "M"; }},
    {"email", [](Chance& chance) { return word(chance) + "@" + host(chance); }},
    {"hostname", host},
    {"idn-email", [](Chance& chance) { return word(chance) + "@" + host(chance); }},
    {"idn-hostname", host},
    {"ipv4", [](Chance& chance) { return "192.0.2." + digits(chance.below(256), 1); }},
    {"ipv6", [](Chance& chance) { return "2001:db8::" + digits(1 + chance.below(9), 1); }},
    {"iri", [](Chance& chance) { return "https://" + host(chance) + "/" + word(chance); }},
    {"iri-reference", [](Chance& chance) { return "/" + word(chance); }},
    {"json-pointer", [](Chance& chance) { return "/" + word(chance); }},
    {"regex", [](Chance& chance) { return "^" + word(chance) + "$"; }},
    {"relative-json-pointer", [](Chance& chance) { return digits(chance.below(4), 1) + "/" + word(chance); }},
    {"time", time_of_day},
    {"uri", [](Chance& chance) { return "https://" + host(chance) + "/" + word(chance); }},
    {"uri-reference", [](Chance& chance) { return "/" + word(chance); }},
    {"uri-template", [](Chance& chance) { return "/" + word(chance) + "/{id}"; }},
    {"uuid", uuid},
});

/// Reads a pattern and writes a matching text as it goes. Recursive descent; the depth of groups is bounded.
class PatternSampler {
public:
    PatternSampler(std::string_view pattern, Chance& chance) : rest_(pattern), chance_(chance) {}

    std::string alternatives(unsigned depth) {
        std::vector<std::string> branches = {sequence(depth)};
        while (take('|')) branches.push_back(sequence(depth));
        return chance_.any(branches);
    }

private:
    static constexpr unsigned kDeepest = 20;
    static constexpr std::size_t kMostRepeats = 200;

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    char pop() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string sequence(unsigned depth) {
        std::string text;
        while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
            if (budget_ == 0) return text;
            const std::string_view before = rest_;
            std::string piece = atom(depth);
            const std::string_view after_atom = rest_;
            const std::size_t count = repeats();
            const std::string_view after = rest_;
            for (std::size_t i = 0; i < count && budget_ != 0; ++i) {
                text += piece;
                rest_ = before.substr(0, before.size() - after_atom.size());
                piece = atom(depth); // a new one each time
            }
            rest_ = after;
        }
        return text;
    }

    std::string atom(unsigned depth) {
        const char c = pop();
        budget_ -= budget_ == 0 ? 0U : 1U;
        if (c == '^' || c == '$') return {};
        if (c == '.') return std::string(1, "abcxyz019"[chance_.below(9)]);
        if (c == '[') return std::string(1, of_class());
        if (c == '\\' && !rest_.empty()) return escape(pop());
        if (c != '(' || depth > kDeepest) return std::string(1, c);
        if (take('?')) { // (?: … ), (?<name> … ); lookarounds are ignored
            const bool looks = !rest_.empty() && (rest_.front() == '=' || rest_.front() == '!');
            while (!rest_.empty() && rest_.front() != ':' && rest_.front() != '>' && rest_.front() != '=' &&
                   rest_.front() != '!')
                rest_.remove_prefix(1);
            if (!rest_.empty()) rest_.remove_prefix(1);
            std::string inside = alternatives(depth + 1);
            take(')');
            return looks ? std::string() : inside;
        }
        std::string inside = alternatives(depth + 1);
        take(')');
        return inside;
    }

    std::string escape(char c) {
        constexpr std::string_view kDigits = "0123456789", kLetters = "abcdefghijklmnopqrstuvwxyz_0123456789";
        if (c == 'd') return std::string(1, kDigits[chance_.below(kDigits.size())]);
        if (c == 'w') return std::string(1, kLetters[chance_.below(kLetters.size())]);
        if (c == 's') return " ";
        if (c == 'D' || c == 'S') return "x";
        if (c == 'W') return "-";
        if (c == 'b' || c == 'B') return {};
        if (c == 'n') return "\n";
        if (c == 't') return "\t";
        return std::string(1, c);
    }

    char of_class() {
        const bool negated = take('^');
        std::string members;
        while (!rest_.empty() && !take(']')) {
            char from = pop();
            if (from == '\\' && !rest_.empty()) {
                const std::string escaped = escape(pop());
                if (!escaped.empty()) members += escaped;
                continue;
            }
            char to = from;
            if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
                pop();
                to = pop();
            }
            for (unsigned c = static_cast<unsigned char>(from); c <= static_cast<unsigned char>(to); ++c)
                members += static_cast<char>(c);
        }
        if (!negated) return members.empty() ? 'x' : members[chance_.below(members.size())];
        for (const char c : std::string_view("xyzabc0189-_ ~"))
            if (members.find(c) == std::string::npos) return c;
        return '!';
    }

    std::size_t repeats() {
        std::size_t least = 1, most = 1;
        if (take('*')) {
            least = 0, most = 4;
        } else if (take('+')) {
            most = 4;
        } else if (take('?')) {
            least = 0;
        } else if (rest_.size() > 2 && rest_[0] == '{' && rest_[1] >= '0' && rest_[1] <= '9') {
            pop();
            least = most = count();
            if (take(',')) most = !rest_.empty() && rest_.front() == '}' ? least + 4 : count();
            take('}');
        } else {
            return 1;
        }
        take('?'); // lazy
        if (most < least) most = least;
        return std::min(least + chance_.below(most - least + 1), kMostRepeats);
    }

    std::size_t count() {
        std::size_t value = 0;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && value < 100'000)
            value = value * 10 + static_cast<std::size_t>(pop() - '0');
        return value;
    }

    std::string_view rest_;
    Chance& chance_;
    std::size_t budget_ = 20'000; ///< bounds repeats of repeats of repeats
};

} // namespace

std::string sample_format(std::string_view format, Chance& chance) {
    for (const FormatSample& sample : kSamples)
        if (sample.name == format) return sample.make(chance);
    return word(chance) + " " + word(chance);
}

std::string sample_words(std::size_t length, Chance& chance) {
    std::string text;
    while (text.size() < length) text += (text.empty() ? "" : " ") + word(chance);
    text.resize(length);
    if (!text.empty() && text.back() == ' ') text.back() = 'a';
    return text;
}

std::string sample_pattern(std::string_view pattern, Chance& chance) {
    return PatternSampler(pattern, chance).alternatives(0);
}

} // namespace understudy::generate
