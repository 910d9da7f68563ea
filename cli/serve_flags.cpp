#include <array>

#include "cli/serve_options.hpp"
#include "cli/shared_flags.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 7> kWhat = {{
    {.name = "api", .value = "NAME", .brief = "serve this API alone, at its bare path"},
    with_detail(kContractFlag,
                "An OpenAPI 3.0, 3.1 or 3.2 document, in JSON or YAML. Its name is the file's, up to the "
                "first dot. The "
                "mock reads it again when it changes."),
    kAllowRefOutsideFlag,
    kStrictContractFlag,
    {.name = "fixtures",
     .value = "DIR",
     .reads = Reads::list,
     .brief = "serve the fixtures in this folder instead of the built-in ones",
     .detail = "The mock reads them again when they change.",
     .completes = Completes::folders},
    {.name = "generate", .brief = "answer any id that has no fixture with a run made from the contract"},
    {.name = "seed",
     .value = "N",
     .reads = Reads::large,
     .otherwise = "0",
     .brief = "the seed of what is generated: the same seed and id give the same run",
     .has_other_variable_use = true},
}};

constexpr std::array<Flag, 2> kMoves = {{
    {.name = "advance",
     .value = "HOW",
     .otherwise = "poll",
     .brief = "what advances a run",
     .detail = "poll: each GET. time: the clock, as recorded, from the first GET on. none: nothing; every "
               "run is at its end from the start.",
     .words = "poll time none"},
    {.name = "speed",
     .value = "TIMES",
     .reads = Reads::number,
     .otherwise = "1",
     .brief = "with --advance time: how many times as fast as recorded"},
}};

constexpr std::array<Flag, 3> kFaults = {{
    {.name = "fault",
     .value = "RULE",
     .reads = Reads::list,
     .brief = "misbehave by this rule, in JSON: {\"status\": 503, \"polls\": [2]}",
     .detail = "docs/formats/faults.md describes every member of a rule."},
    {.name = "faults",
     .value = "FILE",
     .reads = Reads::list,
     .brief = "misbehave by the rules in this file",
     .completes = Completes::files},
    {.name = "rate-limit",
     .value = "[API=]N/DURATION",
     .reads = Reads::list,
     .brief = "answer 429 to more than N requests in that time"},
}};

constexpr std::array<Flag, 2> kRequests = {{
    {.name = "auth",
     .value = "HOW",
     .otherwise = "require",
     .brief = "what happens to a request without a credential",
     .detail = "require: it gets the API's own error; any credential is accepted. ignore: it is answered.",
     .words = "require ignore"},
    {.name = "request-check",
     .value = "HOW",
     .otherwise = "warn",
     .brief = "what happens to a request whose parameters break the contract",
     .detail = "off: nothing. warn: the journal notes it. strict: the API's own error answers it.",
     .words = "off warn strict"},
}};

constexpr std::array<Flag, 9> kServer = {{
    {.name = "listen",
     .value = "ADDR:PORT",
     .otherwise = "127.0.0.1:4010",
     .brief = "where to listen; port 0 picks a free port"},
    {.name = "threads",
     .value = "N",
     .reads = Reads::whole,
     .otherwise = "1",
     .brief = "how many threads serve; 0: one for each core",
     .most = 64},
    {.name = "tls",
     .brief = "serve HTTPS with a certificate that is made at startup",
     .detail = "It comes from an authority of its own, and is good for this machine and the hosts of the "
               "contracts' "
               "servers."},
    {.name = "tls-dir",
     .value = "DIR",
     .brief = "write the authority (ca.pem) and the certificate (cert.pem) of --tls to this folder",
     .completes = Completes::folders,
     .needs = "tls"},
    {.name = "cert",
     .value = "FILE",
     .brief = "serve HTTPS with these certificates (PEM)",
     .completes = Completes::files,
     .needs = "key"},
    {.name = "key",
     .value = "FILE",
     .brief = "the key of the first certificate of --cert (PEM)",
     .completes = Completes::files,
     .needs = "cert"},
    {.name = "timeout-header",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "10s",
     .brief = "how long a request's line and header fields may take to arrive"},
    {.name = "timeout-body",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "10s",
     .brief = "how long its body may take"},
    {.name = "timeout-write",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "10s",
     .brief = "how long a client may take to receive a reply"},
}};

constexpr std::array<Flag, 7> kControl = {{
    {.name = "exec",
     .brief = "run the command after --, and exit with its status",
     .detail = "The command finds NAME_BASE_URL of each API in its environment, and UNDERSTUDY_ADMIN_URL."},
    {.name = "log",
     .value = "FORMAT",
     .otherwise = "off",
     .brief = "write each request to stderr, one line each",
     .words = "off text json"},
    {.name = "journal",
     .value = "N",
     .reads = Reads::whole,
     .otherwise = "10000",
     .brief = "how many requests the journal keeps, the newest; 0: none",
     .most = 1'000'000},
    {.name = "session-idle",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "10m",
     .brief = "how long an unused session is kept"},
    {.name = "admin",
     .value = "on|off",
     .otherwise = "on",
     .brief = "the admin API at /__admin",
     .words = "on off"},
    {.name = "admin-listen", .value = "ADDR:PORT", .brief = "serve the admin API at an address of its own"},
    {.name = "admin-token",
     .value = "TOKEN",
     .brief = "the token that the admin API requires (Authorization: Bearer TOKEN)",
     .detail = "UNDERSTUDY_ADMIN_TOKEN is safer: it does not appear in the process list.",
     .is_secret = true},
}};

} // namespace

std::vector<FlagGroup> serve_flags() {
    return {{"What to serve", kWhat}, {"How runs advance", kMoves}, {"Faults", kFaults},
            {"Requests", kRequests},  {"Server", kServer},          {"Control", kControl}};
}

} // namespace understudy::cli
