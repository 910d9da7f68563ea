#include <array>

#include "cli/live.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 14> kOfRecord = {{
    {.name = "base-url",
     .value = "[NAME=]URL",
     .reads = Reads::list,
     .brief = "the URL that stands for the contract's server",
     .detail = "NAME is the API that the URL is for, where there is more than one."},
    {.name = "run-id",
     .value = "ID",
     .reads = Reads::list,
     .brief = "a run to get",
     .detail =
         "If the path has several ids, all of them in its order, as in THREAD/RUN: with % encoding where "
         "an id has a slash. Those that --path names are left out."},
    {.name = "path",
     .value = "NAME=VALUE",
     .reads = Reads::list,
     .brief = "the value of another parameter in the path, for every run"},
    {.name = "run-ids",
     .value = "FILE",
     .brief = "a file of run ids, one per line; - for standard input",
     .detail = "Empty lines and lines that begin with # are skipped.",
     .completes = Completes::files},
    {.name = "key-file",
     .value = "FILE",
     .brief = "a file with the API's credential",
     .detail =
         "It has lines of NAME=VALUE, or one line that is the key. Without it the credential comes from "
         "the environment; understudy contracts NAME says which variable.",
     .completes = Completes::files},
    {.name = "follow", .brief = "poll each run until it ends, and check every state and every transition"},
    {.name = "interval",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "1s",
     .brief = "the time between two polls of a run",
     .takes_seconds = true},
    {.name = "timeout",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "10m",
     .brief = "how long a run may take to end",
     .takes_seconds = true},
    {.name = "concurrency",
     .value = "N",
     .reads = Reads::whole,
     .otherwise = "4",
     .brief = "how many runs to get at once",
     .least = 1,
     .most = 256},
    {.name = "rate",
     .value = "N",
     .reads = Reads::number,
     .otherwise = "0",
     .brief = "the most requests per second, over all runs; 0: no limit"},
    {.name = "attempts",
     .value = "N",
     .reads = Reads::whole,
     .otherwise = "4",
     .brief = "how many times to try a request",
     .detail =
         "A request is tried again only where that may help, and never before the time that Retry-After "
         "or X-RateLimit-Reset asks for.",
     .least = 1,
     .most = 100},
    {.name = "request-timeout",
     .value = "DURATION",
     .reads = Reads::duration,
     .otherwise = "30s",
     .brief = "how long one response may take, from the connection to its last byte",
     .least = 1,
     .takes_seconds = true},
    {.name = "ca-file",
     .value = "FILE",
     .brief = "a PEM file of authorities to trust besides the system's",
     .completes = Completes::files},
    {.name = "insecure-localhost", .brief = "accept any certificate of a loopback address"},
}};

// They mean nothing without --live.
constexpr auto kOfCheck = [] {
    auto all = kOfRecord;
    for (Flag& flag : all)
        if (flag.name != "base-url") flag.needs = "live"; // an archive may be of another host
    return all;
}();

} // namespace

FlagGroup live_flags(std::string_view title, bool needs_live) {
    if (needs_live) return {title, kOfCheck};
    return {title, kOfRecord};
}

} // namespace understudy::cli
