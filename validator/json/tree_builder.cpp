#include "validator/json/tree_builder.hpp"

namespace understudy::json {

void TreeBuilder::key(const char* at, std::string_view name) {
    open_.back()->members.push_back({name, {}});
    open_.back()->members.back().value.name_offset = reader_.offset_of(at);
}

Value& TreeBuilder::add(Kind kind, const char* at, std::size_t size) {
    Value* value = &root_;
    if (!open_.empty()) {
        Value& parent = *open_.back();
        value = parent.is(Kind::array) ? &parent.elements.emplace_back() : &parent.members.back().value;
    }
    value->kind = kind;
    value->offset = reader_.offset_of(at);
    value->end = value->offset + size;
    return *value;
}

} // namespace understudy::json
