#include "validator/json/yaml/yaml_nodes.hpp"

#include <yaml.h>

#include <map>
#include <new>

#include "validator/json/yaml/yaml_scalar.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// libyaml counts code points; a Value's place is in bytes.
class ByteOffsets {
public:
    explicit ByteOffsets(std::string_view text) : text_(text) {
        std::size_t count = 0;
        for (std::size_t at = 0; at < text.size(); ++at)
            if (!continues(at) && count++ % kStep == 0) known_.push_back(at);
    }

    std::size_t operator()(std::size_t code_points) const {
        const std::size_t block = code_points / kStep;
        if (block >= known_.size()) return text_.size();
        std::size_t at = known_[block];
        for (std::size_t left = code_points % kStep; left != 0 && at < text_.size(); --left)
            for (++at; at < text_.size() && continues(at);) ++at;
        return at;
    }

private:
    static constexpr std::size_t kStep = 64;

    bool continues(std::size_t at) const { return (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U; }

    std::string_view text_;
    std::vector<std::size_t> known_;
};

struct Parser : yaml_parser_t {
    explicit Parser(std::string_view text) {
        if (yaml_parser_initialize(this) == 0) throw std::bad_alloc();
        yaml_parser_set_encoding(this, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(this, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    ~Parser() { yaml_parser_delete(this); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
};

struct Event : yaml_event_t {
    Event() : yaml_event_t{} {}
    ~Event() { yaml_event_delete(this); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
};

std::string_view view(const yaml_char_t* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

class NodeReader {
public:
    NodeReader(const YamlText& source, std::size_t begin, Limits limits)
        : source_(source),
          limits_(limits),
          begin_(begin),
          offsets_(source.text.substr(begin)),
          parser_(source.text.substr(begin)) {}

    YamlNodes read() {
        for (;;) {
            Event event;
            if (yaml_parser_parse(&parser_, &event) == 0) throw syntax_error();
            if (event.type == YAML_STREAM_END_EVENT) break;
            take(event);
        }
        if (tree_.nodes.empty()) throw source_.error(0, "not YAML: empty");
        return std::move(tree_);
    }

private:
    struct Open {
        std::size_t node;
        bool flow;
        std::size_t children = 0;
    };

    // At each token, libyaml looks at every open flow collection. So the content of deep ones is limited, far
    // above any real document, and to about a second.
    static constexpr std::size_t kDeepFlow = 100;
    static constexpr std::size_t kMaxFlowWork = 100'000'000;

    void take(const yaml_event_t& event) {
        flow_work_ += flow_depth_ > kDeepFlow ? flow_depth_ : 0;
        if (flow_work_ > kMaxFlowWork)
            throw source_.error(at(event.start_mark), "too much in flow collections nested deeper than " +
                                                          std::to_string(kDeepFlow));
        switch (event.type) {
            case YAML_DOCUMENT_START_EVENT:
                if (!tree_.nodes.empty())
                    throw source_.error(at(event.start_mark), "expected one document; found a second");
                return;
            case YAML_SCALAR_EVENT:
                return scalar(event);
            case YAML_ALIAS_EVENT:
                return alias(event);
            case YAML_SEQUENCE_START_EVENT:
                return open(Kind::array, event, event.data.sequence_start,
                            event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
            case YAML_MAPPING_START_EVENT:
                return open(Kind::object, event, event.data.mapping_start,
                            event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT:
                return close(event);
            default:
                return;
        }
    }

    std::size_t at(const yaml_mark_t& mark) const { return begin_ + offsets_(mark.index); }

    bool at_key() const {
        return !open_.empty() && tree_.nodes[open_.back().node].kind == Kind::object &&
               open_.back().children % 2 == 0;
    }

    // Sets the node's place. The caller fills in its meaning.
    YamlNode& add(Kind kind, const yaml_event_t& event) {
        YamlNode node;
        node.kind = kind;
        node.offset = at(event.start_mark);
        node.end = at(event.end_mark);
        node.after = tree_.nodes.size() + 1;
        return tree_.nodes.emplace_back(node);
    }

    YamlNode::Text keep(std::string_view text) {
        tree_.strings += text;
        return {tree_.strings.size() - text.size(), text.size()};
    }

    void scalar(const yaml_event_t& event) {
        const auto& scalar = event.data.scalar;
        const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
        const bool is_key = at_key();
        YamlNode& node = add(Kind::string, event);
        const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
        const YamlScalar known = resolve_scalar(text, plain, view(scalar.tag));
        // A key is a string exactly as it is written, even .inf (OpenAPI 3.1 §4.3). An alias may still use it
        // as a value.
        const bool only_key = is_key && scalar.tag == nullptr && scalar.anchor == nullptr;
        if (!known.refusal.empty() && !only_key) throw source_.error(node.offset, known.refusal);
        node.kind = known.kind;
        node.boolean = known.boolean;
        node.merges = is_key && plain && scalar.tag == nullptr && text == "<<";
        node.written = keep(text);
        node.literal = known.literal == text ? node.written : keep(known.literal);
        name(scalar.anchor, tree_.nodes.size() - 1);
        complete(node);
    }

    void alias(const yaml_event_t& event) {
        const std::string anchor(view(event.data.alias.anchor));
        const std::size_t place = at(event.start_mark);
        const auto known = anchors_.find(anchor);
        if (known == anchors_.end())
            throw source_.error(place, "the alias *" + anchor + " has no anchor before it");
        const YamlNode target = tree_.nodes[known->second];
        if (target.after == 0)
            throw source_.error(place, "the alias *" + anchor + " is inside its own anchor");
        if (at_key() && (target.kind == Kind::array || target.kind == Kind::object))
            throw source_.error(place, "expected a key that is a scalar; found an alias of a collection");
        aliased_ += target.made;
        if (aliased_ > kMaxAliasedNodes)
            throw source_.error(place, "the aliases expand to more than the limit of " +
                                           std::to_string(kMaxAliasedNodes) + " nodes");
        if (open_.size() + target.height > limits_.depth) throw too_deep(place);
        YamlNode& node = add(target.kind, event);
        node.alias = known->second;
        node.made = target.made;
        node.height = target.height;
        complete(node);
    }

    // `start`: libyaml's event data, which have the same members for a sequence and a mapping.
    template <class Start>
    void open(Kind kind, const yaml_event_t& event, const Start& start, bool flow) {
        const std::size_t place = at(event.start_mark);
        if (at_key()) throw source_.error(place, "expected a key that is a scalar; found a collection");
        if (!is_tag_of(kind, view(start.tag))) throw source_.error(place, std::string(kUnknownTag));
        if (open_.size() == limits_.depth) throw too_deep(place);
        add(kind, event).after = 0;
        open_.push_back({tree_.nodes.size() - 1, flow});
        if (flow) ++flow_depth_;
        name(start.anchor, open_.back().node);
    }

    void close(const yaml_event_t& event) {
        YamlNode& node = tree_.nodes[open_.back().node];
        if (open_.back().flow) --flow_depth_;
        open_.pop_back();
        node.after = tree_.nodes.size();
        ++node.height;
        // Block style has no closing bracket, so the collection ends with its last node.
        const bool bracket = event.end_mark.index != event.start_mark.index;
        node.end = bracket ? at(event.end_mark) : std::max(node.end, last_end_);
        complete(node);
    }

    void complete(const YamlNode& node) {
        last_end_ = node.end;
        if (open_.empty()) return;
        YamlNode& parent = tree_.nodes[open_.back().node];
        parent.made += node.made;
        parent.height = std::max(parent.height, node.height);
        ++open_.back().children;
    }

    void name(const yaml_char_t* anchor, std::size_t node) {
        if (anchor != nullptr) anchors_.insert_or_assign(std::string(view(anchor)), node);
    }

    LoadError too_deep(std::size_t place) const {
        return source_.error(place, "nested deeper than the limit of " + std::to_string(limits_.depth));
    }

    LoadError syntax_error() const {
        if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        std::string reason = "not YAML: ";
        if (parser_.error == YAML_READER_ERROR)
            return source_.error(begin_ + parser_.problem_offset, reason + parser_.problem);
        if (parser_.context != nullptr) {
            const Position place = Locator(source_.text).locate(at(parser_.context_mark));
            reason += std::string(parser_.context) + " (line " + std::to_string(place.line) + "): ";
        }
        return source_.error(at(parser_.problem_mark), reason + parser_.problem);
    }

    const YamlText& source_;
    Limits limits_;
    std::size_t begin_;
    ByteOffsets offsets_;
    Parser parser_;
    YamlNodes tree_;
    std::vector<Open> open_;
    std::map<std::string, std::size_t> anchors_;
    std::size_t aliased_ = 0;
    std::size_t flow_depth_ = 0;
    std::size_t flow_work_ = 0;
    std::size_t last_end_ = 0;
};

} // namespace

LoadError YamlText::error(std::size_t offset, const std::string& reason) const {
    const Position place = Locator(text).locate(offset);
    return LoadError(file, "", reason, place.line, place.column);
}

YamlNodes read_yaml_nodes(const YamlText& source, Limits limits) {
    const std::size_t begin = source.text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    return NodeReader(source, begin, limits).read();
}

} // namespace understudy::json
