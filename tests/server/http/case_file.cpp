#include "tests/server/http/case_file.hpp"

#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>

namespace understudy::http::test {
namespace {

using rapidjson::Value;

std::string text(const Value& value) {
    return {value.GetString(), value.GetStringLength()};
}

std::string joined(const Value& pieces) {
    if (pieces.IsString()) return text(pieces);
    std::string bytes;
    for (const Value& piece : pieces.GetArray()) {
        const bool repeated = piece.IsArray();
        const unsigned times = repeated ? piece[1].GetUint() : 1;
        for (unsigned i = 0; i < times; ++i) bytes += text(repeated ? piece[0] : piece);
    }
    return bytes;
}

Case read_case(const Value& row) {
    Case each;
    each.name = text(row["name"]);
    each.request = joined(row["request"]);
    for (const Value& status : row["statuses"].GetArray()) each.statuses.push_back(status.GetUint());
    each.closes = row["closes"].GetBool();
    if (row.HasMember("half_close")) each.half_close = row["half_close"].GetBool();
    if (row.HasMember("problem")) each.problem = text(row["problem"]);
    if (row.HasMember("bodies")) {
        for (const Value& body : row["bodies"].GetArray()) each.bodies.push_back(text(body));
    }
    return each;
}

bool well_formed(const Value& row) {
    return row.IsObject() && row.HasMember("name") && row["name"].IsString() && row.HasMember("request") &&
           row.HasMember("statuses") && row["statuses"].IsArray() && row.HasMember("closes") &&
           row["closes"].IsBool();
}

} // namespace

std::ostream& operator<<(std::ostream& stream, const Case& each) {
    return stream << each.name;
}

ConnectionLimits case_limits() {
    ConnectionLimits limits;
    limits.request_line = 100;
    limits.fields = 300;
    limits.field_count = 10;
    limits.body = 100;
    return limits;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Case> load_cases() {
    std::vector<Case> cases;
    for (const auto& entry : std::filesystem::directory_iterator(HTTP_CASES)) {
        rapidjson::Document document;
        const std::string json = read_file(entry.path());
        document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
        if (document.HasParseError() || !document.IsArray() || document.Empty())
            throw std::runtime_error(entry.path().string() + ": expected a JSON array of cases");
        for (const Value& row : document.GetArray()) {
            if (!well_formed(row))
                throw std::runtime_error(entry.path().string() + ": case " +
                                         std::to_string(&row - document.Begin()) +
                                         ": expected name, request, statuses, closes");
            cases.push_back(read_case(row));
        }
    }
    if (cases.empty()) throw std::runtime_error(HTTP_CASES ": no case");
    return cases;
}

} // namespace understudy::http::test
