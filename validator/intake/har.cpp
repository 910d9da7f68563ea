#include "validator/intake/har.hpp"

#include <algorithm>
#include <filesystem>

#include "validator/intake/decoder.hpp"
#include "validator/intake/har_entries.hpp"
#include "validator/intake/har_entry.hpp"
#include "validator/json/error.hpp"
#include "validator/json/position.hpp"

namespace understudy::intake {
namespace {

// An entry that is not JSON by itself. The line is that of the file.
void set_damaged(Observation& entry, const json::LoadError& error, std::string_view archive,
                 std::size_t offset) {
    const std::size_t line = json::Locator(archive).locate(offset).line + error.line() - 1;
    entry.unchecked = Unchecked::damaged;
    entry.why = "line " + std::to_string(line) + ": " + error.pointer() +
                (error.pointer().empty() ? "" : ": ") + error.reason();
}

// A file beside the archive, or in the same zip. A name that leads anywhere else is none.
ReadAttached attached_files(const std::string& name, const Zip* zip) {
    constexpr std::size_t kLongest = std::size_t{1} << 30;
    if (zip != nullptr) return [zip](std::string_view file, Observed&) { return zip->read(file, kLongest); };
    return [folder = std::filesystem::path(name).parent_path()](
               std::string_view file, Observed& observed) -> std::optional<std::string> {
        const std::filesystem::path relative(file);
        const bool leads_away = relative.is_absolute() || file.empty() ||
                                std::find(relative.begin(), relative.end(), "..") != relative.end();
        const std::filesystem::path path = folder / relative;
        std::error_code error;
        if (leads_away || !std::filesystem::is_regular_file(path, error) ||
            std::filesystem::file_size(path, error) > kLongest)
            return std::nullopt;
        observed.attached = path.string();
        try {
            return json::read_file(path.string());
        } catch (const json::LoadError&) {
            return std::nullopt;
        }
    };
}

Observed read_entry(const std::string& name, const HarEntries::Entry& entry, std::string_view archive,
                    const ReadAttached& read_attached) {
    Observed observed;
    Observation& observation = observed.observations.emplace_back();
    try {
        observed.source =
            std::make_shared<const json::Document>(json::Document::parse(name, std::string(entry.text)));
        observation = read_har_entry(observed.source->root(), read_attached, observed);
    } catch (const json::LoadError& error) {
        set_damaged(observation, error, archive,
                    static_cast<std::size_t>(entry.text.data() - archive.data()));
    } catch (const DecodingError&) { // of a body in a zip
        observation.unchecked = Unchecked::damaged;
        observation.why = "/response/content/_file: damaged in the zip file";
    }
    observation.document = name + "#/log/entries/" + std::to_string(entry.index);
    return observed;
}

} // namespace

bool is_har(std::string_view text) {
    constexpr std::size_t kLookedAt = std::size_t{16} << 20; // a long document is not all in memory
    return HarEntries(without_byte_order_mark(text.substr(0, kLookedAt))).has_log();
}

void read_har(const std::string& name, const Text& text, const EachObserved& each) {
    const std::string_view archive = without_byte_order_mark(text.bytes);
    HarEntries entries(archive);
    if (!entries.has_entries())
        throw json::LoadError(name, "/log/entries", "expected an array: this is no HTTP Archive");
    const ReadAttached read_attached = attached_files(name, text.zip);
    while (const auto entry = entries.next()) each(read_entry(name, *entry, archive, read_attached));
    if (entries.is_cut_off()) throw DecodingError(name + ": cut off before its end");
}

} // namespace understudy::intake
