// Large contracts that vendors publish, where they are: what conforms gives no finding, and what is broken
// once is found in its place.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "server/generate/mutation.hpp"
#include "server/generate/run_maker.hpp"
#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/contract/contract.hpp"
#include "validator/text/json_pointer.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using generate::Mutation;

/// An operation that gets one run by its id.
struct Sample {
    const char* file;
    const char* operation;
    const char* path;
    const char* body = nullptr; ///< one that conforms, where the generator cannot make one
};
std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.file << " " << sample.operation;
}

// Of the documents' own examples, with what their schemas ask for beside.
constexpr const char* kRun =
    R"({"id":"run_abc123","object":"thread.run","created_at":1698107661,"assistant_id":"asst_abc123","threa)"
    R"(d_id":"thread_abc123","status":"completed","started_at":1699073476,"expires_at":1699073498,"cancelle)"
    R"(d_at":1699073498,"failed_at":1699073498,"completed_at":1699073498,"last_error":{"code":"server_error)"
    R"(","message":"Later"},"model":"gpt-4o","instructions":"Be brief.","tools":[{"type":"file_search"},{"t)"
    R"(ype":"code_interpreter"}],"metadata":{},"incomplete_details":{"reason":"max_prompt_tokens"},"usage":)"
    R"({"prompt_tokens":123,"completion_tokens":456,"total_tokens":579},"temperature":1.0,"top_p":1.0,"max_)"
    R"(prompt_tokens":1000,"max_completion_tokens":1000,"truncation_strategy":{"type":"auto","last_messages)"
    R"(":1},"response_format":"auto","tool_choice":"auto","parallel_tool_calls":true,"required_action":{"ty)"
    R"(pe":"submit_tool_outputs","submit_tool_outputs":{"tool_calls":[]}}})";
constexpr const char* kModelResponse =
    R"({"id":"resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41","object":"response","created_at":17414)"
    R"(76777,"status":"completed","completed_at":1741476778,"error":null,"incomplete_details":null,"instruc)"
    R"(tions":null,"max_output_tokens":null,"model":"gpt-4o-2024-08-06","output":[{"type":"message","id":"m)"
    R"(sg_67ccd3acc8d48190a77525dc6de64b4104becb25c45c1d41","status":"completed","role":"assistant","conten)"
    R"(t":[{"type":"output_text","text":"Hi","annotations":[],"logprobs":[]}]}],"parallel_tool_calls":true,)"
    R"("previous_response_id":null,"reasoning":{"effort":null,"summary":null,"context":null},"temperature":)"
    R"(1,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],"top_p":1,"truncation":"disabled)"
    R"(","usage":{"input_tokens":328,"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"out)"
    R"(put_tokens":52,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":380},"metadata":{}})";

const Sample samples[] = {
    {"assemblyai/openapi.yml", "getTranscript", "/v2/transcript/{transcript_id}"},
    {"langgraph/openapi.json", "get_run_http_threads__thread_id__runs__run_id__get",
     "/threads/{thread_id}/runs/{run_id}"},
    {"openai/openapi.json", "getRun", "/threads/{thread_id}/runs/{run_id}", kRun},
    {"openai/openapi.json", "getResponse", "/responses/{response_id}", kModelResponse},
    {"openai/openapi.json", "getRunStep", "/threads/{thread_id}/runs/{run_id}/steps/{step_id}"},
    {"openai/openapi.json", "getEvalRun", "/evals/{eval_id}/runs/{run_id}"},
    {"openai/openapi.json", "retrieveBatch", "/batches/{batch_id}"},
    {"openai/openapi.json", "retrieveFineTuningJob", "/fine_tuning/jobs/{fine_tuning_job_id}"},
    {"openai/openapi.json", "getVectorStoreFileBatch",
     "/vector_stores/{vector_store_id}/file_batches/{batch_id}"},
    {"openai/openapi.json", "GetVideo", "/videos/{video_id}"},
    {"trigger/v3-openapi.yaml", "retrieve_run_v1", "/api/v3/runs/{runId}"},
    {"trigger/v3-openapi.yaml", "retrieve_batch_v1", "/api/v1/batches/{batchId}"},
    {"trigger/v3-openapi.yaml", "retrieve_bulk_action_v1", "/api/v1/bulk-actions/{bulkActionId}"},
    {"vapi/openapi.json", "CallController_findOne", "/call/{id}"},
    {"vapi/openapi.json", "EvalController_getRun", "/eval/run/{id}"},
    {"vapi/openapi.json", "SimulationRunController_findOne", "/eval/simulation/run/{id}"},
    {"vapi/openapi.json", "SimulationRunController_findItem", "/eval/simulation/run/{id}/item/{itemId}"},
};

const std::vector<std::pair<Mutation, const char*>> kFaults = {{Mutation::type, "type"},
                                                               {Mutation::null, "null"},
                                                               {Mutation::enum_value, "enum"},
                                                               {Mutation::missing, "missing"},
                                                               {Mutation::format, "format"}};

std::string suite(std::string_view path) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    return std::string(folder != nullptr ? folder : UNDERSTUDY_SUITES) + "/vendors/" + std::string(path);
}

void add_places(const json::Value& value, const std::string& pointer, std::vector<std::string>& places) {
    places.push_back(pointer);
    for (std::size_t i = 0; i < value.elements.size(); ++i)
        add_places(value.elements[i], pointer + "/" + std::to_string(i), places);
    for (const json::Member& member : value.members) {
        std::string below = pointer;
        text::append_token(below, member.name);
        add_places(member.value, below, places);
    }
}

constexpr std::uint64_t kRuns = 4;
constexpr std::uint64_t kBroken = 1;    ///< of them, in every way
constexpr std::size_t kMostPlaces = 25; ///< of a body

/// A body with one fault.
struct Planted {
    std::string place;
    std::string fault;
    std::string body;
};

std::vector<Planted> plant(const std::string& body, const schema::Program& schema) {
    const auto document = json::Document::parse("body", body);
    std::vector<std::string> places;
    add_places(document.root(), "", places);
    std::vector<Planted> all;
    const std::size_t stride = places.size() / kMostPlaces + 1; // of a long body, places all over it
    for (std::size_t i = 0; i < places.size(); i += stride)
        for (const auto& [mutation, name] : kFaults)
            if (auto broken = generate::mutate_body(body, schema, mutation, places[i], 0))
                all.push_back({places[i], name, *std::move(broken)});
    return all;
}

/// The findings of a check, in each line of its input: rule by pointer.
std::map<std::string, std::map<std::string, std::string>> by_line(const std::string& report) {
    std::map<std::string, std::map<std::string, std::string>> lines;
    for (std::string_view rest = report; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto finding = json::Document::parse("finding", std::string(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const json::Value& root = finding.root();
        lines[std::string(root.find("line")->text)].emplace(root.find("pointer")->text,
                                                            root.find("rule")->text);
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

BOOST_AUTO_TEST_SUITE(vendors)

BOOST_DATA_TEST_CASE(what_conforms_is_clean_and_each_fault_is_found_in_its_place,
                     boost::unit_test::data::make(samples), sample) {
    const std::string file = suite(sample.file);
    if (!std::filesystem::exists(file)) return say_skipped("1 suite absent: contracts of vendors");
    const auto contract = contract::Contract::parse("api", file, json::read_file(file));
    const contract::Operation& operation = contract.operation(sample.operation);
    BOOST_TEST(operation.path == sample.path);
    std::vector<std::string> good, bad;
    std::vector<Planted> planted;
    for (std::uint64_t seed = 0; seed < (sample.body == nullptr ? kRuns : 1); ++seed) {
        const auto run = generate::make_run(operation, "api", {"run-1", {}}, seed);
        BOOST_TEST_REQUIRE((run.has_value() || sample.body != nullptr),
                           generate::why_no_run(operation, seed));
        good.push_back(sample.body == nullptr ? run->steps.front().body : sample.body);
        if (seed >= kBroken) continue;
        for (Planted& each : plant(good.back(), *operation.response(200)->body)) {
            bad.push_back(each.body);
            planted.push_back(std::move(each));
        }
    }
    const TemporaryFolder folder;
    const auto check = [&](const std::vector<std::string>& bodies, const char* format) {
        return run(cli::check, {"--contract", file, "--operation", sample.operation, "--fail-on", "warning",
                                "--format", format, folder.write("bodies.ndjson", joined(bodies))});
    };
    const Outcome clean = check(good, "text");
    BOOST_TEST(clean.code == 0, clean.out << clean.err);
    const Outcome broken = check(bad, "ndjson");
    BOOST_TEST(broken.code == 1, broken.err);
    auto found = by_line(broken.out);
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = 0; i < planted.size(); ++i) {
        const auto& findings = found[std::to_string(i + 1)];
        const std::string& place = planted[i].place;
        std::string there = "nowhere";
        for (const auto& [pointer, rule] : findings)
            if (pointer == place)
                there = "exact";
            else if (there != "exact" && place.starts_with(pointer + "/"))
                there = "around " + rule;
        ++counts[planted[i].fault + " " + there];
        BOOST_TEST(there != "nowhere", planted[i].fault << " at " << place << ": " << planted[i].body);
    }
    for (const auto& [what, count] : counts) std::cout << sample << ": " << what << " " << count << "\n";
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
