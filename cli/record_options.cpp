#include "cli/record_options.hpp"

#include <array>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/live.hpp"
#include "cli/shared_flags.hpp"
#include "validator/contract/fields.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 6> kWhat = {{
    {.name = "to",
     .value = "DIR",
     .brief = "the folder to write fixtures to, as DIR/API/RUN-ID.json",
     .completes = Completes::folders},
    {.name = "api", .value = "NAME", .brief = "the contract of the API (understudy contracts lists them)"},
    kContractFlag,
    kAllowRefOutsideFlag,
    kStrictContractFlag,
    {.name = "replace",
     .brief = "overwrite the fixture of the same run",
     .detail = "Without it, a second fixture of a run gets a number."},
}};

constexpr std::array<Flag, 3> kSources = {{
    {.name = "listen",
     .value = "ADDR:PORT",
     .brief = "be a proxy in front of the API; port 0 picks a free port"},
    {.name = "har",
     .value = "FILE",
     .brief = "make fixtures of the runs in an HTTP Archive 1.2",
     .completes = Completes::files},
    {.name = "max-body",
     .value = "BYTES",
     .reads = Reads::large,
     .otherwise = "4194304",
     .brief = "the longest body that is stored",
     .detail = "A longer one passes through a proxy but is not stored."},
}};

constexpr std::array<Flag, 3> kRedaction = {{
    {.name = "keep",
     .value = "PATH",
     .reads = Reads::list,
     .brief = "store this field as it came: sessions[].user_number"},
    {.name = "redact", .value = "PATH", .reads = Reads::list, .brief = "replace this field, whatever it is"},
    {.name = "redact-transcripts", .brief = "also replace what people said"},
}};

std::vector<FlagGroup> record_flags() {
    return {{"What to record", kWhat},
            {"From a proxy or an archive", kSources},
            {"Redaction", kRedaction},
            live_flags("From the API itself", false)};
}

// With a word that nobody knows the field would be stored as it came.
std::string personal_word(const contract::Contract& contract, const contract::FieldSummary& field) {
    for (const char* known : {"name", "phone", "email", "transcript"})
        if (field.personal == known) return field.personal;
    throw UsageError(contract.name() + ": x-personal of " + field.path +
                     ": expected name, phone, email or transcript; found \"" + field.personal + "\"");
}

} // namespace

record::RedactOptions redact_options(const OptionValues& values, const contract::Contract& contract,
                                     const contract::Operation& operation) {
    record::RedactOptions options;
    for (const std::string& path : values.list("keep")) options.keep.insert(path);
    for (const std::string& path : values.list("redact")) options.redact.insert(path);
    options.transcripts = values.has("redact-transcripts");
    for (const contract::Response& response : operation.responses)
        for (const contract::FieldSummary& field : contract::fields(contract, response))
            if (!field.personal.empty())
                options.personal[field.path] = personal_word(contract, field);
            else if (field.constraint.starts_with("one of ") || field.constraint.starts_with("known values "))
                options.enumerated.insert(field.path);
    return options;
}

const Command& record_command() {
    static const Command kCommand = {
        .name = "record",
        .brief = "capture live runs as fixtures",
        .usage = "--to DIR [options]",
        .about =
            "Captures runs as fixtures that understudy serve replays: one file per run, with all its "
            "responses and their timing. Nothing secret is stored. Credentials, cookies, phone numbers, "
            "e-mail addresses, tokens and names that the contract marks (x-personal) become pseudonyms "
            "before anything is written; the same original gets the same pseudonym. Each response is "
            "checked against the contract as it passes.\n\n"
            "With --run-id it polls the API. With --har it reads an archive. With --listen it is a proxy: "
            "it prints one line of JSON with a base URL for each API, passes requests on to the API, and "
            "records every run that passes until SIGTERM or SIGINT.\n\n"
            "With the same UNDERSTUDY_PSEUDONYM_KEY, all recordings use the same pseudonyms.",
        .examples =
            "understudy record --api noxus --to fixtures --run-id ID --follow\n"
            "understudy record --to fixtures --listen 127.0.0.1:4020\n"
            "understudy record --to fixtures --har session.har",
        .exit_status =
            "0 recorded, 1 recorded and drift was found, 2 wrong usage or contract, 3 something could not "
            "be fetched or read, or nothing was recorded.",
        .groups = record_flags(),
        .exclusions = {{"har", "listen"},
                       {"har", "run-id"},
                       {"har", "run-ids"},
                       {"har", "path"},
                       {"har", "follow"},
                       {"har", "base-url"},
                       {"listen", "run-id"},
                       {"listen", "run-ids"},
                       {"listen", "path"},
                       {"listen", "follow"}},
        .status_if_stopped = kNotCompleted,
        .run = run_record};
    return kCommand;
}

} // namespace understudy::cli
