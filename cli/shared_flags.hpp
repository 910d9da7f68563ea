#pragma once

#include "cli/flags.hpp"

/// Rows that the tables of several commands share: a flag is read the same way and says the same in each. A
/// command whose flag says something else has a row of its own.
namespace understudy::cli {

inline constexpr Flag kContractFlag = {
    .name = "contract",
    .value = "[NAME=]FILE",
    .reads = Reads::list,
    .brief = "add a contract, or replace a built-in one",
    .detail =
        "An OpenAPI 3.0, 3.1 or 3.2 document, in JSON or YAML. Its name is the file's, up to the first dot.",
    .completes = Completes::files};

inline constexpr Flag kAllowRefOutsideFlag = {
    .name = "allow-ref-outside", .brief = "allow a $ref to a file outside the folder of the contract"};

inline constexpr Flag kStrictContractFlag = {
    .name = "strict-contract",
    .brief = "refuse a contract of which any part cannot be checked",
    .detail = "Without it, such a part is noted and left out, and the rest is checked."};

/// With another detail, where a command has more to say of a shared flag.
constexpr Flag with_detail(Flag flag, std::string_view detail) {
    flag.detail = detail;
    return flag;
}

/// `otherwise`: the severity where the flag is not given.
constexpr Flag fail_on_flag(std::string_view otherwise) {
    return {.name = "fail-on",
            .value = "LEVEL",
            .otherwise = otherwise,
            .brief = "the lowest severity that makes the exit status 1",
            .words = "error warning never"};
}

/// `brief`: what the status is for.
constexpr Flag status_flag(std::string_view brief) {
    return {.name = "status", .value = "CODE", .reads = Reads::whole, .otherwise = "200", .brief = brief};
}

} // namespace understudy::cli
