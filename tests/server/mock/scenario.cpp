#include "tests/server/mock/scenario.hpp"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "cli/commands.hpp"
#include "cli/serve_options.hpp"
#include "server/admin/admin_api.hpp"
#include "server/mock/fixture_files.hpp"
#include "tests/server/http/client.hpp"
#include "tests/validator/case_file.hpp"
#include "validator/json/number.hpp"
#include "validator/json/write.hpp"

namespace understudy::test {
namespace {

namespace fs = std::filesystem;
using json::Value;

std::string compact(const Value& value) {
    std::string text;
    json::write_compact(value, text);
    return text;
}

std::vector<std::string> texts(const Value* list) {
    std::vector<std::string> all;
    if (list != nullptr)
        for (const Value& element : list->elements) {
            constexpr std::string_view kSource = "${source}";
            std::string& text = all.emplace_back(element.text);
            if (const auto at = text.find(kSource); at != std::string::npos)
                text.replace(at, kSource.size(), UNDERSTUDY_SOURCE);
        }
    return all;
}

std::uint64_t number(const Value* value, std::uint64_t otherwise) {
    return value == nullptr ? otherwise : json::to_unsigned(value->text).value();
}

std::vector<intake::Fixture> fixtures_of(const Value* list) {
    if (list == nullptr) return mock::read_embedded_fixtures();
    std::vector<intake::Fixture> fixtures;
    for (const Value& each : list->elements)
        fixtures.push_back(
            intake::Fixture::parse("fixture-" + std::to_string(fixtures.size()) + ".json", compact(each)));
    return fixtures;
}

cli::ServeOptions options_of(const Value* arguments) {
    return cli::read_serve_options(cli::parse_options(texts(arguments), cli::serve_command()));
}

/// One play of a scenario.
class Play {
public:
    explicit Play(const Value& scenario)
        : options_(with_clock(options_of(scenario.find("arguments")))),
          mock_(std::make_shared<const mock::ApiSet>(filled(catalog_, options_.contracts),
                                                     fixtures_of(scenario.find("fixtures")), options_.apis),
                options_.mock),
          admin_(options_.admin_api, mock_),
          running_([this](const http::Request& request) { return answer(request); }, options_.limits) {}

    void step(const Value& step, const std::string& place) {
        if (const Value* ms = step.find("pass_ms")) {
            now_us_ += static_cast<std::int64_t>(number(ms, 0) * 1000);
            return;
        }
        http::test::Received reply;
        for (std::uint64_t i = number(step.find("times"), 1); i > 0; --i) reply = ask(step);
        check(step, reply, place + " " + filled(step.find("ask")->text));
    }

private:
    std::shared_ptr<const http::Reply> answer(const http::Request& request) {
        return options_.admin ? admin_.answer_or_mock(request) : mock_.answer(request);
    }

    static contract::Catalog& filled(contract::Catalog& catalog, const std::vector<std::string>& contracts) {
        for (const std::string& each : contracts) catalog.add(each);
        return catalog;
    }

    cli::ServeOptions with_clock(cli::ServeOptions options) {
        options.mock.now_us = [this] { return now_us_.load(); };
        return options;
    }

    std::string filled(std::string_view text) const {
        std::string result(text);
        for (const auto& [name, value] : saved_) {
            const std::string variable = "${" + name + "}";
            for (std::size_t at = result.find(variable); at != std::string::npos; at = result.find(variable))
                result.replace(at, variable.size(), value);
        }
        return result;
    }

    http::test::Received ask(const Value& step) {
        std::string request = filled(step.find("ask")->text) + " HTTP/1.1\r\n";
        const Value* fields = step.find("fields");
        if (fields == nullptr || fields->find("Host") == nullptr) request += "Host: 127.0.0.1\r\n";
        if (fields == nullptr) request += "X-API-Key: any\r\nAuthorization: Bearer any\r\n";
        if (fields != nullptr)
            for (const auto& [name, value] : fields->members)
                request += std::string(name) + ": " + filled(value.text) + "\r\n";
        const Value* body = step.find("body");
        const std::string text = body == nullptr                ? ""
                                 : body->is(json::Kind::string) ? filled(body->text)
                                                                : filled(compact(*body));
        if (body != nullptr) request += "Content-Length: " + std::to_string(text.size()) + "\r\n";
        http::test::Client client(running_.endpoint());
        client.send(request + "\r\n" + text);
        return client.read_response(request.starts_with("HEAD "));
    }

    void check(const Value& step, const http::test::Received& reply, const std::string& place) {
        BOOST_TEST(reply.status == number(step.find("status"), 200),
                   place << ": " << reply.head << reply.body);
        const std::string whole = reply.head + reply.body;
        for (const std::string& part : texts(step.find("has")))
            BOOST_TEST(whole.find(filled(part)) != std::string::npos,
                       place << ": no " << part << " in " << whole);
        for (const std::string& part : texts(step.find("lacks")))
            BOOST_TEST(whole.find(filled(part)) == std::string::npos,
                       place << ": " << part << " in " << whole);
        if (const Value* fields = step.find("field"))
            for (const auto& [name, value] : fields->members)
                BOOST_TEST(reply.field(name) == value.text,
                           place << ": " << name << " is " << reply.field(name));
        const Value* pointers = step.find("json");
        const Value* saved = step.find("save");
        if (pointers == nullptr && saved == nullptr) return;
        const auto document = json::Document::parse(place, reply.body);
        if (pointers != nullptr)
            for (const auto& [pointer, expected] : pointers->members) {
                const Value* found = document.at(pointer);
                const std::string is = found == nullptr ? "null" : compact(*found);
                BOOST_TEST(is == filled(compact(expected)), place << ": " << pointer << " is " << is);
            }
        if (saved != nullptr)
            for (const auto& [name, pointer] : saved->members) save(document, name, pointer.text, place);
    }

    void save(const json::Document& document, std::string_view name, std::string_view pointer,
              const std::string& place) {
        const Value* found = document.at(pointer);
        BOOST_TEST_REQUIRE(found != nullptr, place << ": nothing at " << pointer);
        saved_[std::string(name)] =
            found->is(json::Kind::string) ? std::string(found->text) : compact(*found);
    }

    std::atomic<std::int64_t> now_us_ = 1'800'000'000'000'000;
    std::map<std::string, std::string> saved_;
    cli::ServeOptions options_;
    contract::Catalog catalog_;
    mock::Mock mock_;
    admin::AdminApi admin_;
    http::test::Running running_;
};

} // namespace

Scenario::Scenario(const std::string& file)
    : name_(fs::path(file).stem().string()),
      document_(std::make_shared<const json::Document>(json::Document::load(file))) {
    const Value* steps = document_->root().find("steps");
    if (steps == nullptr || steps->elements.empty()) throw std::runtime_error(file + ": it has no steps");
}

void Scenario::play() const {
    Play play(document_->root());
    std::size_t index = 0;
    for (const Value& step : document_->root().find("steps")->elements)
        play.step(step, name_ + ", step " + std::to_string(index++));
}

std::ostream& operator<<(std::ostream& stream, const Scenario& scenario) {
    return stream << scenario.name();
}

std::vector<Scenario> load_scenarios() {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(source("tests/data/mock")))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    if (files.empty()) throw std::runtime_error("tests/data/mock holds no scenario");
    std::vector<Scenario> scenarios;
    for (const std::string& file : files) scenarios.emplace_back(file);
    return scenarios;
}

} // namespace understudy::test
