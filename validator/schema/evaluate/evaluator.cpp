#include "validator/schema/evaluate/evaluator.hpp"

#include <bit>
#include <utility>

#include "validator/json/duplicate_keys.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/tree_builder.hpp"
#include "validator/schema/evaluate/checks.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/tree_evaluator.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/masking.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::schema {

using json::Kind;
using json::Value;

/// Receives the parser's events. Each open array or object has a Frame. A value whose node cannot be decided
/// in one pass goes to the Recorder, which hands it to the TreeEvaluator when it is whole.
class Evaluator::Walk final : public json::EventHandler, private Checks, private Surroundings {
public:
    Walk(const Program& program, EvaluatorOptions options)
        : Checks(program.tables(), effort_),
          program_(program),
          show_names_(options.show_names),
          keeps_all_(options.whole_documents || program.tables().is_dynamic),
          window_(options.limits.window),
          reader_(options.limits),
          trees_(program.tables(), effort_, *this, options.show_names),
          recorder_(*this),
          frames_(std::make_unique_for_overwrite<Frame[]>(options.limits.depth + 2)) {}

    void evaluate(std::string_view instance, BreachSink& sink, std::function<void(std::size_t)> passed) {
        sink_ = &sink;
        effort_.begin(instance.size());
        wide_seen_.clear();
        keys_.clear();
        top_ = frames_.get();
        *top_ = Frame{};
        if (counter_ != nullptr) top_->bit = top_->watched = 1;
        next_ = &program_.root();
        json::EventHandler& events = keeps_all_ ? static_cast<json::EventHandler&>(recorder_) : *this;
        kept_for_ = next_;
        recorder_.clear();
        if (counter_ != nullptr) counter_->begin(instance.size() > window_);
        if (const auto error = reader_.read(instance, events, std::move(passed)))
            malformed(error->offset, error->reason);
        if (counter_ != nullptr) {
            if (frames_[0].nulls != 0) counter_->add_null(counter_->root());
            counter_->end(sink);
        }
    }

    void watch(CoverageCounter* counter) { counter_ = counter; }

    void null(const char* at) override {
        const Node& node = enter();
        top_->nulls |= top_->bit;
        if (top_->is_wide) see_null_of_wide();
        if ((node.streamed & kNull) == 0) return scalar(node, Kind::null, at, false, {});
        if (node.has_scalar_checks) check_null(node, at);
    }

    void boolean(const char* at, bool value) override {
        const Node& node = enter();
        if ((top_->watched & top_->bit) != 0) see_scalar(node, Kind::boolean, value ? "true" : "false", at);
        if ((node.streamed & kBoolean) == 0) return scalar(node, Kind::boolean, at, value, {});
        if (node.has_scalar_checks) check_boolean(node, at, value);
    }

    void number(const char* at, std::string_view literal) override {
        const Node& node = enter();
        if ((top_->watched & top_->bit) != 0) see_scalar(node, Kind::number, literal, at);
        if (node.composed != nullptr) return scalar(node, Kind::number, at, false, literal);
        check_number(node, at, literal);
    }

    void string(const char* at, std::string_view value) override {
        const Node& node = enter();
        if ((top_->watched & top_->bit) != 0) see_scalar(node, Kind::string, value, at);
        if ((node.streamed & kString) == 0) return scalar(node, Kind::string, at, false, value);
        // A string has no more characters than bytes, so most are never counted.
        if (value.size() <= node.max_length && node.passes(node, value)) return;
        check_string(node, at, value);
    }

    void start_object(const char* at) override {
        const Node* node = open(kObject, at);
        if (node == nullptr) return recorder_.start_object(at);
        top_->is_array = false;
        // All members of a wide object take the slow path: no name equals the next expected one.
        const bool is_wide = node->property_count > kInWord;
        top_->bit = 0;
        top_->is_wide = is_wide;
        top_->last = (is_wide ? tables_.anything().properties : node->properties) - 1;
        top_->is_free = node->property_count == 0 && node->unnamed == Unnamed::allowed;
        top_->key_is_named = false;
        top_->seen = 0;
        top_->keys = keys_.mark();
        top_->key = {};
        expect(top_->last[1].expected);
        if (is_wide) {
            top_->seen = wide_seen_.size();
            wide_seen_.resize(wide_seen_.size() + node->word_count());
        }
    }

    void start_array(const char* at) override {
        const Node* node = open(kArray, at);
        if (node == nullptr) return recorder_.start_array(at);
        top_->is_array = true;
        top_->is_wide = false;
        top_->bit = 1;
        next_ = node->items;
    }

    void key(const char* at, std::string_view name) override {
        Frame& frame = *top_;
        if (!frame.is_free)
            return is_named(frame.last[1], name) ? expected_key(at) : key_out_of_order(at, name);
        frame.key = reader_.keep(name);
        keys_.add(frame.key);
        next_ = frame.node->additional; // key_is_named and bit are as the object began
    }

    // Members mostly come in the order in which the schema names them.
    void expected_key(const char* at) override {
        Frame& frame = *top_;
        const Property& next = frame.last[1];
        if ((frame.seen & next.bit) != 0) return key_out_of_order(at, next.name);
        frame.last = &next;
        frame.key = next.name; // the schema's copy outlives this piece of the text
        frame.key_is_named = true;
        frame.bit = next.bit;
        frame.seen |= next.bit;
        next_ = next.node;
        expect((&next)[1].expected);
    }

    void end_object(const char* at) override {
        const Frame& frame = *top_;
        const Node& node = *frame.node;
        if (frame.slots != nullptr) see_object(frame);
        if (keys_.mark() != frame.keys)
            keys_.close(frame.keys, [&](std::string_view name) {
                top_->key = name;
                top_->key_is_named = false;
                report_duplicate(name.data() - 1);
            });
        const std::uint64_t* required = tables_.required_words.data() + node.required_words;
        if (node.property_count > kInWord)
            end_wide(node, at);
        else if (node.property_count != 0 && (*required & ~frame.seen) != 0)
            report_missing(node, *required & ~frame.seen, 0, at);
        if (node.counts != nullptr) {
            top_->key = {}; // the breach is the object's
            check_property_count(node, at, top_->index);
        }
        close();
    }

    void end_array(const char* at) override {
        if (top_->slots != nullptr && top_->index != 0) counter_->add(*top_->slots, 1, top_->nulls);
        if (const Node& node = *top_->node; node.counts != nullptr)
            check_item_count(node, at, std::exchange(top_->index, 0)); // the breach is the array's
        close();
    }

private:
    /// Takes the events in the walk's place while a value is kept.
    class Recorder final : public json::EventHandler {
    public:
        explicit Recorder(Walk& walk) : walk_(walk), tree_(walk.reader_) {}

        void clear() { tree_.clear(); }

        void null(const char* at) override { tree_.null(at), end(); }
        void boolean(const char* at, bool value) override { tree_.boolean(at, value), end(); }
        void number(const char* at, std::string_view literal) override { tree_.number(at, literal), end(); }
        void string(const char* at, std::string_view value) override { tree_.string(at, value), end(); }
        void start_object(const char* at) override { tree_.start_object(at); }
        void start_array(const char* at) override { tree_.start_array(at); }
        void key(const char* at, std::string_view name) override { tree_.key(at, name); }
        void end_object(const char* at) override { tree_.end_object(at), end(); }
        void end_array(const char* at) override { tree_.end_array(at), end(); }

    private:
        void end() {
            if (tree_.is_open()) return;
            walk_.reader_.redirect(walk_);
            walk_.tree(tree_.take_root());
            walk_.reader_.pin(nullptr);
        }

        Walk& walk_;
        json::TreeBuilder tree_;
    };

    /// An open array or object.
    struct Frame {
        const Node* node = nullptr; // the one that it is held against
        bool is_array = false;
        bool is_free = false;           // of an object: every name is allowed
        bool is_wide = false;           // of an object, its properties do not fit into a word
        bool key_is_named = false;      // `key` is a property that the schema names
        std::uint32_t index = 0;        // of an array, elements seen
        const Property* last = nullptr; // of an object, the last member that the schema names
        std::string_view key;           // of an object, the member at hand; data() is null before the first
        std::uint64_t seen = 0;    // its properties, a bit each; of a wide one, its first word in wide_seen_
        std::size_t keys = 0;      // mark in keys_
        std::uint64_t bit = 0;     // that of the value at hand among its properties; of an array, of a wide
                                   // object and around the instance 1; 0 where the schema does not name it
        std::uint64_t nulls = 0;   // the bits of the properties that were null
        std::uint64_t watched = 0; // the bits of those whose values CoverageCounter wants
        CoverageCounter::ObjectSlots* slots = nullptr; // where its properties are counted, or null
    };
    static constexpr std::uint32_t kInWord = 64;

    // Names are in the reader's buffer, where ShortText::kSize bytes can always be read.
    static_assert(ShortText::kSize <= text::kPadding);

    static bool is_named(const Property& property, std::string_view name) {
        if (property.name.size() != name.size()) return false;
        if (!(ShortText::load(name.data(), name.size()) == property.start)) return false;
        return name.size() <= ShortText::kSize || name == property.name;
    }

    [[gnu::noinline]] void key_out_of_order(const char* at, std::string_view name) {
        Frame& frame = *top_;
        const Node& node = *frame.node;
        const Property* property = node.property_count == 0 ? nullptr : tables_.find_property(node, name);
        frame.key = property != nullptr ? property->name : reader_.keep(name);
        frame.key_is_named = property != nullptr;
        frame.bit = property == nullptr ? 0 : frame.is_wide ? 1 : property->bit;
        if (property == nullptr) {
            keys_.add(frame.key);
            next_ = node.additional;
            if (node.unnamed != Unnamed::allowed) check_unnamed(node, at);
            return;
        }
        if (!frame.is_wide) {
            frame.last = property;
            expect(property[1].expected);
        }
        next_ = property->node;
        const auto index = static_cast<std::size_t>(property - node.properties);
        std::uint64_t& seen = frame.is_wide ? wide_seen_[frame.seen + index / 64] : frame.seen;
        if ((seen & property->bit) != 0) report_duplicate(at);
        seen |= property->bit;
        if (!property->named) check_unnamed(node, at);
    }

    // The node of the value that begins now, which it counts in the array or object around it.
    const Node& enter() {
        ++top_->index;
        return *next_;
    }

    // The node of the array or object that begins; nullptr if it is to be kept whole.
    const Node* open(Types type, const char* at) {
        const Node* node = &enter();
        if ((node->streamed & type) == 0 || node->values.count != 0 || node->constant.count != 0) {
            if (node->composed != nullptr) {
                kept_for_ = node;
                reader_.redirect(recorder_);
                reader_.pin(at);
                return nullptr;
            }
            if (!check_container(*node, at, type) && (node->types & type) == 0) node = &tables_.anything();
        }
        CoverageCounter::ObjectSlots* const slots = counter_ == nullptr ? nullptr : slots_of(type);
        ++top_; // the reader's depth limit leaves room
        top_->node = node;
        top_->slots = slots;
        top_->watched = slots == nullptr ? 0 : slots->watched;
        top_->nulls = 0;
        top_->index = 0;
        return node;
    }

    void close() {
        --top_;
        if (top_->is_array)
            next_ = top_->node->items;
        else if (top_->last != nullptr) // null in the frame around the instance
            expect(top_->last[1].expected);
    }

    // A scalar of a type that the node does not stream.
    [[gnu::noinline]] void scalar(const Node& node, Kind kind, const char* at, bool boolean,
                                  std::string_view text) {
        if (node.composed == nullptr) {
            if (kind == Kind::null) check_null(node, at);
            if (kind == Kind::boolean) check_boolean(node, at, boolean);
            if (kind == Kind::string) check_string(node, at, text);
            return;
        }
        Value value;
        value.kind = kind;
        value.boolean = boolean;
        value.offset = reader_.offset_of(at);
        value.text = text;
        kept_for_ = &node;
        tree(value);
    }

    void tree(const Value& value) {
        if (counter_ != nullptr)
            if (const CoverageCounter::FieldSlot* here = slot(); here != nullptr)
                counter_->add_tree(*here, value, indices());
        trees_.evaluate(*kept_for_, value, reader_.text(), *sink_);
    }

    // The slot of the value that begins now, or nullptr.
    const CoverageCounter::FieldSlot* slot() const {
        const Frame& frame = *top_;
        if (top_ == frames_.get()) return &counter_->root();
        if (frame.slots == nullptr || frame.bit == 0) return nullptr;
        if (!frame.is_wide)
            return &frame.slots->fields[static_cast<std::size_t>(std::countr_zero(frame.bit))];
        const Property* property = tables_.find_property(*frame.node, frame.key);
        return &frame.slots->fields[static_cast<std::size_t>(property - frame.node->properties)];
    }

    CoverageCounter::ObjectSlots* slots_of(Types type) const {
        const CoverageCounter::FieldSlot* here = slot();
        if (here == nullptr) return nullptr;
        return type == kObject ? here->object : here->array;
    }

    [[gnu::noinline]] void see_null_of_wide() {
        if (counter_ == nullptr) return;
        if (const CoverageCounter::FieldSlot* here = slot(); here != nullptr) counter_->add_null(*here);
    }

    // A value that is kept is counted when it is whole (tree()).
    void see_scalar(const Node& node, Kind kind, std::string_view text, const char* at) {
        const CoverageCounter::FieldSlot* here = slot();
        if (here == nullptr || node.composed != nullptr) return;
        if (here->values != nullptr) counter_->add_value(*here->values, kind, text);
        if (here->tag != SIZE_MAX && kind != Kind::boolean)
            counter_->add_linked(*here, kind, text, reader_.offset_of(at), indices());
    }

    // The indices of the value that begins now in the arrays around it.
    Indices indices() const {
        Indices indices;
        for (const Frame* open = frames_.get() + 1; open <= top_; ++open)
            if (open->is_array) indices.push(open->index == 0 ? 0 : open->index - 1);
        return indices;
    }

    void see_object(const Frame& frame) {
        const Node& node = *frame.node;
        if (!frame.is_wide) return counter_->add(*frame.slots, frame.seen, frame.nulls);
        for (std::uint32_t i = 0; i < node.property_count; ++i)
            if (((wide_seen_[frame.seen + i / 64] >> (i % 64)) & 1U) != 0)
                counter_->add_one(frame.slots->fields[i]);
    }

    [[gnu::noinline]] void check_unnamed(const Node& node, const char* at) {
        if (node.unnamed == Unnamed::allowed) return;
        next_ = &tables_.anything();
        Breach breach = located(Rule::property_undocumented, at);
        breach.evidence = node.unnamed == Unnamed::forbidden ? tables_.evidence(node, "additionalProperties")
                                                             : Evidence::inferred;
        breach.expected = "a documented property";
        breach.found = "an undocumented one";
        sink_->add(std::move(breach));
    }

    [[gnu::noinline]] void end_wide(const Node& node, const char* at) {
        const std::size_t first = top_->seen;
        for (std::uint32_t i = 0; i < node.word_count(); ++i) {
            const std::uint64_t missing =
                tables_.required_words[node.required_words + i] & ~wide_seen_[first + i];
            report_missing(node, missing, i * 64, at);
        }
        wide_seen_.resize(first);
    }

    [[gnu::cold]] void report_missing(const Node& node, std::uint64_t missing, std::uint32_t base,
                                      const char* at) {
        for (; missing != 0; missing &= missing - 1) {
            const auto index = base + static_cast<std::uint32_t>(std::countr_zero(missing));
            top_->key = node.properties[index].name;
            top_->key_is_named = true;
            Breach breach = located(Rule::property_missing, at);
            breach.evidence = tables_.evidence(node, "required");
            breach.keyword = "required";
            breach.expected = "a required property";
            breach.found = "nothing";
            sink_->add(std::move(breach));
        }
    }

    [[gnu::cold]] void malformed(std::size_t offset, const std::string& reason) {
        Breach breach = located(Rule::body_malformed, nullptr);
        breach.offset = offset;
        breach.expected = "a JSON document (RFC 8259)";
        breach.found = reason == "empty" ? "an empty body" : reason;
        sink_->add(std::move(breach));
    }

    // A breach at the value at hand. The open frames' keys and indices are its pointer.
    [[gnu::cold]] Breach located(Rule rule, const char* at) const override {
        Breach breach;
        breach.rule = rule;
        if (at != nullptr) breach.offset = reader_.offset_of(at);
        for (const Frame* open = frames_.get() + 1; open <= top_; ++open) {
            const Frame& frame = *open;
            if (frame.is_array) {
                if (frame.index == 0) break;
                text::append_token(breach.pointer, std::to_string(frame.index - 1));
                breach.path += "[]";
            } else {
                if (frame.key.data() == nullptr) break;
                const std::string name = text::shown_name(frame.key, frame.key_is_named || show_names_);
                text::append_token(breach.pointer, name);
                if (!breach.path.empty()) breach.path += '.';
                breach.path += name;
            }
        }
        return breach;
    }

    const Program& program_;
    bool show_names_;
    bool keeps_all_;
    Effort effort_;
    std::size_t window_; // the texts of a longer instance do not last
    json::Reader reader_;
    TreeEvaluator trees_;
    Recorder recorder_;
    const Node* kept_for_ = nullptr; // the node of the value that is kept
    json::DuplicateKeys keys_;
    std::unique_ptr<Frame[]> frames_; // the first is around the instance
    Frame* top_ = nullptr;
    std::vector<std::uint64_t> wide_seen_;
    const Node* next_ = nullptr; // the node of the next value
    CoverageCounter* counter_ = nullptr;
};

Evaluator::Evaluator(const Program& program, EvaluatorOptions options)
    : walk_(std::make_unique<Walk>(program, options)) {}
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator::~Evaluator() = default;

void Evaluator::evaluate(std::string_view instance, BreachSink& sink,
                         std::function<void(std::size_t)> passed) {
    walk_->evaluate(instance, sink, std::move(passed));
}

void Evaluator::watch(CoverageCounter* counter) {
    walk_->watch(counter);
}

} // namespace understudy::schema
