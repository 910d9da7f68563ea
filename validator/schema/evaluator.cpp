#include "validator/schema/evaluator.hpp"

#include <bit>

#include "validator/json/duplicate_keys.hpp"
#include "validator/json/pointer.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/utf8.hpp"
#include "validator/schema/disclosure.hpp"

namespace understudy::schema {
namespace {

std::string type_words(Types types) {
    struct Word {
        Types types;
        const char* text;
    };
    // `number` before `integer`: it covers it.
    constexpr Word kWords[] = {{kString, "string"},   {kNumber, "number"}, {kInteger, "integer"},
                               {kBoolean, "boolean"}, {kObject, "object"}, {kArray, "array"},
                               {kNull, "null"}};
    std::string text;
    for (const auto& [word_types, word] : kWords) {
        if ((types & word_types) != word_types) continue;
        types = static_cast<Types>(types & ~word_types);
        if (!text.empty()) text += " or ";
        text += word;
    }
    return text;
}

const char* found_words(Types type) {
    switch (type) {
        case kNull:
            return "null";
        case kBoolean:
            return "a boolean";
        case kInteger:
            return "an integer";
        case kFraction:
            return "a number with a fraction";
        case kString:
            return "a string";
        case kArray:
            return "an array";
        default:
            return "an object";
    }
}

std::string characters(std::string_view text) {
    const std::size_t count = json::count_code_points(text);
    return "a string of " + std::to_string(count) + (count == 1 ? " character" : " characters");
}

} // namespace

/// Receives the parser's events and keeps, for each open array or object, what it is held against.
class Evaluator::Walk final : public json::Events {
public:
    Walk(const Program& program, EvaluatorOptions options)
        : program_(program),
          show_names_(options.show_names),
          reader_(options.limits),
          frames_(std::make_unique_for_overwrite<Frame[]>(options.limits.depth + 2)) {}

    void evaluate(std::string_view instance, BreachSink& sink) {
        sink_ = &sink;
        wide_seen_.clear();
        keys_.clear();
        top_ = frames_.get();
        *top_ = Frame{};
        next_ = &program_.root();
        if (const auto error = reader_.read(instance, *this)) malformed(error->offset, error->reason);
    }

    void null(const char* at) override {
        const Node& node = enter();
        if ((node.types & kNull) == 0) return wrong_type(node, kNull, at, {});
        if (node.values.count != 0 && !listed(node.values, json::Kind::null, false, {}))
            report(node, Rule::enum_unknown_value, "enum", at, kNull);
    }

    void boolean(const char* at, bool value) override {
        const Node& node = enter();
        const std::string_view text = value ? "true" : "false";
        if ((node.types & kBoolean) == 0) return wrong_type(node, kBoolean, at, text);
        if (node.values.count != 0 && !listed(node.values, json::Kind::boolean, value, {}))
            report(node, Rule::enum_unknown_value, "enum", at, kBoolean, text);
    }

    void number(const char* at, std::string_view literal) override {
        const Node& node = enter();
        if (node.types == kAnyType && !node.has_scalar_checks) return;
        const Types type = json::is_integer(literal) ? kInteger : kFraction;
        if ((node.types & type) == 0) return wrong_type(node, type, at, literal);
        if (node.has_scalar_checks) check_number(node, at, literal, type);
    }

    void string(const char* at, std::string_view value) override {
        const Node& node = enter();
        if ((node.types & kString) == 0) return wrong_type(node, kString, at, value);
        // A string has no more characters than bytes, so most are never counted.
        if (value.size() <= node.max_length && node.passes(node, value)) return;
        check_string(node, at, value);
    }

    void start_object(const char* at) override {
        const Node& node = open(kObject, at);
        top_->is_array = false;
        // A wide object's members all go the long way: nothing is named like the one after this.
        const bool is_wide = node.property_count > kInWord;
        top_->last = is_wide ? program_.properties.data() : node.properties - 1;
        top_->is_free = node.property_count == 0 && node.unnamed == Unnamed::allowed;
        top_->key_is_named = false;
        top_->seen = 0;
        top_->keys = keys_.mark();
        top_->key = {};
        if (is_wide) {
            top_->seen = wide_seen_.size();
            wide_seen_.resize(wide_seen_.size() + node.word_count());
        }
    }

    void start_array(const char* at) override {
        const Node& node = open(kArray, at);
        top_->is_array = true;
        next_ = node.items;
    }

    void key(const char* at, std::string_view name) override {
        // Members mostly come in the order in which the schema names them.
        Frame& frame = *top_;
        const Property& next = frame.last[1];
        if (!is_named(next, name) || (frame.seen & next.bit) != 0) {
            if (!frame.is_free) return key_out_of_order(at, name);
            keys_.add(name);
            frame.key = name;
            next_ = frame.node->additional;
            return;
        }
        frame.last = &next;
        frame.key = name;
        frame.key_is_named = true;
        frame.seen |= next.bit;
        next_ = next.node;
    }

    void end_object(const char* at) override {
        const Frame& frame = *top_;
        const Node& node = *frame.node;
        if (keys_.mark() != frame.keys)
            keys_.close(frame.keys, [&](std::string_view name) {
                top_->key = name;
                top_->key_is_named = false;
                duplicate(name.data() - 1);
            });
        const std::uint64_t* required = program_.required_words.data() + node.required_words;
        if (node.property_count > kInWord)
            end_wide(node, at);
        else if (node.property_count != 0 && (*required & ~frame.seen) != 0)
            report_missing(node, *required & ~frame.seen, 0, at);
        close();
    }

    void end_array(const char*) override { close(); }

private:
    /// An open array or object.
    struct Frame {
        const Node* node = nullptr; // what it is held against
        bool is_array = false;
        bool is_free = false;           // of an object, nothing is said of its members' names
        bool key_is_named = false;      // `key` is a property that the schema names
        std::uint32_t index = 0;        // of an array, elements seen
        const Property* last = nullptr; // of an object, the last member that the schema names
        std::string_view key;   // of an object, the member at hand; data() is null where there is none yet
        std::uint64_t seen = 0; // its properties, a bit each; of a wide one, its first word in wide_seen_
        std::size_t keys = 0;   // mark in keys_
    };
    static constexpr std::uint32_t kInWord = 64;

    // Names are in the reader's buffer, where ShortText::kSize bytes can always be read.
    static_assert(ShortText::kSize <= json::kPadding);

    static bool is_named(const Property& property, std::string_view name) {
        if (property.name.size() != name.size()) return false;
        if (!(ShortText::load(name.data(), name.size()) == property.start)) return false;
        return name.size() <= ShortText::kSize || name == property.name;
    }

    [[gnu::noinline]] void key_out_of_order(const char* at, std::string_view name) {
        Frame& frame = *top_;
        const Node& node = *frame.node;
        const Property* property = node.property_count == 0 ? nullptr : program_.find_property(node, name);
        frame.key = name;
        frame.key_is_named = property != nullptr;
        if (property == nullptr) {
            keys_.add(name);
            next_ = node.additional;
            if (node.unnamed != Unnamed::allowed) check_unnamed(node, at);
            return;
        }
        const bool is_wide = node.property_count > kInWord;
        if (!is_wide) frame.last = property;
        next_ = property->node;
        const auto index = static_cast<std::size_t>(property - node.properties);
        std::uint64_t& seen = is_wide ? wide_seen_[frame.seen + index / 64] : frame.seen;
        if ((seen & property->bit) != 0) duplicate(at);
        seen |= property->bit;
        if (!property->named) check_unnamed(node, at);
    }

    // The node of the value that begins now; counts it where it is an array's element.
    const Node& enter() {
        ++top_->index;
        return *next_;
    }

    const Node& open(Types type, const char* at) {
        const Node* node = &enter();
        if ((node->types & type) == 0) {
            wrong_type(*node, type, at, {});
            node = &program_.anything();
        } else if (node->values.count != 0) {
            // An enum of scalars: no array or object is among them.
            report(*node, Rule::enum_unknown_value, "enum", at, type);
        }
        ++top_; // the reader keeps to the depth that there is room for
        top_->node = node;
        top_->index = 0;
        return *node;
    }

    void close() {
        --top_;
        if (top_->is_array) next_ = top_->node->items;
    }

    [[gnu::noinline]] void check_unnamed(const Node& node, const char* at) {
        if (node.unnamed == Unnamed::allowed) return;
        next_ = &program_.anything();
        Breach breach = located(Rule::property_undocumented, at);
        breach.evidence = node.unnamed == Unnamed::forbidden ? program_.evidence(node, "additionalProperties")
                                                             : Evidence::inferred;
        breach.expected = "a documented property";
        breach.found = "an undocumented one";
        sink_->add(breach);
    }

    [[gnu::noinline]] void end_wide(const Node& node, const char* at) {
        const std::size_t first = top_->seen;
        for (std::uint32_t i = 0; i < node.word_count(); ++i) {
            const std::uint64_t missing =
                program_.required_words[node.required_words + i] & ~wide_seen_[first + i];
            report_missing(node, missing, i * 64, at);
        }
        wide_seen_.resize(first);
    }

    bool listed(Slice slice, json::Kind kind, bool boolean, std::string_view text) const {
        for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
            const EnumValue& value = program_.values[i];
            if (value.kind == kind && value.boolean == boolean && value.text == text) return true;
        }
        return false;
    }

    bool listed_number(Slice slice, const json::Decimal& number) const {
        for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i)
            if (program_.values[i].kind == json::Kind::number && program_.values[i].number == number)
                return true;
        return false;
    }

    void check_string(const Node& node, const char* at, std::string_view value) {
        if (node.values.count != 0 && !listed(node.values, json::Kind::string, false, value))
            report(node, Rule::enum_unknown_value, "enum", at, kString, value);
        if (node.known_values.count != 0 && !listed(node.known_values, json::Kind::string, false, value))
            report(node, Rule::value_unlisted, "x-known-values", at, kString, value);
        if (value.size() > node.max_length && json::count_code_points(value) > node.max_length)
            report(node, Rule::length_exceeded, "maxLength", at, kString, value);
        if (node.min_length != 0 && json::count_code_points(value) < node.min_length)
            report(node, Rule::length_short, "minLength", at, kString, value);
        if (node.format != nullptr && !node.format(value))
            report(node, Rule::format_invalid, "format", at, kString, value);
    }

    void check_number(const Node& node, const char* at, std::string_view literal, Types type) {
        if (node.values.count == 0 && node.known_values.count == 0 && node.bounds == kNoLimit) return;
        const json::Decimal number = json::Decimal::parse(literal);
        if (node.values.count != 0 && !listed_number(node.values, number))
            report(node, Rule::enum_unknown_value, "enum", at, type, literal);
        if (node.known_values.count != 0 && !listed_number(node.known_values, number))
            report(node, Rule::value_unlisted, "x-known-values", at, type, literal);
        if (node.bounds == kNoLimit) return;
        const Bounds& bounds = program_.bounds[node.bounds];
        if (bounds.has_minimum && number < bounds.minimum)
            report(node, Rule::number_out_of_range, "minimum", at, type, literal);
        if (bounds.has_maximum && number > bounds.maximum)
            report(node, Rule::number_out_of_range, "maximum", at, type, literal);
    }

    void wrong_type(const Node& node, Types type, const char* at, std::string_view value) {
        report(node, type == kNull ? Rule::null_unexpected : Rule::type_mismatch, "type", at, type, value);
    }

    [[gnu::cold]] void report_missing(const Node& node, std::uint64_t missing, std::uint32_t base,
                                      const char* at) {
        for (; missing != 0; missing &= missing - 1) {
            const auto index = base + static_cast<std::uint32_t>(std::countr_zero(missing));
            top_->key = node.properties[index].name;
            top_->key_is_named = true;
            Breach breach = located(Rule::property_missing, at);
            breach.evidence = program_.evidence(node, "required");
            breach.expected = "a required property";
            breach.found = "nothing";
            sink_->add(breach);
        }
    }

    [[gnu::cold]] void duplicate(const char* at) {
        Breach breach = located(Rule::body_malformed, at);
        breach.expected = "each name once in an object";
        breach.found = "a name given twice";
        sink_->add(breach);
    }

    [[gnu::cold]] void malformed(std::size_t offset, const std::string& reason) {
        Breach breach = located(Rule::body_malformed, nullptr);
        breach.offset = offset;
        breach.expected = "a JSON document (RFC 8259)";
        breach.found = reason;
        sink_->add(breach);
    }

    // A value that `keyword` of `node` does not allow.
    [[gnu::cold]] void report(const Node& node, Rule rule, std::string_view keyword, const char* at,
                              Types type, std::string_view value = {}) {
        Breach breach = located(rule, at);
        breach.evidence = program_.evidence(node, keyword);
        breach.expected = expected(node, rule);
        breach.found = type == kString && rule != Rule::type_mismatch ? characters(value) : found_words(type);
        breach.has_value = value.data() != nullptr;
        breach.value = value;
        sink_->add(breach);
    }

    std::string expected(const Node& node, Rule rule) const {
        const NodeNote& note = program_.note(node);
        switch (rule) {
            case Rule::enum_unknown_value:
                return note.expected_values;
            case Rule::value_unlisted:
                return note.expected_known;
            case Rule::length_exceeded:
                return "at most " + std::to_string(node.max_length) + " characters";
            case Rule::length_short:
                return "at least " + std::to_string(node.min_length) + " characters";
            case Rule::format_invalid:
                return "format " + note.format;
            case Rule::number_out_of_range:
                return program_.bounds[node.bounds].expected;
            default:
                return type_words(node.types);
        }
    }

    // A breach at the value that is at hand: under the open frames' keys and indices.
    [[gnu::cold]] Breach located(Rule rule, const char* at) const {
        Breach breach;
        breach.rule = rule;
        if (at != nullptr) breach.offset = reader_.offset_of(at);
        for (const Frame* open = frames_.get() + 1; open <= top_; ++open) {
            const Frame& frame = *open;
            if (frame.is_array) {
                if (frame.index == 0) break;
                json::append_token(breach.pointer, std::to_string(frame.index - 1));
                breach.path += "[]";
            } else {
                if (frame.key.data() == nullptr) break;
                const std::string name = shown_name(frame);
                json::append_token(breach.pointer, name);
                if (!breach.path.empty()) breach.path += '.';
                breach.path += name;
            }
        }
        return breach;
    }

    std::string shown_name(const Frame& frame) const {
        if (frame.key_is_named || show_names_ || may_show(frame.key)) return std::string(frame.key);
        return "(a name of " + std::to_string(json::count_code_points(frame.key)) + " characters)";
    }

    const Program& program_;
    bool show_names_;
    json::Reader reader_;
    json::DuplicateKeys keys_;
    std::unique_ptr<Frame[]> frames_; // the first stands for what is around the instance
    Frame* top_ = nullptr;
    std::vector<std::uint64_t> wide_seen_;
    const Node* next_ = nullptr; // what the next value is held against
    BreachSink* sink_ = nullptr;
};

Evaluator::Evaluator(const Program& program, EvaluatorOptions options)
    : walk_(std::make_unique<Walk>(program, options)) {}
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator::~Evaluator() = default;

void Evaluator::evaluate(std::string_view instance, BreachSink& sink) {
    walk_->evaluate(instance, sink);
}

} // namespace understudy::schema
