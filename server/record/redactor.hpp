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
    std::set<std::string> keep;   ///< paths (`sessions[].user_number`) that are written unchanged
    std::set<std::string> redact; ///< paths whose value is always replaced
    std::vector<std::string>
        secrets;              ///< texts to remove everywhere, without exception: credentials that were sent
    bool transcripts = false; ///< also replace what people said: `x-personal: transcript`
    /// Paths that the contract marks with `x-personal`, and the kind: name, phone, email, transcript.
    std::map<std::string, std::string> personal;
    std::set<std::string>
        enumerated; ///< paths whose values the contract lists: they are not secrets, and only valid unchanged
};

/// Replaces secrets and personal data by pseudonyms before anything is written.
///
/// It finds them in three ways: by the contract (`x-personal`), by the name of a member or header field, and
/// by the form of a text (a phone number, a token). It also looks inside JSON and base64 in strings. The same
/// text always gets the same pseudonym, of the same form, so that a fixture still conforms and its links
/// still hold.
///
/// A name that the contract marks is replaced in all text after it, such as a transcript. Values that the
/// contract lists are never replaced. One thread at a time.
class Redactor {
public:
    Redactor(const Pseudonyms& pseudonyms, RedactOptions options)
        : pseudonyms_(pseudonyms), options_(std::move(options)) {}

    /// Redacts a JSON body and writes it compactly.
    std::string body(const json::Value& value);
    /// Redacts any other text: a header field's value, or a body that is not JSON.
    std::string text(std::string_view value);

    /// Adds a text to remove everywhere. Ignores a short one, because it occurs everywhere.
    void add_secret(std::string_view secret);
    const std::vector<std::string>& secrets() const { return options_.secrets; }

    /// How often each kind of secret was replaced.
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
    std::set<std::string, std::less<>> names_; ///< words of the people's names seen so far
    std::map<Secret, std::size_t> counts_;
    int nested_ = 0; ///< depth of JSON in strings in JSON
};

} // namespace understudy::record
