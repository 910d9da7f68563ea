#include "validator/intake/har.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>

#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/time.hpp"

namespace understudy::intake {
namespace {

using json::Kind;
using json::Value;

/// Reads the members of an archive; every error gives their place.
class HarReader {
public:
    explicit HarReader(const json::Document& document) : document_(document) {}

    const Value& member(const Value& holder, const std::string& pointer, std::string_view name,
                        Kind kind) const {
        const Value* value = holder.find(name);
        const std::string at = pointer + "/" + std::string(name);
        constexpr const char* kWords[] = {"null",     "true or false", "a number",
                                          "a string", "an array",      "an object"};
        const std::string wanted = std::string("expected ") + kWords[static_cast<int>(kind)];
        if (value == nullptr) throw document_.error(holder, at, wanted + "; found nothing");
        if (!value->is(kind)) throw document_.error(*value, at, wanted);
        return *value;
    }

    /// Appends an entry. Its body, which may be Base64, is added to `bodies`.
    void entry(const Value& value, std::size_t index, Observed& observed) const {
        const std::string pointer = "/log/entries/" + std::to_string(index);
        if (!value.is(Kind::object)) throw document_.error(value, pointer, "expected an object");
        Observation entry;
        entry.document = document_.file() + "#" + pointer;
        const Value& request = member(value, pointer, "request", Kind::object);
        entry.method = member(request, pointer + "/request", "method", Kind::string).text;
        entry.url = member(request, pointer + "/request", "url", Kind::string).text;
        const Value& response = member(value, pointer, "response", Kind::object);
        const Value& status = member(response, pointer + "/response", "status", Kind::number);
        entry.status =
            static_cast<unsigned>(std::min<std::uint64_t>(json::to_unsigned(status.text).value_or(0), 999));
        entry.fields = headers(member(response, pointer + "/response", "headers", Kind::array),
                               pointer + "/response/headers");
        entry.text = entry.body = observed.bodies.emplace_back(body(response, pointer + "/response"));
        entry.time = time(value);
        observed.observations.push_back(std::move(entry));
    }

private:
    std::vector<contract::HeaderField> headers(const Value& list, const std::string& pointer) const {
        std::vector<contract::HeaderField> fields;
        for (std::size_t i = 0; i < list.elements.size(); ++i) {
            const std::string at = pointer + "/" + std::to_string(i);
            const Value& each = list.elements[i];
            if (!each.is(Kind::object)) throw document_.error(each, at, "expected an object");
            const Value& name = member(each, at, "name", Kind::string);
            const Value& value = member(each, at, "value", Kind::string);
            if (text::equal_ignoring_case(name.text, "content-encoding")) continue;
            fields.push_back({name.text, value.text, 0}); // positions count in the body
        }
        return fields;
    }

    std::string body(const Value& response, const std::string& pointer) const {
        const Value* content = response.find("content");
        const Value* text = content == nullptr ? nullptr : content->find("text");
        if (text == nullptr || !text->is(Kind::string)) return {};
        const Value* encoding = content->find("encoding");
        if (encoding == nullptr || encoding->text != "base64") return std::string(text->text);
        std::optional<std::string> bytes = text::from_base64(text->text);
        if (!bytes)
            throw document_.error(*text, pointer + "/content/text", "expected Base64, as `encoding` says");
        return *std::move(bytes);
    }

    /// The time at which the response was complete. Entries without a time keep their order.
    static std::optional<text::Time> time(const Value& value) {
        const Value* started = value.find("startedDateTime");
        if (started == nullptr) return std::nullopt;
        const std::optional<text::Time> start = text::parse_time(started->text);
        if (!start) return std::nullopt;
        const Value* took = value.find("time");
        const double wait = took == nullptr ? 0 : std::strtod(std::string(took->text).c_str(), nullptr);
        return wait > 0 && wait < 1e9 ? *start + std::llround(wait) : *start;
    }

    const json::Document& document_;
};

} // namespace

bool is_har(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || text[start] != '{') return false;
    const std::size_t name = text.find_first_not_of(" \t\r\n", start + 1);
    return name != std::string_view::npos && text.substr(name).starts_with("\"log\"") &&
           text.substr(0, std::size_t{1} << 20).find("\"entries\"") != std::string_view::npos;
}

Observed read_har(const std::string& name, const Text& text) {
    Observed observed;
    observed.source =
        std::make_shared<const json::Document>(json::Document::parse(name, std::string(text.bytes)));
    const HarReader reader(*observed.source);
    const Value& log = reader.member(observed.source->root(), "", "log", Kind::object);
    const Value& entries = reader.member(log, "/log", "entries", Kind::array);
    for (std::size_t i = 0; i < entries.elements.size(); ++i) reader.entry(entries.elements[i], i, observed);
    return observed;
}

} // namespace understudy::intake
