#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/pseudonyms.hpp"
#include "server/record/secrets.hpp"
#include "validator/json/document.hpp"

namespace understudy::record {

struct RedactOptions {
    std::set<std::string> keep;   ///< paths (`sessions[].user_number`) that are written as they came
    std::set<std::string> redact; ///< paths whose value is replaced whatever it is
    std::vector<std::string>
        secrets;              ///< texts that stand nowhere, whatever else may: the credentials that were sent
    bool transcripts = false; ///< replace what people have said too: `x-personal: transcript`
    /// Paths that the contract marks with `x-personal`, and how: name, phone, email, transcript.
    std::map<std::string, std::string> personal;
    std::set<std::string>
        enumerated; ///< paths whose values the contract lists: no secrets, and valid only as they are
};

/// Replaces secrets and personal data by pseudonyms before anything is written.
///
/// It finds them in three ways: by what the contract says (`x-personal`), by the name of a member or header
/// field, and by the form of a text (a phone number, a token). It also looks inside JSON and base64 in
/// strings. The same text always gets the same pseudonym, of the same form, so that a fixture still conforms
/// and its links still hold.
///
/// A name that the contract marks is replaced in all text that comes after it, such as a transcript. Values
/// that the contract lists are never replaced. One thread at a time.
class Redactor {
public:
    Redactor(const Pseudonyms& pseudonyms, RedactOptions options)
        : pseudonyms_(pseudonyms), options_(std::move(options)) {}

    /// A JSON body, written compactly.
    std::string body(const json::Value& value);
    /// Any other text: a header field's value, a body that is not JSON.
    std::string text(std::string_view value);

    /// One more text that is to stand nowhere. A short one is passed over: it stands everywhere.
    void add_secret(std::string_view secret);
    const std::vector<std::string>& secrets() const { return options_.secrets; }

    /// How often each kind was replaced.
    const std::map<Secret, std::size_t>& counts() const { return counts_; }

private:
    void learn(const json::Value& value, const std::string& path);
    void write(const json::Value& value, const std::string& path, std::string_view name, std::string& out);
    std::string string(std::string_view value, const std::string& path, std::string_view name);
    std::string scanned(std::string_view value, int depth);
    std::string without_secrets(std::string_view value);
    std::string inside_json(std::string_view value, int depth);
    std::string inside_base64(std::string_view value, int depth);
    std::string names(std::string_view value);
    std::string name(std::string_view value);
    std::string key(std::string_view name);
    std::string replaced(Secret secret, std::string_view value);

    const Pseudonyms& pseudonyms_;
    RedactOptions options_;
    std::set<std::string, std::less<>> names_; ///< words of people's names that were seen
    std::map<Secret, std::size_t> counts_;
    int nested_ = 0; ///< JSON in strings in JSON
};

} // namespace understudy::record
