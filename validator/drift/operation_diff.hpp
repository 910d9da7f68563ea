#pragma once

#include <set>
#include <string>
#include <vector>

#include "validator/drift/message_diff.hpp"

namespace understudy::drift {

/// An OpenAPI operation (OpenAPI 3.1 §4.8.10) of one of the sides, with the path item that it is in.
struct OperationPlace {
    Place item, operation;
    std::vector<std::string> servers;         ///< their URLs; empty: not compared
    std::vector<std::string> path_parameters; ///< their names, in the order of the path
};

/// Compares an operation as the two contracts have it: what is asked, what is answered, and its callbacks.
class OperationDiff {
public:
    /// `reads` compares what programs written to OLD get, `writes` what they send. Either may be null: it is
    /// not asked for.
    OperationDiff(MessageDiff* reads, MessageDiff* writes) : reads_(reads), writes_(writes) {}

    /// `is_ours`: programs written to OLD call the operation. Webhooks and callbacks are called by the API.
    void compare(const OperationPlace& old, const OperationPlace& now, bool is_ours);

private:
    void compare_request(MessageDiff& diff, const OperationPlace& promised, const OperationPlace& sent);
    void compare_parameters(MessageDiff& diff, const OperationPlace& promised, const OperationPlace& sent);
    void compare_parameter(MessageDiff& diff, const Place& promised, const Place& sent,
                           const std::string& path);
    void compare_body(MessageDiff& diff, const Place& promised, const Place& sent);
    void compare_security(MessageDiff& diff, const OperationPlace& promised, const OperationPlace& sent);
    void compare_servers(MessageDiff& diff, const OperationPlace& promised, const OperationPlace& sent);
    void compare_responses(MessageDiff& diff, const Place& promised, const Place& sent);
    void compare_callbacks(const Place& old, const Place& now);
    void compare_callback(const std::string& name, const OperationPlace& old, const OperationPlace& now);

    MessageDiff* reads_;
    MessageDiff* writes_;
    std::set<std::string> said_; ///< servers that are gone: of the whole contract, so they are told once
};

/// The HTTP methods that a path item has (OpenAPI 3.1 §4.8.9, 3.2 §4.8.9), in lower case.
bool is_method(std::string_view word);

} // namespace understudy::drift
