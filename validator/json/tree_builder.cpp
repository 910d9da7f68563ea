#include "validator/json/tree_builder.hpp"

#include <iterator>
#include <utility>

namespace understudy::json {

void TreeBuilder::key(const char* at, std::string_view name) {
    values_.push_back({name, {}});
    values_.back().value.name_offset = reader_.offset_of(at);
}

Value& TreeBuilder::add(Kind kind, const char* at, std::size_t size) {
    const bool is_named = !open_.empty() && values_[open_.back()].value.is(Kind::object);
    Value& value = is_named ? values_.back().value : values_.emplace_back().value;
    value.kind = kind;
    value.offset = reader_.offset_of(at);
    value.end = value.offset + size;
    return value;
}

void TreeBuilder::end_object(const char* at) {
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(open_.back()) + 1;
    values_[open_.back()].value.members.assign(std::make_move_iterator(first),
                                               std::make_move_iterator(values_.end()));
    close(at);
}

void TreeBuilder::end_array(const char* at) {
    Value& array = values_[open_.back()].value;
    array.elements.reserve(values_.size() - open_.back() - 1);
    for (std::size_t i = open_.back() + 1; i < values_.size(); ++i)
        array.elements.push_back(std::move(values_[i].value));
    close(at);
}

void TreeBuilder::close(const char* at) {
    values_[open_.back()].value.end = reader_.offset_of(at) + 1;
    values_.resize(open_.back() + 1);
    open_.pop_back();
}

Value TreeBuilder::take_root() {
    Value root = values_.empty() ? Value() : std::move(values_.front().value);
    clear();
    return root;
}

} // namespace understudy::json
