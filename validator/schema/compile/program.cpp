#include "validator/schema/compile/program.hpp"

#include "validator/schema/pattern/pattern.hpp"

namespace understudy::schema {

Tables::Tables() = default;
Tables::~Tables() = default;

Evidence Tables::evidence(const Node& node, std::string_view keyword) const {
    const NodeNote& noted = note(node);
    for (const auto& [known, evidence] : noted.keyword_evidence)
        if (known == keyword) return evidence;
    return noted.evidence;
}

const Property* Tables::find_property(const Node& node, std::string_view name) const {
    if (node.property_count > kWide) {
        const auto& index = wide.at(&node);
        const auto found = index.find(name);
        return found == index.end() ? nullptr : found->second;
    }
    for (const Property* property = node.properties; !property->end; ++property)
        if (property->name == name) return property;
    return nullptr;
}

} // namespace understudy::schema
