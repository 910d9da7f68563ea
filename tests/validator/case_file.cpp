#include "tests/validator/case_file.hpp"

#include <iostream>
#include <stdexcept>
#include <utility>

namespace understudy::test {

using json::Kind;
using json::Value;

std::string source(std::string_view path) {
    return UNDERSTUDY_SOURCE "/" + std::string(path);
}

Case::Case(std::shared_ptr<const json::Document> file, const Value& row)
    : file_(std::move(file)), row_(&row) {
    name_ = text("name");
}

const Value& Case::value(std::string_view member) const {
    const Value* value = row_->find(member);
    if (value == nullptr) fail(member, "is missing");
    return *value;
}

std::string Case::literal(std::string_view member) const {
    const Value& found = value(member);
    return std::string(file_->text().substr(found.offset, found.end - found.offset));
}

std::string Case::text(std::string_view member) const {
    const Value& found = value(member);
    if (found.is(Kind::string)) return std::string(found.text);
    if (!found.is(Kind::array)) fail(member, "is neither a string nor a list of them");
    std::string joined;
    for (const Value& piece : found.elements) {
        const bool repeats = piece.is(Kind::array) && piece.elements.size() == 2;
        if (!repeats && !piece.is(Kind::string)) fail(member, "has a piece that is no string");
        const std::size_t times = repeats ? std::stoul(std::string(piece.elements[1].text)) : 1;
        for (std::size_t i = 0; i < times; ++i) joined += repeats ? piece.elements[0].text : piece.text;
    }
    return joined;
}

std::string Case::text(std::string_view member, std::string_view otherwise) const {
    return has(member) ? text(member) : std::string(otherwise);
}

std::vector<std::string> Case::texts(std::string_view member) const {
    std::vector<std::string> list;
    if (!has(member)) return list;
    const Value& found = value(member);
    if (!found.is(Kind::array)) fail(member, "is no list");
    for (const Value& element : found.elements) {
        if (!element.is(Kind::string)) fail(member, "has an element that is no string");
        list.emplace_back(element.text);
    }
    return list;
}

std::size_t Case::number(std::string_view member) const {
    const Value& found = value(member);
    if (!found.is(Kind::number)) fail(member, "is no number");
    return std::stoul(std::string(found.text));
}

bool Case::word(std::string_view member) const {
    if (!has(member)) return false;
    const Value& found = value(member);
    if (!found.is(Kind::boolean)) fail(member, "is neither true nor false");
    return found.boolean;
}

void Case::fail(std::string_view member, const std::string& reason) const {
    throw std::runtime_error(file_->file() + ": \"" + name_ + "\": " + std::string(member) + " " + reason);
}

std::ostream& operator<<(std::ostream& stream, const Case& each) {
    return stream << each.name();
}

std::vector<Case> load_cases(std::string_view path) {
    const auto file = std::make_shared<const json::Document>(
        json::Document::load(source("tests/data/" + std::string(path))));
    std::vector<Case> cases;
    for (const Value& row : file->root().elements) cases.emplace_back(file, row);
    if (cases.empty()) throw std::runtime_error(file->file() + " holds no case");
    return cases;
}

void say_skipped(const std::string& reason) {
    std::cout << "skipped, " << reason << std::endl;
}

} // namespace understudy::test
