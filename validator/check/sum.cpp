#include "validator/check/sum.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "validator/text/character_class.hpp"

namespace understudy::check {
namespace {

// The leading digits of the text, without leading zeros.
std::string_view number_at(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && text::is_digit(text[end])) ++end;
    return text.substr(std::min(text.find_first_not_of('0'), end),
                       end - std::min(text.find_first_not_of('0'), end));
}

std::size_t digits_at(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), text::is_digit);
    return static_cast<std::size_t>(end - text.begin());
}

constexpr text::Time kDay = 86'400'000;

std::int32_t day_of(text::Time time) {
    return static_cast<std::int32_t>((time >= 0 ? time : time - kDay + 1) / kDay);
}

} // namespace

std::string date_text(std::int32_t day) {
    return text::time_text(day * kDay).substr(0, 10);
}

int compare_names(std::string_view one, std::string_view other) {
    std::string_view a = one;
    std::string_view b = other;
    while (!a.empty() && !b.empty()) {
        if (text::is_digit(a.front()) && text::is_digit(b.front())) {
            const std::string_view x = number_at(a);
            const std::string_view y = number_at(b);
            if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
            if (const int order = x.compare(y); order != 0) return order;
            a.remove_prefix(digits_at(a));
            b.remove_prefix(digits_at(b));
        } else if (a.front() != b.front()) {
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
        } else {
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    if (a.empty() != b.empty()) return a.empty() ? -1 : 1;
    return one.compare(other); // `1` and `01`
}

bool comes_before(const Finding& one, const Finding& other) {
    if (one.document != other.document)
        if (const int order = compare_names(one.document, other.document); order != 0) return order < 0;
    const auto rest = [](const Finding& each) {
        return std::tie(each.place.line, each.place.column, each.pointer, each.expected, each.found,
                        each.evidence);
    };
    return rest(one) < rest(other);
}

void Drift::add_value(const std::string& value) {
    const bool is_full = values.size() == kMostValues;
    if (is_full && value > *values.rbegin()) {
        more_values = true;
        return;
    }
    const bool is_new = values.insert(value).second;
    if (!is_full || !is_new) return;
    values.erase(std::prev(values.end()));
    more_values = true;
}

void Drift::add_time(text::Time time) {
    first_time = std::min(first_time.value_or(time), time);
    last_time = std::max(last_time.value_or(time), time);
    add_day(day_of(time), 1);
}

void Drift::add_day(std::int32_t day, std::uint64_t count) {
    days[day] += count;
    if (days.size() <= kMostDays) return;
    days.erase(days.begin());
    more_days = true;
}

void Drift::add(Drift other) {
    if (comes_before(other.first, first)) first = std::move(other.first);
    const int order = compare_names(last_document, other.last_document);
    if (order < 0 || (order == 0 && last_line < other.last_line)) {
        last_document = std::move(other.last_document);
        last_line = other.last_line;
    }
    if (other.first_time) first_time = std::min(first_time.value_or(*other.first_time), *other.first_time);
    if (other.last_time) last_time = std::max(last_time.value_or(*other.last_time), *other.last_time);
    documents += other.documents;
    occurrences += other.occurrences;
    for (const std::string& value : other.values) add_value(value);
    more_values = more_values || other.more_values;
    kinds.insert(other.kinds.begin(), other.kinds.end());
    most = std::max(most, other.most);
    for (const auto& [day, count] : other.days) add_day(day, count);
    more_days = more_days || other.more_days;
}

Drift* RuleSum::find_or_add(const Finding& finding) {
    const auto place = paths.lower_bound(finding);
    if (place != paths.end() && DriftOrder::parts(place->first) == DriftOrder::parts(finding))
        return &place->second;
    const bool is_full = paths.size() == kMostPaths;
    more_paths = more_paths || is_full;
    if (is_full && place == paths.end()) return nullptr;
    const auto added = paths.emplace_hint(place, DriftKey{finding.operation, finding.path}, Drift());
    if (is_full) paths.erase(std::prev(paths.end()));
    return &added->second;
}

void RuleSum::add(RuleSum&& other) {
    documents += other.documents;
    occurrences += other.occurrences;
    more_paths = more_paths || other.more_paths;
    for (auto& [key, drift] : other.paths) {
        Drift* const mine = find_or_add(drift.first);
        if (mine == nullptr) break; // all later ones sort behind it
        if (mine->documents != 0) {
            mine->add(std::move(drift));
            continue;
        }
        *mine = std::move(drift);
        mine->mark = 0;
    }
}

void UncheckedSum::add(const std::string& document, const std::string& why) {
    ++count;
    if (document.empty()) return;
    places.emplace(document, why);
    if (places.size() > kMostPlaces) places.erase(std::prev(places.end()));
}

void UncheckedSum::add(const UncheckedSum& other) {
    count += other.count;
    places.insert(other.places.begin(), other.places.end());
    while (places.size() > kMostPlaces) places.erase(std::prev(places.end()));
}

void OperationSum::add(const OperationSum& other) {
    documents += other.documents;
    conforming += other.conforming;
    for (const auto& [status, count] : other.statuses) statuses[status] += count;
    check::add(coverage, other.coverage);
}

void Sum::add(Sum&& other) {
    documents += other.documents;
    conforming += other.conforming;
    for (const auto& [status, count] : other.statuses) statuses[status] += count;
    for (auto& [key, sum] : other.rules) rules[key].add(std::move(sum));
    for (const auto& [name, sum] : other.operations) operations[name].add(sum);
    for (const auto& [kind, sum] : other.unchecked) unchecked[kind].add(sum);
    is_partial = is_partial || other.is_partial;
}

std::uint64_t Sum::count(Severity severity) const {
    std::uint64_t sum = 0;
    for (const auto& [key, rule] : rules) sum += key.first == severity ? rule.occurrences : 0U;
    return sum;
}

std::uint64_t Sum::count_from(Severity severity) const {
    std::uint64_t sum = 0;
    for (const auto& [key, rule] : rules) sum += key.first >= severity ? rule.occurrences : 0U;
    return sum;
}

std::vector<Drift> Sum::drift() const {
    std::vector<Drift> list;
    for (const auto& [key, rule] : rules)
        for (const auto& [path, drift] : rule.paths) list.push_back(drift);
    std::sort(list.begin(), list.end(), [](const Drift& a, const Drift& b) {
        return std::tuple(DriftOrder::parts(a.first), b.first.severity, a.first.rule) <
               std::tuple(DriftOrder::parts(b.first), a.first.severity, b.first.rule);
    });
    return list;
}

Seen Sum::seen() const {
    Seen all;
    for (const auto& [name, operation] : operations) {
        const Seen one = check::seen(operation.coverage);
        all.items += one.items;
        all.seen += one.seen;
    }
    return all;
}

std::optional<std::uint64_t> Sum::present(const Drift& drift) const {
    const auto sum = present(drift.first.operation, drift.first.path, drift.first.rule);
    // Coverage counts documents that were read to their end. A document that is cut off counts less.
    return sum && *sum < drift.documents ? std::nullopt : sum;
}

std::optional<std::uint64_t> Sum::present(const OperationName& name, std::string_view path,
                                          schema::Rule rule) const {
    using schema::Rule;
    const auto operation = operations.find(name);
    if (operation == operations.end()) return std::nullopt;
    const Coverage& coverage = operation->second.coverage;
    const std::string_view given = path;
    const bool is_of_parent = rule == Rule::property_missing || rule == Rule::property_undocumented ||
                              rule == Rule::property_one_way;
    if (coverage.empty()) return std::nullopt;
    if (is_of_parent) path = path.substr(0, std::min(path.rfind('.'), path.size()));
    if ((is_of_parent && path == given) || path.empty() || path.starts_with("(header) ") ||
        rule == Rule::body_malformed || rule == Rule::status_undocumented)
        return operation->second.documents;
    bool is_known = false;
    std::uint64_t sum = 0;
    for (const auto& [status, response] : coverage)
        if (const auto field = response.fields.find(std::string(path)); field != response.fields.end()) {
            is_known = true;
            sum += field->second.documents;
        }
    return is_known ? std::optional(sum) : std::nullopt;
}

} // namespace understudy::check
